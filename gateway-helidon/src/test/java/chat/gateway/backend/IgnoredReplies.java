package chat.gateway.backend;

import chat.proto.message.SendReply;
import io.grpc.stub.StreamObserver;
import java.util.concurrent.CountDownLatch;

/** Knows only whether the stream has ended. */
final class IgnoredReplies implements StreamObserver<SendReply> {
  private final CountDownLatch end = new CountDownLatch(1);

  boolean ended() {
    return end.getCount() == 0;
  }

  @Override
  public void onNext(SendReply reply) {}

  @Override
  public void onError(Throwable cause) {
    end.countDown();
  }

  @Override
  public void onCompleted() {
    end.countDown();
  }
}
