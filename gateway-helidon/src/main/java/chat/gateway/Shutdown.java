package chat.gateway;

import chat.gateway.control.Drainer;
import io.helidon.spi.HelidonShutdownHandler;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.List;

/**
 * Leaves without losing anything, when the process is asked to end: drains, closes the parts, which
 * write what is pending, and ends with exit code 0. Runs once, on a thread of the virtual machine's
 * shutdown.
 */
public final class Shutdown implements HelidonShutdownHandler {
  private static final Logger LOGGER = System.getLogger(Shutdown.class.getName());

  private final Drainer drainer;
  private final List<AutoCloseable> parts;
  private final Runnable exit;

  /**
   * A shutdown that has not begun.
   *
   * @param parts closed in this order when the sessions have ended
   * @param exit ends the process
   */
  public Shutdown(Drainer drainer, List<AutoCloseable> parts, Runnable exit) {
    this.drainer = drainer;
    this.parts = List.copyOf(parts);
    this.exit = exit;
  }

  @Override
  public void shutdown() {
    try {
      drainer.drain();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    parts.forEach(Shutdown::close);
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
