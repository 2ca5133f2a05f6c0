package chat.e2e.client;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;

/** Sends files to a gateway, and fetches them. */
public final class FileClient {
  private final int port;

  /** A client for the HTTP port of a gateway. */
  public FileClient(int port) {
    this.port = port;
  }

  /** Sends a file, without a token where it is empty; the answer, whatever it is. */
  public HttpResponse<String> send(String token, String name, String type, byte[] bytes) {
    String encoded = URLEncoder.encode(name, StandardCharsets.UTF_8).replace("+", "%20");
    return call(
        request("/api/files?name=" + encoded, token)
            .header("Content-Type", type)
            .POST(BodyPublishers.ofByteArray(bytes)),
        BodyHandlers.ofString());
  }

  /** Sends a file that is taken; its id. */
  public String store(Person owner, String name, String type, byte[] bytes) {
    HttpResponse<String> answer = send(owner.token(), name, type, bytes);
    if (answer.statusCode() != 200) {
      throw new AssertionError(answer.statusCode() + " " + answer.body());
    }
    return Json.parse(answer.body()).at("/file/id").textValue();
  }

  /**
   * Fetches a file, or what is said instead.
   *
   * @param headers names and values in turn
   */
  public HttpResponse<byte[]> fetch(String token, String id, String... headers) {
    HttpRequest.Builder request = request("/api/files/" + id, token);
    if (headers.length > 0) {
      request.headers(headers);
    }
    return call(request, BodyHandlers.ofByteArray());
  }

  /** Asks for the headers of a file alone. */
  public HttpResponse<byte[]> head(String token, String id) {
    return call(request("/api/files/" + id, token).HEAD(), BodyHandlers.ofByteArray());
  }

  private HttpRequest.Builder request(String path, String token) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
            .timeout(Inbox.PATIENCE);
    return token.isEmpty() ? request : request.header("Authorization", "Bearer " + token);
  }

  private static <T> HttpResponse<T> call(
      HttpRequest.Builder request, HttpResponse.BodyHandler<T> body) {
    try {
      return SocketClient.HTTP.send(request.build(), body);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError("interrupted", e);
    }
  }
}
