package chat.e2e.client;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** What has come on a connection: filled by its reader, emptied by the test. */
public final class Inbox {
  /** How long a test waits for what must come. */
  public static final Duration PATIENCE = Duration.ofSeconds(20);

  private final BlockingQueue<Optional<String>> frames = new LinkedBlockingQueue<>();

  /** Adds a frame. */
  public void add(String frame) {
    frames.add(Optional.of(frame));
  }

  /** Notes that nothing more comes. */
  public void end() {
    frames.add(Optional.empty());
  }

  /** The next frame; empty at the end, again and again. */
  public Optional<String> poll() {
    try {
      Optional<String> frame = frames.poll(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
      if (frame == null) {
        throw new AssertionError("nothing came within " + PATIENCE);
      }
      if (frame.isEmpty()) {
        end();
      }
      return frame;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError("interrupted", e);
    }
  }
}
