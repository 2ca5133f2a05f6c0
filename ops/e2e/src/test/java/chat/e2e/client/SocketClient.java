package chat.e2e.client;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

/** A WebSocket, in whatever dialect its path asks for; one text message is one frame. */
public final class SocketClient implements FrameClient {
  /** Shared by all, for its threads' sake. */
  static final HttpClient HTTP = HttpClient.newHttpClient();

  private final Receiver receiver = new Receiver();
  private final WebSocket socket;

  /**
   * Connects to this machine.
   *
   * @param pathAndQuery such as {@code /ws?dialect=lines}
   */
  public SocketClient(int port, String pathAndQuery) {
    socket =
        HTTP.newWebSocketBuilder()
            .connectTimeout(Inbox.PATIENCE)
            .buildAsync(URI.create("ws://127.0.0.1:" + port + pathAndQuery), receiver)
            .join();
  }

  @Override
  public void send(String frame) {
    socket.sendText(frame, true).join();
  }

  /** Sends a text in two fragments. */
  public void sendInFragments(String first, String second) {
    socket.sendText(first, false).join();
    socket.sendText(second, true).join();
  }

  @Override
  public Optional<String> poll() {
    return receiver.inbox.poll();
  }

  @Override
  public String closeReason() {
    return receiver.closeReason;
  }

  @Override
  public void close() {
    socket.abort();
  }

  private static final class Receiver implements WebSocket.Listener {
    private final Inbox inbox = new Inbox();
    private final StringBuilder fragments = new StringBuilder();
    private volatile String closeReason = "";

    @Override
    public CompletionStage<?> onText(WebSocket socket, CharSequence data, boolean last) {
      fragments.append(data);
      if (last) {
        inbox.add(fragments.toString());
        fragments.setLength(0);
      }
      return WebSocket.Listener.super.onText(socket, data, last);
    }

    @Override
    public CompletionStage<?> onClose(WebSocket socket, int code, String reason) {
      closeReason = code + " " + reason;
      inbox.end();
      return WebSocket.Listener.super.onClose(socket, code, reason);
    }

    @Override
    public void onError(WebSocket socket, Throwable error) {
      closeReason = "broken: " + error;
      inbox.end();
    }
  }
}
