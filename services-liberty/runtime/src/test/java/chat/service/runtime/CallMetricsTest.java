package chat.service.runtime;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import chat.proto.message.MessageServiceGrpc;
import chat.proto.message.SendReply;
import chat.proto.message.SendRequest;
import chat.proto.user.GetProfileReply;
import chat.proto.user.GetProfileRequest;
import chat.proto.user.UserServiceGrpc;
import io.grpc.ManagedChannel;
import io.grpc.Server;
import io.grpc.ServerInterceptors;
import io.grpc.StatusRuntimeException;
import io.grpc.inprocess.InProcessChannelBuilder;
import io.grpc.inprocess.InProcessServerBuilder;
import io.grpc.stub.ClientCallStreamObserver;
import io.grpc.stub.ServerCallStreamObserver;
import io.grpc.stub.StreamObserver;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.eclipse.microprofile.metrics.MetricRegistry;
import org.eclipse.microprofile.metrics.Tag;
import org.eclipse.microprofile.metrics.Timer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class CallMetricsTest {
  private final BlockingQueue<String> counted = new LinkedBlockingQueue<>();
  private final CountDownLatch begun = new CountDownLatch(1);
  private final CountDownLatch mayAnswer = new CountDownLatch(1);
  private final CountDownLatch answered = new CountDownLatch(1);
  private final CallMetrics metrics = new CallMetrics();
  private final Server server;
  private final ManagedChannel channel;

  CallMetricsTest() throws Exception {
    metrics.countIn(registry());
    String name = InProcessServerBuilder.generateName();
    server =
        InProcessServerBuilder.forName(name)
            .addService(ServerInterceptors.intercept(new Profiles(), metrics))
            .addService(ServerInterceptors.intercept(new Messages(), metrics))
            .build()
            .start();
    channel = InProcessChannelBuilder.forName(name).build();
  }

  @AfterEach
  void stop() {
    mayAnswer.countDown();
    channel.shutdownNow();
    server.shutdownNow();
  }

  @Test
  void aCallThatIsAnsweredInTimeIsOk() throws Exception {
    mayAnswer.countDown();
    var reply =
        UserServiceGrpc.newBlockingStub(channel).getProfile(GetProfileRequest.getDefaultInstance());
    assertEquals(0, reply.getErrno());
    assertEquals("GetProfile ok", next());
  }

  @Test
  void aCallThatIsAnsweredAfterItsDeadlineIsNot() throws Exception {
    var user = UserServiceGrpc.newBlockingStub(channel).withDeadlineAfter(Duration.ofMillis(200));
    assertThrows(
        StatusRuntimeException.class,
        () -> user.getProfile(GetProfileRequest.getDefaultInstance()));
    assertEquals("GetProfile deadline_exceeded", next());
    mayAnswer.countDown();
    answered.await();
    assertEquals(0, counted.size(), "counted once");
  }

  @Test
  void aStreamThatIsCancelledIsCounted() throws Exception {
    var requests =
        (ClientCallStreamObserver<SendRequest>)
            MessageServiceGrpc.newStub(channel).send(new Ignored<SendReply>());
    begun.await();
    requests.cancel("the gateway stops", null);
    assertEquals("Send cancelled", next());
  }

  private String next() throws InterruptedException {
    return counted.poll(10, TimeUnit.SECONDS);
  }

  /** Whose timers tell what they count. */
  private MetricRegistry registry() {
    return fake(
        MetricRegistry.class,
        (_, _, arguments) -> {
          Tag[] tags = (Tag[]) arguments[1];
          String label = value(tags, "method") + " " + value(tags, "outcome");
          return fake(
              Timer.class,
              (_, _, _) -> {
                counted.add(label);
                return null;
              });
        });
  }

  private static String value(Tag[] tags, String name) {
    return Arrays.stream(tags)
        .filter(tag -> tag.getTagName().equals(name))
        .findFirst()
        .orElseThrow()
        .getTagValue();
  }

  private static <T> T fake(Class<T> type, InvocationHandler behaviour) {
    return type.cast(
        Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, behaviour));
  }

  private final class Profiles extends UserServiceGrpc.UserServiceImplBase {
    @Override
    public void getProfile(GetProfileRequest request, StreamObserver<GetProfileReply> replies) {
      ((ServerCallStreamObserver<GetProfileReply>) replies).setOnCancelHandler(() -> {});
      // As the services do: on another thread.
      Thread.ofPlatform().start(() -> answer(replies));
    }

    private void answer(StreamObserver<GetProfileReply> replies) {
      try {
        mayAnswer.await();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
      replies.onNext(GetProfileReply.getDefaultInstance());
      replies.onCompleted();
      answered.countDown();
    }
  }

  private final class Messages extends MessageServiceGrpc.MessageServiceImplBase {
    @Override
    public StreamObserver<SendRequest> send(StreamObserver<SendReply> replies) {
      begun.countDown();
      return new Ignored<>();
    }
  }

  private static final class Ignored<T> implements StreamObserver<T> {
    @Override
    public void onNext(T value) {}

    @Override
    public void onError(Throwable thrown) {}

    @Override
    public void onCompleted() {}
  }
}
