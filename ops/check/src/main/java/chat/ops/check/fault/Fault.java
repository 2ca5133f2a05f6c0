package chat.ops.check.fault;

import java.time.Duration;
import java.util.Locale;
import java.util.Set;

/**
 * Something bad that happens to a part.
 *
 * @param kind what
 * @param part to which part, as it is called in {@link chat.ops.local.LocalStack}; what concerns
 *     connections may strike a single way, as in {@link Parts}
 * @param hold for how long; for {@link Kind#SLOW} how long each piece of data waits is a hundredth
 *     of it
 */
public record Fault(Kind kind, String part, Duration hold) {
  /** What can happen. */
  public enum Kind {
    /** SIGKILL; started again when the time is over. */
    KILL,
    /** SIGTERM, and started again at once. */
    RESTART,
    /** SIGSTOP; SIGCONT when the time is over. */
    FREEZE,
    /** Its connections are cut, and it cannot be reached for the time. */
    CUT,
    /** Its connections stand still in both directions. */
    STALL,
    /** Its connections are slow. */
    SLOW,
    /** Redis loses everything that it has. */
    EMPTY,
    /** Its answers stand still while it commits, then it is killed: after commit, before ack. */
    KILL_BEFORE_ACK,
    /** Kafka stands still while it commits, then it is killed: after commit, before publishing. */
    KILL_BEFORE_PUBLISH,
    /**
     * As {@link #KILL_BEFORE_PUBLISH}, and while the other message service works off what was left,
     * it is killed as well.
     */
    KILL_IN_TAKEOVER,
    /** No file of MariaDB grows any more. */
    DISK_FULL
  }

  /** The parts that have to be well before it strikes, and that nothing else strikes meanwhile. */
  Set<String> parts() {
    return switch (kind) {
      case KILL, RESTART, FREEZE, CUT, STALL, SLOW, EMPTY, KILL_BEFORE_ACK, DISK_FULL ->
          Set.copyOf(Parts.ends(part));
      case KILL_BEFORE_PUBLISH -> Set.of(part, Parts.KAFKA);
      case KILL_IN_TAKEOVER -> Set.of(part, Parts.otherMessage(part), Parts.KAFKA);
    };
  }

  @Override
  public String toString() {
    String what = kind.name().toLowerCase(Locale.ROOT).replace('_', ' ') + " " + part;
    return hold.isZero() ? what : what + String.format(Locale.ROOT, " %.1f s", seconds());
  }

  private double seconds() {
    return hold.toMillis() / 1e3;
  }
}
