package chat.gateway.session;

import java.time.Duration;
import java.util.List;

/** The sessions of this gateway. Thread-safe. */
public final class Sessions {

  /** The logged-in sessions of a user here. */
  public List<Session> of(int userId) {
    throw new UnsupportedOperationException();
  }

  /** Open connections, logged in or not. */
  public int count() {
    throw new UnsupportedOperationException();
  }

  /**
   * Refuses new sessions from now on, tells the existing ones slice by slice to come back after a
   * random time, and returns when all have ended or the time is over.
   *
   * @param within for everything; spreads the slices over its first half
   * @param maxComeBack the longest time a client is told to stay away
   */
  public void drain(Duration within, Duration maxComeBack) {
    throw new UnsupportedOperationException();
  }
}
