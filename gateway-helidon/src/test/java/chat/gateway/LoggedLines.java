package chat.gateway;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;

/** What is logged meanwhile, as a gateway writes it. */
public final class LoggedLines extends Handler implements AutoCloseable {
  private final List<String> lines = new CopyOnWriteArrayList<>();
  private final LogLines format = new LogLines(false);
  // Held, since the log forgets loggers that nobody holds.
  private final Logger logger;

  private LoggedLines(Logger logger) {
    this.logger = logger;
  }

  /** The lines of this logger and those below it, from now on. */
  public static LoggedLines of(String logger) {
    var lines = new LoggedLines(Logger.getLogger(logger));
    lines.logger.addHandler(lines);
    return lines;
  }

  /** All so far. */
  public List<String> all() {
    return List.copyOf(lines);
  }

  @Override
  public void publish(LogRecord line) {
    lines.add(format.format(line));
  }

  @Override
  public void flush() {}

  @Override
  public void close() {
    logger.removeHandler(this);
  }
}
