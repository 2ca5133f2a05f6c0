package chat.gateway.presence;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import redis.clients.jedis.UnifiedJedis;

/** One session per user over two gateways that share a real Redis, which the test starts. */
@Timeout(60)
class SeatsIT {
  private static final int USER = 7;

  private static RedisProcess server;

  private final Redis redis = server.connect();
  private final List<Gateway> gateways = new ArrayList<>();

  @BeforeAll
  static void startRedis() throws Exception {
    server = new RedisProcess();
  }

  @AfterAll
  static void stopRedis() throws Exception {
    server.close();
  }

  @AfterEach
  void forget() {
    gateways.forEach(Gateway::close);
    redis.ask(UnifiedJedis::flushAll);
    redis.close();
  }

  @Test
  void ofManyWhoComeAtOnceOneIsLetIn() throws Exception {
    var one = gateway("one", SessionPolicy.SINGLE_REFUSE);
    var two = gateway("two", SessionPolicy.SINGLE_REFUSE);
    for (int round = 0; round < 20; round++) {
      int user = USER + round;
      List<Boolean> entered = enterAtOnce(user, one.seats, two.seats, 16);
      assertEquals(1, entered.stream().filter(is -> is).count(), "in round " + round);
    }
  }

  @Test
  void ofManyWhoComeAtOnceOneStays() throws Exception {
    var one = gateway("one", SessionPolicy.SINGLE_KICK);
    var two = gateway("two", SessionPolicy.SINGLE_KICK);
    List<Boolean> entered = enterAtOnce(USER, one.seats, two.seats, 16);
    assertEquals(16, entered.stream().filter(is -> is).count());
    var ended = Set.copyOf(ended(one, two, 15));
    assertEquals(15, ended.size(), "each is ended once");
    String stays =
        redis.ask(client -> client.hget(RedisSeatStore.key(USER), "session")).orElseThrow();
    assertFalse(ended.contains(stays), "who came last stays");
    one.seats.renew();
    two.seats.renew();
    assertTrue(one.ended.isEmpty() && two.ended.isEmpty());
  }

  @Test
  void whoLeavesFreesTheSeatForTheNext() {
    var one = gateway("one", SessionPolicy.SINGLE_REFUSE);
    var two = gateway("two", SessionPolicy.SINGLE_REFUSE);
    assertTrue(one.seats.enter(USER, "phone"));
    assertTrue(two.seats.enter(USER, "phone"), "the same session at another gateway");
    assertFalse(two.seats.enter(USER, "laptop"));
    one.seats.leave(USER, "phone");
    assertFalse(one.seats.enter(USER, "laptop"), "it is still at the other gateway");
    two.seats.leave(USER, "phone");
    assertTrue(one.seats.enter(USER, "laptop"));
  }

  @Test
  void theSeatOfACrashedGatewayIsFreeAfterTheLease() {
    var one = gateway("one", SessionPolicy.SINGLE_REFUSE);
    var two = gateway("two", SessionPolicy.SINGLE_REFUSE);
    assertTrue(one.seats.enter(USER, "phone"));
    long leftMs = redis.ask(client -> client.pttl(RedisSeatStore.key(USER))).orElseThrow();
    assertTrue(leftMs > 0 && leftMs <= SeatStore.TTL.toMillis(), () -> leftMs + " ms");
    redis.ask(client -> client.pexpire(RedisSeatStore.key(USER), 1_000));
    one.seats.renew();
    assertTrue(
        redis.ask(client -> client.pttl(RedisSeatStore.key(USER))).orElseThrow() > 1_000,
        "who lives keeps it");
    redis.ask(client -> client.del(RedisSeatStore.key(USER))); // as after the lease
    assertTrue(two.seats.enter(USER, "laptop"));
    one.seats.renew();
    assertEquals("phone", one.ended.poll(), "who was taken for dead");
    one.seats.leave(USER, "phone");
    assertFalse(one.seats.enter(USER, "tablet"), "and takes nothing away");
  }

  @Test
  void whatRedisForgotIsWrittenAgain() {
    var one = gateway("one", SessionPolicy.SINGLE_REFUSE);
    assertTrue(one.seats.enter(USER, "phone"));
    Map<String, String> before = seat();
    redis.ask(UnifiedJedis::flushAll);
    one.seats.renew();
    assertEquals(before, seat());
  }

  private Map<String, String> seat() {
    return redis.ask(client -> client.hgetAll(RedisSeatStore.key(USER))).orElseThrow();
  }

  private static List<String> ended(Gateway one, Gateway two, int count) throws Exception {
    var ended = new ArrayList<String>();
    while (ended.size() < count) {
      String next = one.ended.poll();
      if (next == null) {
        next = two.ended.poll(10, TimeUnit.MILLISECONDS);
      }
      if (next != null) {
        ended.add(next);
      }
    }
    return ended;
  }

  private static List<Boolean> enterAtOnce(int user, Seats one, Seats two, int sessions)
      throws Exception {
    var start = new CountDownLatch(1);
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<Boolean>> answers = new ArrayList<>();
      for (int i = 0; i < sessions; i++) {
        String session = "session " + i;
        Seats seats = i % 2 == 0 ? one : two;
        Callable<Boolean> login =
            () -> {
              start.await();
              return seats.enter(user, session);
            };
        answers.add(threads.submit(login));
      }
      start.countDown();
      var entered = new ArrayList<Boolean>();
      for (Future<Boolean> answer : answers) {
        entered.add(answer.get());
      }
      return entered;
    }
  }

  private Gateway gateway(String id, SessionPolicy policy) {
    var gateway = new Gateway(id, policy);
    gateways.add(gateway);
    return gateway;
  }

  private static final class Gateway {
    private final BlockingQueue<String> ended = new LinkedBlockingQueue<>();
    private final CountDownLatch listening = new CountDownLatch(1);
    private final Redis connections = server.connect();
    private final Seats seats;
    private final Announcements announcements;

    private Gateway(String id, SessionPolicy policy) {
      seats =
          new Seats(
              policy, new RedisSeatStore(connections, id), (userId, session) -> ended.add(session));
      announcements =
          Announcements.start(
              connections, Map.of(RedisSeatStore.CHANNEL, seats::heard), listening::countDown);
      try {
        listening.await();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }

    private void close() {
      announcements.close();
      connections.close();
    }
  }
}
