package chat.gateway.presence;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/** Leases in memory that run out with a clock, as Redis keeps them; can be away or lose answers. */
final class FakeLeases implements Leases {
  /** Whether questions arrive, and answers. */
  enum Way {
    OPEN,
    /** The first answer is lost, and the client asks again. */
    ASKED_TWICE,
    ANSWERS_LOST,
    CLOSED
  }

  private final Clock clock;
  private final Map<Integer, Lease> leases = new HashMap<>();
  private Way way = Way.OPEN;
  private int answersToLoss = Integer.MAX_VALUE;
  private int lost;

  private record Lease(String holder, Instant end) {}

  FakeLeases(Clock clock) {
    this.clock = clock;
  }

  void way(Way now) {
    way = now;
  }

  /** Loses one answer, after so many that arrive. */
  void loseOneAfter(int answers) {
    answersToLoss = answers;
  }

  void loseNone() {
    answersToLoss = Integer.MAX_VALUE;
  }

  /** How many answers have been lost. */
  int lost() {
    return lost;
  }

  /** Who holds what now, by partition. */
  Map<Integer, String> holders() {
    Map<Integer, String> holders = new HashMap<>();
    leases.keySet().forEach(id -> holder(id).ifPresent(holder -> holders.put(id, holder)));
    return holders;
  }

  /** Forgets everything. */
  void empty() {
    leases.clear();
  }

  @Override
  public Optional<Boolean> take(int partition, String holder, Duration ttl) {
    return answer(
        () ->
            holder(partition).filter(is -> !is.equals(holder)).isEmpty()
                && put(partition, holder, ttl));
  }

  @Override
  public Optional<Boolean> renew(int partition, String holder, Duration ttl) {
    return answer(
        () -> holder(partition).filter(holder::equals).isPresent() && put(partition, holder, ttl));
  }

  @Override
  public void release(int partition, String holder) {
    answer(
        () -> {
          boolean own = holder(partition).filter(holder::equals).isPresent();
          return own && leases.remove(partition) != null;
        });
  }

  private Optional<Boolean> answer(BooleanSupplier question) {
    boolean arrives = answersToLoss > 0;
    answersToLoss = arrives ? answersToLoss - 1 : Integer.MAX_VALUE;
    Optional<Boolean> answer =
        switch (way) {
          case OPEN, ANSWERS_LOST -> Optional.of(question.getAsBoolean());
          case ASKED_TWICE -> {
            var _ = question.getAsBoolean();
            yield Optional.of(question.getAsBoolean());
          }
          case CLOSED -> Optional.empty();
        };
    if (!arrives || way == Way.ANSWERS_LOST || way == Way.CLOSED) {
      lost++;
      return Optional.empty();
    }
    return answer;
  }

  private boolean put(int partition, String holder, Duration ttl) {
    leases.put(partition, new Lease(holder, clock.instant().plus(ttl)));
    return true;
  }

  private Optional<String> holder(int partition) {
    return Optional.ofNullable(leases.get(partition))
        .filter(lease -> clock.instant().isBefore(lease.end))
        .map(Lease::holder);
  }
}
