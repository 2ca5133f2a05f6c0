package chat.gateway.session;

import chat.proto.ErrorCode;
import chat.proto.common.Attachment;
import chat.proto.message.CreateFileReply;
import chat.proto.message.CreateFileRequest;
import chat.proto.message.FileServiceGrpc;
import chat.proto.message.GetFileReply;
import chat.proto.message.GetFileRequest;
import chat.proto.message.GetPieceReply;
import chat.proto.message.GetPieceRequest;
import chat.proto.message.PutPieceReply;
import chat.proto.message.PutPieceRequest;
import com.google.protobuf.ByteString;
import io.grpc.stub.StreamObserver;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/** The files of the message service, in memory, for everybody; away from a piece on when told. */
final class FakeFiles extends FileServiceGrpc.FileServiceImplBase {
  static final long MAX_BYTES = 1_000_000;

  final List<Attachment> created = new CopyOnWriteArrayList<>();
  final Map<Integer, ByteString> pieces = new ConcurrentHashMap<>();
  volatile int awayFrom = Integer.MAX_VALUE;

  @Override
  public void createFile(CreateFileRequest request, StreamObserver<CreateFileReply> observer) {
    if (request.getSize() > MAX_BYTES) {
      answer(
          observer,
          CreateFileReply.newBuilder()
              .setErrno(ErrorCode.TOO_LONG.errno())
              .setErrmsg("too large")
              .build());
      return;
    }
    Attachment file =
        Attachment.newBuilder()
            .setId("f" + created.size())
            .setName(request.getName())
            .setType(request.getType())
            .setSize(request.getSize())
            .build();
    created.add(file);
    answer(observer, CreateFileReply.newBuilder().setFile(file).build());
  }

  @Override
  public void putPiece(PutPieceRequest request, StreamObserver<PutPieceReply> observer) {
    if (request.getNumber() < awayFrom) {
      pieces.put(request.getNumber(), request.getData());
    }
    answer(observer, PutPieceReply.newBuilder().setErrno(errno(request.getNumber())).build());
  }

  @Override
  public void getFile(GetFileRequest request, StreamObserver<GetFileReply> observer) {
    answer(observer, GetFileReply.newBuilder().setFile(created.getLast()).build());
  }

  @Override
  public void getPiece(GetPieceRequest request, StreamObserver<GetPieceReply> observer) {
    answer(
        observer,
        GetPieceReply.newBuilder()
            .setErrno(errno(request.getNumber()))
            .setData(pieces.get(request.getNumber()))
            .build());
  }

  private int errno(int number) {
    return (number < awayFrom ? ErrorCode.OK : ErrorCode.UNAVAILABLE).errno();
  }

  private static <A> void answer(StreamObserver<A> observer, A reply) {
    observer.onNext(reply);
    observer.onCompleted();
  }
}
