package chat.e2e.client;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** JSON as the tests write and read it. */
public final class Json {
  private static final JsonMapper MAPPER =
      JsonMapper.builder().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS).build();

  private Json() {}

  /**
   * Reads JSON.
   *
   * @throws AssertionError when it is none
   */
  public static JsonNode parse(String text) {
    try {
      return MAPPER.readTree(text);
    } catch (JsonProcessingException e) {
      throw new AssertionError("no JSON: " + text, e);
    }
  }

  /** A new object, to be filled. */
  public static ObjectNode object() {
    return MAPPER.createObjectNode();
  }

  /** A request of the {@code lines} dialect, to be filled. */
  public static ObjectNode message(int msgid) {
    return object().put("msgid", msgid);
  }

  /** A chat of the {@code lines} dialect to somebody, with its text as its msg_id. */
  public static ObjectNode chat(Person receiver, String text) {
    return message(1001).put("to_id", receiver.id()).put("content", text).put("msg_id", text);
  }
}
