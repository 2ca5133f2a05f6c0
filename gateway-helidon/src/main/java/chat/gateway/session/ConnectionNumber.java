package chat.gateway.session;

import java.util.concurrent.atomic.AtomicLong;

/**
 * Numbers of the clients' connections in traces and logs, unique in this process. A connection of
 * HTTP keeps its number when it becomes a WebSocket, and so a session.
 */
public final class ConnectionNumber {
  private static final AtomicLong LAST = new AtomicLong();
  private static final ScopedValue<Long> CURRENT = ScopedValue.newInstance();

  private ConnectionNumber() {}

  /** What is done on a new connection. */
  @FunctionalInterface
  public interface Work<X extends Exception> {

    /** Does it. */
    void run() throws X;
  }

  /** Does everything that a new connection asks for, on the connection's thread. */
  public static <X extends Exception> void with(Work<X> work) throws X {
    ScopedValue.where(CURRENT, LAST.incrementAndGet())
        .<Void, X>call(
            () -> {
              work.run();
              return null;
            });
  }

  /** That of the connection which this thread serves; where it serves none, of a new one. */
  public static long current() {
    return CURRENT.isBound() ? CURRENT.get() : LAST.incrementAndGet();
  }
}
