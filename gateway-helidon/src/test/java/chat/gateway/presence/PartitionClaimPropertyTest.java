package chat.gateway.presence;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import chat.gateway.presence.PartitionClaim.Claim;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.logging.Level;
import java.util.logging.Logger;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.BeforeContainer;

/** Gateways that come, go, stop and go on, over a Redis that forgets, is away, and comes back. */
class PartitionClaimPropertyTest {
  private static final int GATEWAYS = 6;
  private static final Duration RENEW = Duration.ofSeconds(3);
  // Tells of every claim.
  private static final Logger LOG = Logger.getLogger(PartitionClaim.class.getName());

  private enum Kind {
    START,
    RENEW,
    RENEW_ALL,
    /** Gives its partition back. */
    STOP,
    /** Gives nothing back. */
    KILL,
    /** Time goes by. */
    PASS,
    EMPTY,
    AWAY,
    ANSWERS_LOST,
    /** One answer is lost, perhaps in the middle of a search. */
    ONE_ANSWER_LOST,
    /** First answers are lost, and their questions asked again. */
    ASKED_TWICE,
    BACK
  }

  private record Step(Kind kind, int gateway, int partition, int seconds) {}

  /** One life of a gateway. */
  private static final class Gateway {
    private final String id;
    private final long bornMs;
    private final PartitionClaim claim;
    private Claim last;
    // Until when its lease cannot have run out.
    private Instant safeUntil = Instant.MIN;

    Gateway(Leases leases, String id, Clock clock, int partition) {
      this.id = id;
      this.bornMs = clock.millis();
      this.claim = new PartitionClaim(leases, id, clock, partition);
      this.last = claim.current();
    }

    /** Whether a lease is of this gateway, in this life. */
    boolean isHolder(String holder) {
      return holder.startsWith(id + ":")
          && Long.parseLong(holder.substring(id.length() + 1)) >= bornMs;
    }
  }

  @BeforeContainer
  static void beQuiet() {
    LOG.setLevel(Level.OFF);
  }

  @AfterContainer
  static void speakAgain() {
    LOG.setLevel(null);
  }

  @Property
  void everyPartitionHasOneReaderAndEveryEpochOneClaim(@ForAll("steps") List<Step> steps) {
    new Try().everyPartitionHasOneReaderAndEveryEpochOneClaim(steps);
  }

  @Provide
  Arbitrary<List<Step>> steps() {
    Arbitrary<Kind> kinds =
        Arbitraries.frequency(
            Tuple.of(8, Kind.START),
            Tuple.of(6, Kind.RENEW),
            Tuple.of(8, Kind.RENEW_ALL),
            Tuple.of(1, Kind.STOP),
            Tuple.of(1, Kind.KILL),
            Tuple.of(8, Kind.PASS),
            Tuple.of(1, Kind.EMPTY),
            Tuple.of(1, Kind.AWAY),
            Tuple.of(1, Kind.ANSWERS_LOST),
            Tuple.of(4, Kind.ONE_ANSWER_LOST),
            Tuple.of(1, Kind.ASKED_TWICE),
            Tuple.of(3, Kind.BACK));
    return Combinators.combine(
            kinds,
            Arbitraries.integers().between(1, GATEWAYS),
            // All begin near each other, so that they meet.
            Arbitraries.integers().between(0, 3),
            Arbitraries.integers().between(1, 11))
        .as(Step::new)
        .list()
        .ofMaxSize(60);
  }

  /** Gateways that share one Redis. */
  private static final class Try {
    private final StepClock clock = new StepClock();
    private final FakeLeases leases = new FakeLeases(clock);
    private final Map<Integer, Gateway> live = new HashMap<>();
    // Who read a partition in an epoch, of all that ever did.
    private final Map<String, Gateway> named = new HashMap<>();

