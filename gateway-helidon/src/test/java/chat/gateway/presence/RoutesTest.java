package chat.gateway.presence;

import static org.junit.jupiter.api.Assertions.assertEquals;

import chat.gateway.presence.PartitionClaim.Claim;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class RoutesTest {
  private static final int USER = 7;
  private static final int OTHER = 8;

  private final Clock clock = Clock.fixed(Instant.ofEpochMilli(1_000), ZoneOffset.UTC);
  private final FakeLeases leases = new FakeLeases(clock);
  private final PartitionClaim claim = new PartitionClaim(leases, "a", clock, 0);
  private final FakeRouteStore store = new FakeRouteStore();
  private final Set<Integer> here = new HashSet<>();
  private final Set<Integer> away = new HashSet<>();
  private int healed;
  private final Routes routes =
      new Routes(
          store, claim, here::contains, away::contains, () -> List.copyOf(here), () -> healed++);

  @Test
  void routesThatNobodyLostAreNotHealed() {
    arrive(USER);
    routes.refresh();
    assertEquals(routed(USER), store.routes());
    assertEquals(0, healed);
  }

  @Test
  void routesThatWereLostWithTheLeaseAreHealedOnce() {
    arrive(USER);
    loseAll();
    claim.renew(routes::move);
    assertEquals(routed(USER), store.routes());
    assertEquals(1, healed);
    routes.refresh();
    assertEquals(1, healed);
  }

  @Test
  void routesThatCannotBeWrittenAgainAreHealedWhenTheyCan() {
    arrive(USER);
    loseAll();
    store.away(true);
    claim.renew(routes::move);
    routes.refresh();
    assertEquals(Map.of(), store.routes());
    assertEquals(0, healed, "nobody can tell the users of new messages yet");
    store.away(false);
    routes.refresh();
    assertEquals(routed(USER), store.routes());
    assertEquals(1, healed);
  }

  @Test
  void aRouteThatCouldNotBeWrittenAtLoginIsHealed() {
    store.away(true);
    arrive(USER);
    store.away(false);
    arrive(OTHER);
    assertEquals(0, healed, "one user's route says nothing about another's");
    routes.refresh();
    assertEquals(routed(USER, OTHER), store.routes());
    assertEquals(1, healed);
  }

  @Test
  void whoIsAwayIsMarkedUntilBackOrGone() {
    arrive(USER);
    arrive(OTHER);
    beAway(USER, true);
    beAway(OTHER, true);
    assertEquals(Set.of(USER, OTHER), store.marks());
    beAway(USER, false);
    here.remove(OTHER);
    away.remove(OTHER);
    routes.update(OTHER);
    assertEquals(Set.of(), store.marks());
  }

  @Test
  void marksThatWereLostAreWrittenAgain() {
    arrive(USER);
    beAway(USER, true);
    loseAll();
    claim.renew(routes::move);
    assertEquals(Set.of(USER), store.marks());
  }

  @Test
  void aMarkThatCouldNotBeTakenAwayIsTakenAwayLater() {
    arrive(USER);
    beAway(USER, true);
    store.away(true);
    beAway(USER, false);
    store.away(false);
    assertEquals(Set.of(USER), store.marks());
    routes.refresh();
    assertEquals(Set.of(), store.marks());
  }

  private void beAway(int userId, boolean now) {
    if (now) {
      away.add(userId);
    } else {
      away.remove(userId);
    }
    routes.update(userId);
  }

  private void arrive(int userId) {
    here.add(userId);
    routes.update(userId);
  }

  private void loseAll() {
    leases.empty();
    store.empty();
  }

  private Map<Integer, Claim> routed(int... userIds) {
    Map<Integer, Claim> routed = new HashMap<>();
    for (int userId : userIds) {
      routed.put(userId, claim.current());
    }
    return routed;
  }
}
