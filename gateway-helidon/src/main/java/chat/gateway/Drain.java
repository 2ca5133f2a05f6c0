package chat.gateway;

import chat.gateway.control.Drainer;
import chat.gateway.session.Sessions;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;

/**
 * Empties the gateway, when an operator or the end of the process asks for it: not ready any more,
 * new sessions refused, existing ones told when to come back and closed in slices, what is under
 * way answered. There is no way back. Thread-safe; a second drain is for who is still there.
 */
public final class Drain implements Drainer {
  private static final Logger LOGGER = System.getLogger(Drain.class.getName());

  private final Settings settings;
  private final Probes probes;
  private final Runnable leave;
  private final Sessions sessions;

  /**
   * How to drain.
   *
   * @param within for all sessions together, zero to 10 minutes
   * @param maxComeBack the longest time a client is told to stay away, at least 1 ms
   */
  public record Settings(Duration within, Duration maxComeBack) {
    private static final Duration LONGEST = Duration.ofMinutes(10);

    public Settings {
      if (within.isNegative() || within.compareTo(LONGEST) > 0) {
        throw new IllegalArgumentException("drain-timeout must be from PT0S to PT10M: " + within);
      }
      if (maxComeBack.toMillis() < 1 || maxComeBack.compareTo(LONGEST) > 0) {
        throw new IllegalArgumentException(
            "max-come-back must be from PT0.001S to PT10M: " + maxComeBack);
      }
    }
  }

  /**
   * A drain that has not begun.
   *
   * @param leave first of all, so that nobody new is sent here; again: no effect
   */
  public Drain(Settings settings, Probes probes, Runnable leave, Sessions sessions) {
    this.settings = settings;
    this.probes = probes;
    this.leave = leave;
    this.sessions = sessions;
  }

  @Override
  public int drain() throws InterruptedException {
    probes.stopping();
    leave.run();
    LOGGER.log(Level.INFO, "draining: {0} connections are told to come back", sessions.count());
    sessions.drain(settings.within(), settings.maxComeBack());
    return sessions.count();
  }
}