    void everyPartitionHasOneReaderAndEveryEpochOneClaim(List<Step> steps) {
      for (Step step : steps) {
        // No two things happen in the same millisecond.
        clock.advance(Duration.ofMillis(1));
        perform(step);
        assertOneReaderEach();
      }
      perform(new Step(Kind.BACK, 0, 0, 0));
      for (int round = 0; round < 6; round++) {
        clock.advance(RENEW);
        live.values().forEach(this::renew);
        assertOneReaderEach();
      }
      Set<Integer> partitions = new HashSet<>();
      for (Gateway gateway : live.values()) {
        assertTrue(gateway.claim.current().held(), "everybody holds one again");
        partitions.add(gateway.claim.current().partition());
      }
      assertEquals(live.size(), partitions.size());
    }

    private void perform(Step step) {
      switch (step.kind) {
        case START -> {
          if (!live.containsKey(step.gateway)) {
            int lost = leases.lost();
            Gateway gateway = new Gateway(leases, "g" + step.gateway, clock, step.partition);
            live.put(step.gateway, gateway);
            note(gateway, leases.lost() == lost);
          }
        }
        case RENEW -> {
          if (live.containsKey(step.gateway)) {
            renew(live.get(step.gateway));
          }
        }
        case RENEW_ALL -> live.values().forEach(this::renew);
        case STOP -> {
          if (live.containsKey(step.gateway)) {
            stop(live.remove(step.gateway));
          }
        }
        case KILL -> live.remove(step.gateway);
        case PASS -> clock.advance(Duration.ofSeconds(step.seconds));
        case EMPTY -> {
          leases.empty();
          // Until they renew, they may have to share.
          live.values().forEach(gateway -> gateway.safeUntil = Instant.MIN);
        }
        case AWAY -> leases.way(FakeLeases.Way.CLOSED);
        case ANSWERS_LOST -> leases.way(FakeLeases.Way.ANSWERS_LOST);
        case ONE_ANSWER_LOST -> leases.loseOneAfter(step.seconds - 1);
        case ASKED_TWICE -> leases.way(FakeLeases.Way.ASKED_TWICE);
        case BACK -> {
          leases.way(FakeLeases.Way.OPEN);
          leases.loseNone();
        }
      }
    }

    private void renew(Gateway gateway) {
      clock.advance(Duration.ofMillis(1));
      int lost = leases.lost();
      gateway.claim.renew((before, after) -> assertEquals(gateway.last, before));
      note(gateway, leases.lost() == lost);
    }

    private void stop(Gateway gateway) {
      int lost = leases.lost();
      gateway.claim.close();
      if (leases.lost() == lost) {
        assertEquals(Set.of(), leasesOf(gateway), "everything is given back");
      }
    }

    private void note(Gateway gateway, boolean answered) {
      Claim before = gateway.last;
      Claim now = gateway.claim.current();
      if (answered) {
        Set<Integer> own = now.held() ? Set.of(now.partition()) : Set.of();
        assertEquals(own, leasesOf(gateway), "nothing is kept unknowingly");
      }
      if (answered && now.held()) {
        gateway.safeUntil = clock.instant().plus(PartitionClaim.TTL);
      }
      if (now.partition() != before.partition() && before.held()) {
        assertTrue(now.epoch() > before.epoch(), "a later claim has a later epoch");
      } else {
        assertTrue(now.epoch() >= before.epoch(), "no epoch is an earlier one");
      }
      gateway.last = now;
      Gateway same = named.putIfAbsent(now.partition() + ":" + now.epoch(), gateway);
      assertTrue(same == null || same == gateway, "a partition and an epoch name one claim");
    }

    private Set<Integer> leasesOf(Gateway gateway) {
      Map<Integer, String> leased = leases.holders();
      leased.values().removeIf(holder -> !gateway.isHolder(holder));
      return leased.keySet();
    }

    /** Of those whose lease cannot have run out, no two read the same partition. */
    private void assertOneReaderEach() {
      Map<Integer, Gateway> readers = new HashMap<>();
      for (Gateway gateway : live.values()) {
        Claim claim = gateway.claim.current();
        if (claim.held() && clock.instant().isBefore(gateway.safeUntil)) {
          assertEquals(null, readers.put(claim.partition(), gateway), "one reader each");
        }
      }
    }
  }
}
