package chat.gateway.presence;

import java.time.Duration;
import java.util.Collection;
import java.util.Set;

/**
 * Which session has a user's only seat, as all gateways see it. A seat ends by itself when nobody
 * renews it. What cannot be confirmed may have been done all the same.
 */
public interface SeatStore {
  /** The time after which a seat is free that nobody has renewed: the gateway has crashed. */
  Duration TTL = Duration.ofSeconds(30);

  /** What came of taking a seat. */
  sealed interface Taken {
    /**
     * It is the session's.
     *
     * @param epoch larger than that of any session that had it before
     */
    record Ours(long epoch) implements Taken {}

    /** Another session has it. */
    record Theirs() implements Taken {}

    /** Nobody knows. */
    record Unanswered() implements Taken {}
  }

  /**
   * A session in its seat.
   *
   * @param epoch 0 where it is not known
   */
  record Seat(int userId, String session, long epoch) {}

  /**
   * Takes a user's seat; more than once without harm.
   *
   * @param force whether to take it from another session; the gateways are told then
   */
  Taken take(int userId, String session, boolean force);

  /**
   * Renews seats; takes again what has been forgotten.
   *
   * @return the users whose seat is known to be another session's
   */
  Set<Integer> renew(Collection<Seat> seats);

  /** This gateway has no connection of the session any more. */
  void release(int userId, String session);
}
