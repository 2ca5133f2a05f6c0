package chat.gateway.presence;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import chat.gateway.presence.PartitionClaim.Claim;
import chat.proto.PushRoutes;
import chat.proto.common.User;
import io.helidon.metrics.api.Metrics;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import redis.clients.jedis.UnifiedJedis;
import redis.clients.jedis.exceptions.JedisException;

/** Claims, routes and presence over a real Redis, which the test starts. */
class PresenceIT {
  private static RedisProcess server;

  private final Redis redis = server.connect();
  private final Set<Integer> here = ConcurrentHashMap.newKeySet();
  private final Set<Integer> away = ConcurrentHashMap.newKeySet();
  private final List<Claim> moves = new ArrayList<>();

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
    redis.ask(UnifiedJedis::flushAll);
    redis.close();
  }

  @Test
  void gatewaysReadDifferentPartitions() {
    var partitions = new HashSet<Integer>();
    for (int i = 0; i < PushRoutes.PARTITIONS; i++) {
      var claim = claim("gateway-" + i);
      assertTrue(claim.current().held());
      partitions.add(claim.current().partition());
    }
    assertEquals(PushRoutes.PARTITIONS, partitions.size());
    assertFalse(claim("one too many").current().held());
  }

  @Test
  void aRenewedClaimStaysAsItIs() {
    var claim = claim("a");
    Claim before = claim.current();
    String key = PushRoutes.claimKey(before.partition());
    redis.ask(client -> client.pexpire(key, 2_000));
    claim.renew((was, is) -> moves.add(is));
    assertEquals(before, claim.current());
    assertEquals(List.of(), moves);
    assertTrue(redis.ask(client -> client.pttl(key)).orElseThrow() > 5_000);
  }

  @Test
  void whoAsksAgainForWhatTheyWereGrantedIsGrantedIt() {
    var leases = new RedisLeases(redis);
    var key = PushRoutes.claimKey(5);
    var ttl = Duration.ofSeconds(10);
    assertEquals(Optional.of(true), leases.take(5, "a:1", ttl));
    redis.ask(client -> client.pexpire(key, 2_000));
    assertEquals(Optional.of(true), leases.take(5, "a:1", ttl));
    assertTrue(redis.ask(client -> client.pttl(key)).orElseThrow() > 5_000);
    assertEquals(Optional.of(false), leases.take(5, "a:2", ttl), "another claim of the same");
    assertEquals("a:1", get(key));
  }

  @Test
  void aForgottenClaimIsTakenAgainUnchangedAndTheRoutesAreWrittenAgain() {
    var claim = claim("a");
    Claim before = claim.current();
    var routes = routes(claim);
    here.add(7);
    routes.update(7);
    redis.ask(UnifiedJedis::flushAll);
    claim.renew(routes::move);
    assertEquals(before, claim.current());
    assertEquals(routeTo(before), route(7));
    assertEquals("a:" + before.epoch(), get(PushRoutes.claimKey(before.partition())));
  }

  @Test
  void aClaimThatSomebodyElseHasIsReplacedAndTheRoutesMove() {
    var claim = claim("a");
    Claim before = claim.current();
    var routes = routes(claim);
    here.add(7);
    routes.update(7);
    String key = PushRoutes.claimKey(before.partition());
    redis.ask(client -> client.set(key, "b:1"));
    claim.renew(
        (was, is) -> {
          moves.add(is);
          routes.move(was, is);
        });
    Claim after = claim.current();
    assertNotEquals(before.partition(), after.partition());
    assertEquals(List.of(after), moves);
    assertEquals("b:1", get(key));
    assertEquals(routeTo(after), route(7));
    claim.close();
    assertEquals("b:1", get(key), "only the own claim is given back");
  }

  @Test
  void aRouteFollowsWhoIsHere() {
    var claim = claim("a");
    var routes = routes(claim);
    here.add(7);
    routes.update(7);
    routes.update(7);
    assertEquals(routeTo(claim.current()), route(7));
    here.remove(7);
    routes.update(7);
    assertEquals(Map.of(), route(7));
  }

  @Test
  void anotherGatewaysRouteIsLeftAlone() {
    var first = claim("a");
    var second = claim("b");
    here.add(7);
    routes(first).update(7);
    routes(second).update(7);
    here.remove(7);
    routes(first).update(7);
    assertEquals(routeTo(second.current()), route(7));
  }

  @Test
  void aLaterEpochsRouteIsLeftAlone() {
    var claim = claim("a");
    Claim now = claim.current();
    String partition = Integer.toString(now.partition());
    redis.ask(client -> client.hset(PushRoutes.routeKey(7), partition, "later"));
    routes(claim).update(7);
    assertEquals(Map.of(partition, "later"), route(7));
  }

  @Test
  void aRefreshHealsAFlushedRedis() {
    var claim = claim("a");
    var routes = routes(claim);
    here.addAll(List.of(7, 8));
    redis.ask(UnifiedJedis::flushAll);
    routes.refresh();
    assertEquals(routeTo(claim.current()), route(7));
    assertEquals(routeTo(claim.current()), route(8));
  }

  @Test
  void whoHasARouteIsOnline() {
    here.add(7);
    redis.ask(client -> client.hset(PushRoutes.routeKey(8), "1", "1"));
    var presence = presence();
    assertEquals(
        Map.of(7, UserState.ONLINE, 8, UserState.ONLINE, 9, UserState.OFFLINE),
        presence.states(List.of(7, 8, 9)));
  }

  @Test
  void whoIsAwayAtAllDevicesIsAway() {
    var first = claim("a");
    var second = claim("b");
    var presence = new Presence(redis, userId -> UserState.OFFLINE);
    here.add(7);
    away.add(7);
    var routes = routes(first);
    routes.update(7);
    assertEquals(Map.of(7, UserState.AWAY), presence.states(List.of(7)));
    away.remove(7);
    routes(second).update(7);
    assertEquals(Map.of(7, UserState.ONLINE), presence.states(List.of(7)), "at another gateway");
    here.remove(7);
    routes(second).update(7);
    assertEquals(Map.of(7, UserState.AWAY), presence.states(List.of(7)));
    here.add(7);
    routes.update(7);
    assertEquals(Map.of(7, UserState.ONLINE), presence.states(List.of(7)), "back at the device");
  }

  @Test
  void whoIsAwayStaysSoWhenTheRoutesAreWrittenAgain() {
    var presence = new Presence(redis, userId -> UserState.OFFLINE);
    here.add(7);
    away.add(7);
    var routes = routes(claim("a"));
    routes.update(7);
    redis.ask(UnifiedJedis::flushAll);
    routes.refresh();
    assertEquals(Map.of(7, UserState.AWAY), presence.states(List.of(7)));
  }

  @Test
  void changesAreHeardByAllGatewaysAndToldOnce() throws Exception {
    var told = new LinkedBlockingQueue<List<User>>();
    var friends = new FriendStates(presence()::knownStates, Metrics.globalRegistry());
    var changes = StateChanges.over(redis, friends);
    var another =
        StateChanges.over(
            redis, new FriendStates(ids -> Optional.empty(), Metrics.globalRegistry()));
    var listening = new CountDownLatch(1);
    var heard = new LinkedBlockingQueue<String>();
    var channels =
        Map.<String, Consumer<String>>of(
            StateChanges.CHANNEL,
            text -> {
              changes.heard(text);
              heard.add(text);
            });
    try (var _ = Announcements.start(redis, channels, listening::countDown)) {
      listening.await();
      var watcher = watcher(1, told);
      friends.enter(watcher);
      friends.watch(watcher, List.of(User.newBuilder().setId(7).setName("G").build()));
      friends.seen(watcher, Map.of(7, UserState.OFFLINE));
      here.add(7);
      another.add(7);
      another.add(7);
      another.round();
      assertEquals("changed 7", heard.take());
      friends.round();
      assertEquals("online", told.take().getFirst().getState());
      another.hide(1, 7);
      assertEquals("hidden 1 7", heard.take());
      friends.round();
      assertEquals("offline", told.take().getFirst().getState());
    }
    assertTrue(told.isEmpty());
  }

  @Test
  void aSubscriptionThatBreaksOffLeavesNothingForOthersToRead() throws Exception {
    var broken = new CountDownLatch(3);
    Runnable breakOff =
        () -> {
          broken.countDown();
          throw new JedisException("broken off");
        };
    try (var another = server.connect();
        var _ = Announcements.start(redis, Map.of("news", _ -> {}), breakOff)) {
      broken.await();
      for (int i = 0; i < 100; i++) {
        another.ask(client -> client.publish("news", "something"));
        assertEquals(Optional.of("PONG"), redis.ask(UnifiedJedis::ping));
      }
    }
  }

  private Presence presence() {
    return new Presence(
        redis, userId -> here.contains(userId) ? UserState.ONLINE : UserState.OFFLINE);
  }

  private static FriendStates.Watcher watcher(int userId, Queue<List<User>> told) {
    return new FriendStates.Watcher() {
      @Override
      public int userId() {
        return userId;
      }

      @Override
      public boolean tell(List<User> friends) {
        return told.add(friends);
      }

      @Override
      public void reread() {}
    };
  }

  private Routes routes(PartitionClaim claim) {
    return new Routes(
        new RedisRouteStore(redis), claim, here::contains, away::contains, () -> here, () -> {});
  }

  private PartitionClaim claim(String gatewayId) {
    return new PartitionClaim(new RedisLeases(redis), gatewayId, Clock.systemUTC());
  }

  private String get(String key) {
    return redis.ask(client -> client.get(key)).orElseThrow();
  }

  private Map<String, String> route(int userId) {
    return redis.ask(client -> client.hgetAll(PushRoutes.routeKey(userId))).orElseThrow();
  }

  private static Map<String, String> routeTo(Claim claim) {
    return Map.of(Integer.toString(claim.partition()), Long.toString(claim.epoch()));
  }
}
