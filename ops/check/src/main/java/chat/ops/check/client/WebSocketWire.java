package chat.ops.check.client;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;

/** A WebSocket; one text message is one frame. */
final class WebSocketWire implements Wire {
  private static final Duration TIMEOUT = Duration.ofSeconds(5);
  private static final HttpClient HTTP = HttpClient.newHttpClient();

  private final WebSocket socket;
  private final Receiver receiver;

  /**
   * Connects.
   *
   * @param pathAndQuery such as {@code /ws?dialect=lines}
   * @throws IOException when nobody answers as a WebSocket should
   */
  WebSocketWire(int port, String pathAndQuery, Listener listener) throws IOException {
    receiver = new Receiver(listener);
    socket =
        within(
            HTTP.newWebSocketBuilder()
                .connectTimeout(TIMEOUT)
                .buildAsync(URI.create("ws://127.0.0.1:" + port + pathAndQuery), receiver));
  }

  @Override
  public void send(String frame) throws IOException {
    within(socket.sendText(frame, true));
  }

  @Override
  public void close() {
    socket.abort();
    receiver.end();
  }

  private static <T> T within(CompletableFuture<T> future) throws IOException {
    try {
      return future.get(TIMEOUT.toMillis(), TimeUnit.MILLISECONDS);
    } catch (ExecutionException | TimeoutException e) {
      throw new IOException("the WebSocket is of no use", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    }
  }

  private static final class Receiver implements WebSocket.Listener {
    private final Listener listener;
    private final StringBuilder fragments = new StringBuilder();
    private final AtomicBoolean ended = new AtomicBoolean();

    Receiver(Listener listener) {
      this.listener = listener;
    }

    @Override
    public CompletionStage<?> onText(WebSocket from, CharSequence data, boolean last) {
      fragments.append(data);
      if (last) {
        listener.frame(fragments.toString());
        fragments.setLength(0);
      }
      return WebSocket.Listener.super.onText(from, data, last);
    }

    @Override
    public CompletionStage<?> onClose(WebSocket from, int code, String reason) {
      end();
      return WebSocket.Listener.super.onClose(from, code, reason);
    }

    @Override
    public void onError(WebSocket from, Throwable error) {
      end();
    }

    private void end() {
      if (ended.compareAndSet(false, true)) {
        listener.closed();
      }
    }
  }
}
