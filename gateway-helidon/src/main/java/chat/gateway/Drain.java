package chat.gateway;

import chat.gateway.session.Sessions;
import io.helidon.spi.HelidonShutdownHandler;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * Leaves without losing anything, when the process is asked to end: not ready any more, new
 * sessions refused, existing ones told when to come back and closed in slices, what is under way
 * answered, what is pending written, then the end with exit code 0. Runs once, on a thread of the
 * virtual machine's shutdown.
 */
public final class Drain implements HelidonShutdownHandler {
  private static final Logger LOGGER = System.getLogger(Drain.class.getName());

  private final Settings settings;
  private final Probes probes;
  private final Optional<AutoCloseable> announcement;
  private final Sessions sessions;
  private final List<AutoCloseable> parts;
  private final Runnable exit;

  /**
   * How to stop.
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
   * @param announcement closed first of all, so that nobody new is sent here
   * @param parts closed in this order when the sessions have ended
   * @param exit ends the process
   */
  public Drain(
      Settings settings,
      Probes probes,
      Optional<AutoCloseable> announcement,
      Sessions sessions,
      List<AutoCloseable> parts,
      Runnable exit) {
    this.settings = settings;
    this.probes = probes;
    this.announcement = announcement;
    this.sessions = sessions;
    this.parts = List.copyOf(parts);
    this.exit = exit;
  }

  @Override
  public void shutdown() {
    probes.stopping();
    announcement.ifPresent(Drain::close);
    LOGGER.log(Level.INFO, "stopping: {0} connections are told to come back", sessions.count());
    try {
      sessions.drain(settings.within(), settings.maxComeBack());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    parts.forEach(Drain::close);
    LOGGER.log(Level.INFO, "stopped");
    exit.run();
  }

  /** What goes wrong with one part must not keep the next from writing what is pending. */
  private static void close(AutoCloseable part) {
    try {
      part.close();
    } catch (Exception e) {
      LOGGER.log(Level.ERROR, "stopping went wrong", e);
    }
  }
}
