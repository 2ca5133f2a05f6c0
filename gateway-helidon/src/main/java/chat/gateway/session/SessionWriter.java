package chat.gateway.session;

import chat.gateway.dialect.Codec;
import chat.gateway.dialect.Event;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.Optional;

/**
 * The one thread that writes to a client's socket: takes from the queue, encodes, writes. Ends when
 * the queue has ended or the socket fails, and closes the link.
 */
final class SessionWriter {
  private static final Logger LOGGER = System.getLogger(SessionWriter.class.getName());

  private final long sessionId;
  private final SendQueue queue;
  private final Codec codec;
  private final Link link;
  private final Runnable ended;
  private final Thread thread;
  private volatile boolean writing;
  private volatile long writingSinceNanos;

  /**
   * A writer that does not run yet.
   *
   * @param ended runs on the writer's thread when nothing is written any more
   */
  SessionWriter(long sessionId, SendQueue queue, Codec codec, Link link, Runnable ended) {
    this.sessionId = sessionId;
    this.queue = queue;
    this.codec = codec;
    this.link = link;
    this.ended = ended;
    this.thread = Thread.ofVirtual().unstarted(this::run);
  }

  void start() {
    thread.start();
  }

  /** Waits until all has been written that was in the queue when it ended. */
  void join(Duration patience) throws InterruptedException {
    thread.join(patience);
  }

  /** Whether one write has been standing for longer than this. */
  boolean isStalled(Duration limit) {
    return writing && System.nanoTime() - writingSinceNanos > limit.toNanos();
  }

  private void run() {
    try {
      for (Optional<Outgoing> next = queue.take(); next.isPresent(); next = queue.take()) {
        write(next.get());
      }
    } catch (IOException e) {
      LOGGER.log(Level.DEBUG, "session {0}: {1} is gone: {2}", sessionId, link.remote(), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (RuntimeException e) {
      LOGGER.log(Level.ERROR, "session " + sessionId + ": cannot write", e);
    } finally {
      queue.finish();
      link.close();
      ended.run();
    }
  }

  private void write(Outgoing outgoing) throws IOException {
    for (Event event : outgoing.events()) {
      for (byte[] frame : codec.encode(event)) {
        writingSinceNanos = System.nanoTime();
        writing = true;
        link.write(frame);
        writing = false;
      }
    }
    outgoing.written().run();
  }
}
