package chat.gateway.backend;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import chat.proto.message.MessageServiceGrpc;
import chat.proto.social.ListFriendsRequest;
import chat.proto.social.SocialServiceGrpc;
import io.grpc.ManagedChannel;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.helidon.metrics.api.MeterRegistry;
import io.helidon.metrics.api.Metrics;
import io.helidon.metrics.api.Tag;
import io.helidon.metrics.api.Timer;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class CallTimesTest {
  private static final ListFriendsRequest REQUEST = ListFriendsRequest.getDefaultInstance();

  private final SocialServer server = new SocialServer();
  // A registry of its own would count nothing; other tests may have counted here before.
  private final MeterRegistry meters = Metrics.globalRegistry();
  private final ManagedChannel channel = Backend.channel(server.endpoint(), new CallTimes(meters));

  @AfterEach
  void close() {
    channel.shutdownNow();
    server.close();
  }

  @Test
  void everyCallIsTimedByItsOutcome() {
    var social = SocialServiceGrpc.newBlockingStub(channel);
    long done = count("ListFriends", "ok");
    long failed = count("ListFriends", "unavailable");
    social.listFriends(REQUEST);
    social.listFriends(REQUEST);
    server.failWith(Status.UNAVAILABLE);
    assertThrows(StatusRuntimeException.class, () -> social.listFriends(REQUEST));
    await()
        .until(
            () ->
                count("ListFriends", "ok") == done + 2
                    && count("ListFriends", "unavailable") == failed + 1);
    Timer timer = timer("ListFriends", "ok").orElseThrow();
    assertTrue(timer.totalTime(TimeUnit.NANOSECONDS) > 0);
    var bounds =
        StreamSupport.stream(timer.snapshot().histogramCounts().spliterator(), false)
            .map(bucket -> bucket.boundary(TimeUnit.MILLISECONDS))
            .toList();
    assertEquals(13, bounds.size());
    assertEquals(1.0, bounds.getFirst());
    assertEquals(10_000.0, bounds.getLast());
  }

  @Test
  void aCallThatIsGivenUpIsTimed() throws Exception {
    server.hold();
    long before = count("ListFriends", "deadline_exceeded");
    var social =
        SocialServiceGrpc.newBlockingStub(channel).withDeadlineAfter(Duration.ofMillis(50));
    assertThrows(StatusRuntimeException.class, () -> social.listFriends(REQUEST));
    await().until(() -> count("ListFriends", "deadline_exceeded") == before + 1);
  }

  @Test
  void aStreamIsNot() {
    var replies = new IgnoredReplies();
    MessageServiceGrpc.newStub(channel).send(replies).onCompleted();
    await().until(replies::ended);
    assertEquals(0, count("Send", "unimplemented"));
  }

  private long count(String method, String outcome) {
    return timer(method, outcome).map(Timer::count).orElse(0L);
  }

  private Optional<Timer> timer(String method, String outcome) {
    String service =
        method.equals("Send") ? "chat.message.MessageService" : "chat.social.SocialService";
    return meters.meter(
        Timer.class,
        "grpc_client_calls",
        List.of(
            Tag.create("service", service),
            Tag.create("method", method),
            Tag.create("outcome", outcome)));
  }
}
