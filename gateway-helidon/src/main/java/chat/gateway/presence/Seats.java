package chat.gateway.presence;

import chat.gateway.Ticker;
import chat.gateway.presence.SeatStore.Seat;
import chat.gateway.presence.SeatStore.Taken;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.IntStream;

/**
 * Keeps users to one session each, over all gateways, where the policy says so. Seats are renewed
 * every 10 s and end 30 s after their gateway has crashed. A session whose seat another one has
 * taken is told at once through {@link #heard(String)}, and at the next renewal where that message
 * was lost. Fail-open: without Redis each gateway knows only its own sessions; when it is back, who
 * renews first stays. Thread-safe.
 */
public final class Seats implements AutoCloseable {
  private static final Duration RENEW = Duration.ofSeconds(10);
  private static final int STRIPES = 64;
  private static final long UNKNOWN_EPOCH = 0;

  private final SessionPolicy policy;
  private final SeatStore store;
  private final Displaced displaced;
  private final List<Object> stripes =
      IntStream.range(0, STRIPES).mapToObj(i -> new Object()).toList();
  // A user's entry is written under the user's stripe.
  private final Map<Integer, Occupied> occupied = new ConcurrentHashMap<>();
  private Optional<Ticker> ticker = Optional.empty();

  /** Ends the connections of a session that has lost its seat. Must not block. */
  @FunctionalInterface
  public interface Displaced {
    /** This session of the user's has to go. */
    void end(int userId, String session);
  }

  private record Occupied(String session, long epoch, int connections) {}

  /** Seats of this gateway's users; not renewed before {@link #start}. */
  public Seats(SessionPolicy policy, SeatStore store, Displaced displaced) {
    this.policy = policy;
    this.store = store;
    this.displaced = displaced;
  }

  /** Begins to renew, where there is something to renew. */
  public void start() {
    if (policy != SessionPolicy.MANY) {
      ticker = Optional.of(Ticker.start("seats", RENEW, this::renew));
    }
  }

  /**
   * A connection of the session is logged in. Whoever ends displaced sessions must find it already.
   * Waits for Redis, briefly.
   *
   * @return false when another session has the seat and keeps it
   */
  public boolean enter(int userId, String session) {
    return switch (policy) {
      case MANY -> true;
      case SINGLE_REFUSE -> enter(userId, session, false);
      case SINGLE_KICK -> enter(userId, session, true);
    };
  }

  /** A connection that had entered has ended. Waits for Redis, briefly. */
  public void leave(int userId, String session) {
    synchronized (stripe(userId)) {
      Occupied before = occupied.get(userId);
      if (before == null || !before.session.equals(session)) {
        return; // it was displaced
      }
      if (before.connections > 1) {
        occupied.put(userId, new Occupied(session, before.epoch, before.connections - 1));
      } else {
        occupied.remove(userId);
        store.release(userId, session);
      }
    }
  }

  /**
   * A user's seat has been taken by force, here or at another gateway.
   *
   * @param announcement the user, the new session's epoch, and the new session, with blanks between
   */
  public void heard(String announcement) {
    String[] parts = announcement.split(" ", 3);
    heard(Integer.parseInt(parts[0]), Long.parseLong(parts[1]), parts[2]);
  }

  private void heard(int userId, long epoch, String session) {
    Occupied before = occupied.get(userId);
    if (before != null && before.epoch < epoch && !before.session.equals(session)) {
      lose(userId, before);
    }
  }

  @Override
  public void close() {
    ticker.ifPresent(Ticker::close);
  }

  /** One round of renewing. */
  void renew() {
    Map<Integer, Occupied> held = Map.copyOf(occupied);
    Collection<Seat> seats =
        held.entrySet().stream().map(entry -> seat(entry.getKey(), entry.getValue())).toList();
    Set<Integer> lost = store.renew(seats);
    lost.forEach(userId -> lose(userId, held.get(userId)));
    // A session that left meanwhile must not keep a seat that was renewed after it.
    held.forEach(
        (userId, before) -> {
          if (!lost.contains(userId)) {
            releaseIfLeft(userId, before.session);
          }
        });
  }

  private boolean enter(int userId, String session, boolean force) {
    Optional<Occupied> other;
    synchronized (stripe(userId)) {
      var before = Optional.ofNullable(occupied.get(userId));
      other = before.filter(held -> !held.session.equals(session));
      long epoch;
      switch (store.take(userId, session, force)) {
        case Taken.Theirs() -> {
          return false;
        }
        case Taken.Unanswered() -> {
          if (other.isPresent() && !force) {
            return false;
          }
          epoch = UNKNOWN_EPOCH;
        }
        case Taken.Ours(long taken) -> epoch = taken;
      }
      int others = other.isPresent() ? 0 : before.map(Occupied::connections).orElse(0);
      occupied.put(userId, new Occupied(session, epoch, others + 1));
    }
    other.ifPresent(held -> displaced.end(userId, held.session));
    return true;
  }

  private void lose(int userId, Occupied before) {
    boolean lost;
    synchronized (stripe(userId)) {
      Occupied now = occupied.get(userId);
      lost = now != null && now.session.equals(before.session) && now.epoch == before.epoch;
      if (lost) {
        occupied.remove(userId);
      }
    }
    if (lost) {
      displaced.end(userId, before.session);
    }
  }

  private void releaseIfLeft(int userId, String session) {
    Occupied now = occupied.get(userId);
    if (now == null || !now.session.equals(session)) {
      synchronized (stripe(userId)) {
        now = occupied.get(userId);
        if (now == null || !now.session.equals(session)) {
          store.release(userId, session);
        }
      }
    }
  }

  private Object stripe(int userId) {
    return stripes.get(userId % STRIPES);
  }

  private static Seat seat(int userId, Occupied held) {
    return new Seat(userId, held.session, held.epoch);
  }
}
