package chat.e2e.client;

import java.util.Optional;

/**
 * A client's connection: texts out, texts in. Not thread-safe, but for {@link #close}. Where
 * nothing comes within {@link Inbox#PATIENCE}, receiving fails the test.
 */
public interface FrameClient extends AutoCloseable {
  /** Sends one frame; the transport ends it. */
  void send(String frame);

  /** The next frame; empty when the server has closed the connection. */
  Optional<String> poll();

  /** The next frame. */
  default String receive() {
    return poll().orElseThrow(() -> new AssertionError("the server closed the connection"));
  }

  /** How the server closed it: empty on TCP, code and reason on a WebSocket. */
  String closeReason();

  @Override
  void close();
}
