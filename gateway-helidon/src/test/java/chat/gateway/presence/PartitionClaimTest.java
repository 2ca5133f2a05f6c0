package chat.gateway.presence;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import chat.gateway.presence.PartitionClaim.Claim;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** A gateway that is not told what it was granted. */
class PartitionClaimTest {
  private final StepClock clock = new StepClock();
  private final FakeLeases leases = new FakeLeases(clock);
  private final List<Claim> moves = new ArrayList<>();

  @Test
  void aGrantWhoseAnswerWasLostIsFoundAndNothingMoves() {
    leases.loseOneAfter(0);
    long epoch = clock.millis();
    var claim = claim("a");
    assertEquals(new Claim(3, epoch, false), claim.current());
    renew(claim);
    assertEquals(new Claim(3, epoch, true), claim.current());
    assertEquals(Map.of(3, "a:" + epoch), leases.holders());
  }

  @Test
  void aGrantThatTheClientAskedForTwiceIsOne() {
    leases.way(FakeLeases.Way.ASKED_TWICE);
    long epoch = clock.millis();
    assertEquals(new Claim(3, epoch, true), claim("a").current());
    assertEquals(Map.of(3, "a:" + epoch), leases.holders());
  }

  @Test
  void aGrantOfAnotherPartitionWhoseAnswerWasLostIsFoundWithItsEpoch() {
    claim("b");
    leases.loseOneAfter(1);
    long epoch = clock.millis();
    var claim = claim("a");
    assertFalse(claim.current().held());
    Map<Integer, String> granted = leases.holders();
    renew(claim);
    assertEquals(List.of(new Claim(4, epoch, true)), moves);
    assertEquals(granted, leases.holders());
  }

  @Test
  void anEarlierLifesLeaseIsNotOurs() {
    claim("a");
    Map<Integer, String> before = leases.holders();
    assertEquals(4, claim("a").current().partition());
    assertEquals(before.get(3), leases.holders().get(3));
  }

  @Test
  void aGrantWhoseAnswerWasLostIsGivenBackAtTheEnd() {
    claim("b");
    Map<Integer, String> before = leases.holders();
    leases.loseOneAfter(1);
    claim("a").close();
    assertEquals(before, leases.holders());
  }

  private PartitionClaim claim(String gatewayId) {
    var claim = new PartitionClaim(leases, gatewayId, clock, 3);
    clock.advance(Duration.ofMillis(1));
    return claim;
  }

  private void renew(PartitionClaim claim) {
    claim.renew((before, after) -> moves.add(after));
  }
}
