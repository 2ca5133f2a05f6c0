package chat.ops.check.client;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** JSON as the clients write and read it. */
final class Json {
  private static final JsonMapper MAPPER = new JsonMapper();

  private Json() {}

  /**
   * Reads JSON.
   *
   * @throws IllegalStateException when it is none: the server must never send such a thing
   */
  static JsonNode parse(String text) {
    try {
      return MAPPER.readTree(text);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("the server sent what is no JSON: " + text, e);
    }
  }

  /** A new object, to be filled. */
  static ObjectNode object() {
    return MAPPER.createObjectNode();
  }

  /** A frame with a msgid, to be filled. */
  static ObjectNode message(int msgid) {
    return object().put("msgid", msgid);
  }
}
