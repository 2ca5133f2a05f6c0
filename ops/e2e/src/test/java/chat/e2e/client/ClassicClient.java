package chat.e2e.client;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.Set;

/**
 * Behaves as the old console client does: reads with one call for 1,024 bytes, takes what it got up
 * to the first NUL as one JSON object, and is beside itself when anything is not as it expects.
 */
public final class ClassicClient extends TcpClient {
  private static final int BUFFER_BYTES = 1024;
  private static final int MAX_FRAME_BYTES = 1000;
  private static final Set<Integer> CHATS = Set.of(6, 10);

  /** Connects to this machine. */
  public ClassicClient(int port) {
    super(port, "\0");
    // A platform thread: it must be at the socket again before the server's next frame.
    Thread.ofPlatform().daemon().start(this::read);
  }

  @Override
  void read(InputStream in, Inbox inbox) throws IOException {
    byte[] buffer = new byte[BUFFER_BYTES];
    for (int size = in.read(buffer); size >= 0; size = in.read(buffer)) {
      inbox.add(frame(buffer, size));
    }
  }

  /**
   * What the old client makes of one read; what it would choke on becomes a text no test expects.
   */
  private static String frame(byte[] buffer, int size) {
    int end = 0;
    while (end < size && buffer[end] != 0) {
      end++;
    }
    String text = new String(buffer, 0, end, StandardCharsets.UTF_8);
    if (end != size - 1) {
      return "not exactly one frame in one read: "
          + new String(buffer, 0, size, StandardCharsets.UTF_8);
    }
    if (size > MAX_FRAME_BYTES) {
      return "a frame of " + size + " bytes: " + text;
    }
    return complaint(text).map(complaint -> complaint + ": " + text).orElse(text);
  }

  private static Optional<String> complaint(String text) {
    JsonNode json;
    try {
      json = Json.parse(text);
    } catch (AssertionError e) {
      return Optional.of("no JSON");
    }
    if (!json.path("msgid").canConvertToInt()) {
      return Optional.of("msgid is no int");
    }
    int msgid = json.get("msgid").intValue();
    if (CHATS.contains(msgid)) {
      boolean hasTexts =
          json.path("name").isTextual()
              && json.path("msg").isTextual()
              && json.path("time").isTextual();
      return hasTexts && json.path("id").canConvertToInt()
          ? Optional.empty()
          : Optional.of("a chat without its fields");
    }
    if (msgid == 2 && json.path("errno").asInt(-1) == 0) {
      boolean hasLists =
          isTexts(json.path("friends"))
              && isTexts(json.path("groups"))
              && isTexts(json.path("offlinemsg"));
      return hasLists ? Optional.empty() : Optional.of("a login without its lists");
    }
    return Optional.empty();
  }

  private static boolean isTexts(JsonNode node) {
    return node.isArray() && node.valueStream().allMatch(JsonNode::isTextual);
  }
}
