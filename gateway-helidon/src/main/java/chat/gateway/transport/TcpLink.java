package chat.gateway.transport;

import chat.gateway.session.Link;
import io.helidon.common.buffers.BufferData;
import io.helidon.webserver.ConnectionContext;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;

/**
 * Writes to one TCP socket. A classic client takes whatever one read gives it for one frame, so it
 * gets a pause between two frames.
 */
final class TcpLink implements Link {
  private final ConnectionContext context;
  private final String remote;
  private final long pauseNanos;
  private long earliestWrite = System.nanoTime();

  /**
   * A link.
   *
   * @param pause between two frames; zero for none
   */
  TcpLink(ConnectionContext context, String remote, Duration pause) {
    this.context = context;
    this.remote = remote;
    this.pauseNanos = pause.toNanos();
  }

  @Override
  public void write(byte[] frame) throws IOException {
    if (pauseNanos > 0) {
      pause();
    }
    try {
      context.dataWriter().writeNow(BufferData.create(frame));
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
    earliestWrite = System.nanoTime() + pauseNanos;
  }

  @Override
  public void close() {
    Sockets.close(context);
  }

  @Override
  public String transport() {
    return "tcp";
  }

  @Override
  public String remote() {
    return remote;
  }

  private void pause() {
    for (long left = earliestWrite - System.nanoTime();
        left > 0;
        left = earliestWrite - System.nanoTime()) {
      LockSupport.parkNanos(left);
      if (Thread.currentThread().isInterrupted()) {
        return;
      }
    }
  }
}
