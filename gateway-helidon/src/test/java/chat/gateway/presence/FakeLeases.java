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
    ANSWERS_LOST,
    CLOSED
  }

  private final Clock clock;
  private final Map<Integer, Lease> leases = new HashMap<>();
  private Way way = Way.OPEN;

  private record Lease(String holder, Instant end) {}

  FakeLeases(Clock clock) {
    this.clock = clock;
  }

  void way(Way now) {
    way = now;
  }

  /** Forgets everything. */
  void empty() {
    leases.clear();
  }

  @Override
  public Optional<Boolean> take(int partition, String holder, Duration ttl) {
    return answer(() -> holder(partition).isEmpty() && put(partition, holder, ttl));
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
    return switch (way) {
      case OPEN -> Optional.of(question.getAsBoolean());
      case ANSWERS_LOST -> {
        var _ = question.getAsBoolean();
        yield Optional.empty();
      }
      case CLOSED -> Optional.empty();
    };
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
