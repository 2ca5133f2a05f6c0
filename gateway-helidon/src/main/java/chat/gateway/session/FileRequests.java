package chat.gateway.session;

import chat.gateway.backend.Service;
import chat.proto.common.Attachment;
import chat.proto.message.CreateFileRequest;
import chat.proto.message.FileServiceGrpc;
import chat.proto.message.GetFileRequest;
import chat.proto.message.GetPieceRequest;
import chat.proto.message.PutPieceRequest;
import com.google.protobuf.ByteString;

/**
 * What concerns files, piece by piece. Each method waits for the message service and throws {@link
 * RequestFailed} with what it refuses; thread-safe.
 */
public final class FileRequests {
  private final Service message;

  /** Files of this message service. */
  public FileRequests(Service message) {
    this.message = message;
  }

  /** Announces a file of the caller, whose pieces follow. */
  public Attachment create(Caller caller, String name, String type, long size) {
    var request = CreateFileRequest.newBuilder().setName(name).setType(type).setSize(size).build();
    var reply = Requests.ask(message, FileServiceGrpc.getCreateFileMethod(), caller, request);
    return reply.getFile();
  }

  /** Stores a piece; with the last one the file is complete. */
  public void put(Caller caller, String fileId, int number, ByteString data) {
    var request =
        PutPieceRequest.newBuilder().setFileId(fileId).setNumber(number).setData(data).build();
    Requests.ask(message, FileServiceGrpc.getPutPieceMethod(), caller, request);
  }

  /** Describes a file that the caller may read. */
  public Attachment describe(Caller caller, String fileId) {
    var request = GetFileRequest.newBuilder().setFileId(fileId).build();
    var reply = Requests.ask(message, FileServiceGrpc.getGetFileMethod(), caller, request);
    return reply.getFile();
  }

  /** A piece of such a file. */
  public ByteString piece(Caller caller, String fileId, int number) {
    var request = GetPieceRequest.newBuilder().setFileId(fileId).setNumber(number).build();
    var reply = Requests.ask(message, FileServiceGrpc.getGetPieceMethod(), caller, request);
    return reply.getData();
  }
}
