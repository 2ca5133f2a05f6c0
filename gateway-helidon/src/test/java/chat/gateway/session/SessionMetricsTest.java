package chat.gateway.session;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import chat.gateway.dialect.Command;
import chat.gateway.dialect.Credentials;
import chat.gateway.dialect.Envelope;
import chat.gateway.dialect.Event;
import io.helidon.metrics.api.Counter;
import io.helidon.metrics.api.Gauge;
import io.helidon.metrics.api.Metrics;
import io.helidon.metrics.api.Tag;
import io.helidon.metrics.api.Timer;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * What sessions count; the registry is shared with other tests, so that only growth is looked at.
 */
class SessionMetricsTest extends SessionRig {
  SessionMetricsTest() throws Exception {}

  @Test
  void loginsAreCountedByWhatCameWithThemAndHowTheyEnded() throws Exception {
    var session = client.connect(factory);
    double done = logins("password", "ok");
    double refused = logins("password", "rejected");
    double forged = logins("token", "forbidden");
    double resumed = logins("token", "ok");
    client.request(session, login(ME, "pwd"));
    client.next();
    client.request(session, login(ME, "wrong"));
    client.next();
    client.request(session, login("no token"));
    client.next();
    client.request(session, login(services.token(ME)));
    assertInstanceOf(Event.LoggedIn.class, client.next());
    assertEquals(done + 1, logins("password", "ok"));
    assertEquals(refused + 1, logins("password", "rejected"));
    assertEquals(forged + 1, logins("token", "forbidden"));
    assertEquals(resumed + 1, logins("token", "ok"));
  }

  @Test
  void aLimitThatIsHitIsCounted() throws Exception {
    var session = client.connect(factory);
    double frames = hits("frames");
    double passwords = hits("failed_logins");
    // Two wrong ones are allowed, and five passwords a minute.
    for (int i = 0; i < 3; i++) {
      client.request(session, login(ME, "wrong"));
    }
    assertEquals(passwords + 1, hits("failed_logins"));
    double accounts = hits("account_requests");
    for (int i = 0; i < 4; i++) {
      client.request(session, login(PEER + i, "pwd"));
    }
    assertEquals(accounts + 1, hits("account_requests"));
    for (int i = 0; i < 100; i++) {
      client.request(session, new Command.Heartbeat(Envelope.EMPTY));
      client.letWrite(1);
    }
    assertTrue(hits("frames") > frames);
  }

  @Test
  void aMessageIsTimedUntilItsAcknowledgementIsQueued() throws Exception {
    var session = client.connect(factory);
    logIn(session, ME);
    services.holdAcks = true;
    long before = sendToAck().count();
    client.request(session, chat(Envelope.EMPTY, "hi", "timed"));
    Runnable ack = services.heldAcks.take();
    assertEquals(before, sendToAck().count());
    ack.run();
    assertInstanceOf(Event.Accepted.class, client.next());
    await().until(() -> sendToAck().count() == before + 1);
    assertTrue(sendToAck().totalTime(TimeUnit.NANOSECONDS) > 0);
  }

  @Test
  void aPushWhoseSendersClockIsAheadCountsAsNothing() {
    var metrics = new SessionMetrics(Metrics.globalRegistry());
    Timer pushes = timer("chat_gateway_send_to_push");
    long before = pushes.count();
    double total = pushes.totalTime(TimeUnit.MILLISECONDS);
    metrics.pushed(Duration.ofMillis(-300));
    metrics.pushed(Duration.ofMillis(30));
    assertEquals(before + 2, pushes.count());
    assertEquals(total + 30, pushes.totalTime(TimeUnit.MILLISECONDS), 0.001);
  }

  @Test
  void whatWaitsForClientsIsCounted() throws Exception {
    var meters = Metrics.globalRegistry();
    var gauges = SessionGauges.show(sessions, meters);
    var session = client.connect(factory);
    logIn(session, ME);
    client.stopReading();
    for (int i = 0; i < 5; i++) {
      client.request(session, new Command.Heartbeat(Envelope.EMPTY));
    }
    var events = meters.meter(Gauge.class, "chat_gateway_send_queue_events", List.of());
    assertEquals(0L, events.orElseThrow().value(), "nothing before the first count");
    gauges.count();
    // The writer has one in hand, or is about to.
    assertTrue(events.orElseThrow().value().longValue() >= 4);
    var users = meters.meter(Gauge.class, "chat_gateway_users_online", List.of());
    assertEquals(1, users.orElseThrow().value().intValue());
  }

  private static Command.Login login(String token) {
    return new Command.Login(
        Envelope.EMPTY, new Credentials.ByToken(token), Command.Login.Abilities.NONE);
  }

  private static Timer sendToAck() {
    return timer("chat_gateway_send_to_ack");
  }

  private static Timer timer(String name) {
    return Metrics.globalRegistry().meter(Timer.class, name, List.of()).orElseThrow();
  }

  private static double logins(String method, String outcome) {
    return count("chat_gateway_logins", "method", method, "outcome", outcome);
  }

  private static double hits(String limit) {
    return ShownHits.of(limit);
  }

  private static double count(String name, String... tags) {
    List<Tag> wanted =
        Stream.iterate(0, i -> i < tags.length, i -> i + 2)
            .map(i -> Tag.create(tags[i], tags[i + 1]))
            .toList();
    return Metrics.globalRegistry()
        .meter(Counter.class, name, wanted)
        .map(Counter::count)
        .orElse(0L);
  }
}
