package chat.service.file;

import chat.proto.message.CreateFileReply;
import chat.proto.message.CreateFileRequest;
import chat.proto.message.FileServiceGrpc;
import chat.proto.message.GetFileReply;
import chat.proto.message.GetFileRequest;
import chat.proto.message.GetPieceReply;
import chat.proto.message.GetPieceRequest;
import chat.proto.message.PutPieceReply;
import chat.proto.message.PutPieceRequest;
import chat.service.runtime.Answers;
import chat.service.runtime.Caller;
import io.grpc.stub.StreamObserver;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;

/**
 * {@code chat.message.FileService} on the wire, for users only. Runs on the gRPC server's threads.
 */
@Dependent
class FileEndpoint extends FileServiceGrpc.FileServiceImplBase {
  @Inject private Answers answers;
  @Inject private Files files;
  @Inject private FileReading reading;

  @Override
  public void createFile(CreateFileRequest request, StreamObserver<CreateFileReply> observer) {
    answers.answer(
        observer,
        () -> CreateFileReply.newBuilder().setFile(files.create(user(), request)).build(),
        (errno, errmsg) -> CreateFileReply.newBuilder().setErrno(errno).setErrmsg(errmsg).build());
  }

  @Override
  public void putPiece(PutPieceRequest request, StreamObserver<PutPieceReply> observer) {
    answers.answer(
        observer,
        () -> {
          files.put(user(), request);
          return PutPieceReply.getDefaultInstance();
        },
        (errno, errmsg) -> PutPieceReply.newBuilder().setErrno(errno).setErrmsg(errmsg).build());
  }

  @Override
  public void getFile(GetFileRequest request, StreamObserver<GetFileReply> observer) {
    answers.answer(
        observer,
        () ->
            GetFileReply.newBuilder()
                .setFile(reading.describe(user(), request.getFileId()))
                .build(),
        (errno, errmsg) -> GetFileReply.newBuilder().setErrno(errno).setErrmsg(errmsg).build());
  }

  @Override
  public void getPiece(GetPieceRequest request, StreamObserver<GetPieceReply> observer) {
    answers.answer(
        observer,
        () ->
            GetPieceReply.newBuilder()
                .setData(reading.piece(user(), request.getFileId(), request.getNumber()))
                .build(),
        (errno, errmsg) -> GetPieceReply.newBuilder().setErrno(errno).setErrmsg(errmsg).build());
  }

  private static int user() {
    return Caller.current().actingAs(0);
  }
}
