package chat.gateway.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import chat.gateway.session.LoginOutcomes.Method;
import chat.proto.ErrorCode;
import io.helidon.metrics.api.Metrics;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Logins that come at once. */
@Timeout(30)
class LoginTurnsTest {
  private final AtomicLong nanos = new AtomicLong();
  private final LinkedBlockingQueue<String> order = new LinkedBlockingQueue<>();
  private final CountDownLatch open = new CountDownLatch(1);
  private final LoginTurns turns =
      new LoginTurns(
          new SessionSettings.Logins(1, 2),
          new SessionMetrics(Metrics.globalRegistry()),
          nanos::get);

  @Test
  void theyHaveTheirTurnInTheOrderInWhichTheyCame() throws Exception {
    var first = login("first");
    assertEquals("first", order.take());
    var second = waiting("second");
    var third = waiting("third");
    assertTrue(order.isEmpty(), "only one at a time: " + order);
    open.countDown();
    for (var login : List.of(first, second, third)) {
      login.get();
    }
    assertEquals(List.of("second", "third"), List.copyOf(order));
  }

  @Test
  void whoComesWhenAllPlacesAreTakenIsToldWhenToComeBack() throws Exception {
    turns.take(
        Method.TOKEN,
        () -> {
          nanos.addAndGet(4_000_000_000L);
          return "took 4 s";
        });
    var first = login("first");
    assertEquals("first", order.take());
    var second = waiting("second");
    var third = waiting("third");

    long hits = ShownHits.of("logins");
    var refused = assertThrows(RequestFailed.class, () -> turns.take(Method.TOKEN, () -> "fourth"));
    assertEquals(hits + 1, ShownHits.of("logins"));
    assertEquals(ErrorCode.UNAVAILABLE, refused.code());
    int told = refused.retryAfterMs().orElseThrow();
    assertTrue(told >= 6_000 && told < 18_000, "three logins of 4 s are before it: " + told);

    open.countDown();
    for (var login : List.of(first, second, third)) {
      login.get();
    }
    assertEquals("fourth", turns.take(Method.TOKEN, () -> "fourth"));
  }

  @Test
  void oneThatFailsMakesRoom() throws Exception {
    for (int i = 0; i < 4; i++) {
      assertThrows(
          RequestFailed.class,
          () ->
              turns.take(
                  Method.TOKEN,
                  () -> {
                    throw RequestFailed.unavailable("The user service is away.");
                  }));
    }
    assertEquals("in", turns.take(Method.TOKEN, () -> "in"));
  }

  private CompletableFuture<Void> login(String name) {
    var done = new CompletableFuture<Void>();
    Thread.startVirtualThread(
        () -> {
          try {
            turns.take(
                Method.TOKEN,
                () -> {
                  order.add(name);
                  open.await();
                  return name;
                });
            done.complete(null);
          } catch (InterruptedException | RuntimeException e) {
            done.completeExceptionally(e);
          }
        });
    return done;
  }

  /** Returns when it waits for its turn. */
  private CompletableFuture<Void> waiting(String name) {
    int before = turns.waiting();
    var login = login(name);
    while (turns.waiting() == before) {
      Thread.onSpinWait();
    }
    return login;
  }
}
