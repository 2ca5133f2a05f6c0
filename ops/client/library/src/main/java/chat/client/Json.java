package chat.client;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Function;

/** JSON as frames have it. */
final class Json {
  private static final JsonMapper MAPPER = new JsonMapper();

  private Json() {}

  /** Reads an object; empty when it is none. */
  static Optional<JsonNode> parse(String text) {
    try {
      return Optional.ofNullable(MAPPER.readTree(text)).filter(JsonNode::isObject);
    } catch (JsonProcessingException e) {
      return Optional.empty();
    }
  }

  /** A new object, to be filled. */
  static ObjectNode object() {
    return MAPPER.createObjectNode();
  }

  /** A frame with a msgid, to be filled. */
  static ObjectNode frame(int msgid) {
    return object().put("msgid", msgid);
  }

  /** A number, where there is one. */
  static OptionalLong number(JsonNode object, String field) {
    JsonNode value = object.path(field);
    return value.isIntegralNumber() ? OptionalLong.of(value.longValue()) : OptionalLong.empty();
  }

  /** What is in an array, in its order. */
  static <T> List<T> list(JsonNode array, Function<JsonNode, T> read) {
    List<T> list = new ArrayList<>();
    array.forEach(one -> list.add(read.apply(one)));
    return list;
  }
}
