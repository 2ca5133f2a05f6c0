package chat.gateway.dialect;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;

/**
 * The fields of one request, read by type. A field that is {@code null} counts as left out; a value
 * of another type is refused, never converted.
 */
public final class Fields {
  private static final String ID_RULE = " must be a whole number from 1 to " + Integer.MAX_VALUE;

  private final ObjectNode object;

  /** The fields of an object. */
  public Fields(ObjectNode object) {
    this.object = object;
  }

  /** Whether the field is there and not {@code null}. */
  public boolean has(String name) {
    return object.hasNonNull(name);
  }

  /** A required text; may be empty. */
  public String text(String name) throws MalformedException {
    return optionalText(name).orElseThrow(() -> missing(name));
  }

  /** A text; may be empty. */
  public Optional<String> optionalText(String name) throws MalformedException {
    if (!has(name)) {
      return Optional.empty();
    }
    JsonNode node = object.get(name);
    if (!node.isTextual()) {
      throw new MalformedException(name + " must be a text");
    }
    requireUnicode(name, node);
    return Optional.of(node.textValue());
  }

  /** A text that does not matter much: what is none counts as left out. */
  Optional<String> textIfAny(String name) {
    return Optional.ofNullable(object.get(name))
        .filter(JsonNode::isTextual)
        .map(JsonNode::textValue)
        .filter(Fields::isUnicode);
  }

  /** The fields of an object. */
  public Optional<Fields> object(String name) throws MalformedException {
    if (!has(name)) {
      return Optional.empty();
    }
    if (object.get(name) instanceof ObjectNode inner) {
      return Optional.of(new Fields(inner));
    }
    throw new MalformedException(name + " must be an object");
  }

  /** A list of ids; empty where it was left out. */
  public List<Integer> ids(String name) throws MalformedException {
    List<Integer> ids = new ArrayList<>();
    if (has(name)) {
      JsonNode node = object.get(name);
      if (!node.isArray()) {
        throw new MalformedException(name + " must be an array");
      }
      for (JsonNode id : node) {
        ids.add(id(name, id));
      }
    }
    return ids;
  }

  /** The place of a message in its conversation, 1 or more. */
  public OptionalLong optionalSeq(String name) throws MalformedException {
    OptionalLong seq = optionalNumber(name);
    if (seq.isPresent() && seq.getAsLong() == 0) {
      throw new MalformedException(name + " must be a seq, 1 or more");
    }
    return seq;
  }

  /** A required id. */
  public int id(String name) throws MalformedException {
    return optionalId(name).orElseThrow(() -> missing(name));
  }

  /** An id. */
  public OptionalInt optionalId(String name) throws MalformedException {
    return has(name) ? OptionalInt.of(id(name, object.get(name))) : OptionalInt.empty();
  }

  /** A required id, written as a number or, in decimal, as a text. */
  public int idOrText(String name) throws MalformedException {
    return has(name) && object.get(name).isTextual() ? parseId(name, text(name)) : id(name);
  }

  /** A whole number that is not negative, such as a count, a seq or a time. */
  public OptionalLong optionalNumber(String name) throws MalformedException {
    return has(name) ? OptionalLong.of(number(name, object.get(name))) : OptionalLong.empty();
  }

  /** An object of whole numbers that are not negative; empty where it was left out. */
  public Map<String, Long> numbers(String name) throws MalformedException {
    Map<String, Long> numbers = new HashMap<>();
    if (has(name)) {
      JsonNode node = object.get(name);
      if (!node.isObject()) {
        throw new MalformedException(name + " must be an object");
      }
      for (var field : node.properties()) {
        numbers.put(field.getKey(), number(name + "." + field.getKey(), field.getValue()));
      }
    }
    return numbers;
  }

  /** A whole number from 0 to 2,147,483,647. */
  public OptionalInt optionalCount(String name) throws MalformedException {
    if (!has(name)) {
      return OptionalInt.empty();
    }
    JsonNode node = object.get(name);
    if (!node.isIntegralNumber() || !node.canConvertToInt() || node.intValue() < 0) {
      throw new MalformedException(name + " must be a whole number from 0 to " + Integer.MAX_VALUE);
    }
    return OptionalInt.of(node.intValue());
  }

  /** A required whole number of any sign and size; one that is no {@code int} becomes -1. */
  public int integer(String name) throws MalformedException {
    if (!has(name)) {
      throw missing(name);
    }
    JsonNode node = object.get(name);
    if (!node.isIntegralNumber()) {
      throw new MalformedException(name + " must be a whole number");
    }
    return node.canConvertToInt() ? node.intValue() : -1;
  }

  /** True or false; false where it was left out. */
  public boolean flag(String name) throws MalformedException {
    return optionalFlag(name).orElse(false);
  }

  /** A required true or false. */
  public boolean requiredFlag(String name) throws MalformedException {
    return optionalFlag(name).orElseThrow(() -> missing(name));
  }

  /** True or false. */
  public Optional<Boolean> optionalFlag(String name) throws MalformedException {
    if (!has(name)) {
      return Optional.empty();
    }
    JsonNode node = object.get(name);
    if (!node.isBoolean()) {
      throw new MalformedException(name + " must be true or false");
    }
    return Optional.of(node.booleanValue());
  }

  /** A text or number that is only repeated. */
  public Optional<JsonNode> mark(String name) throws MalformedException {
    if (!has(name)) {
      return Optional.empty();
    }
    JsonNode node = object.get(name);
    if (!node.isTextual() && !node.isNumber()) {
      throw new MalformedException(name + " must be a text or a number");
    }
    requireUnicode(name, node);
    return Optional.of(node);
  }

  /**
   * Reads an id written in decimal.
   *
   * @param name of the field, for the message
   */
  public static int parseId(String name, String text) throws MalformedException {
    if (text.matches("[0-9]{1,10}")) {
      long id = Long.parseLong(text);
      if (id >= 1 && id <= Integer.MAX_VALUE) {
        return (int) id;
      }
    }
    throw new MalformedException(name + ID_RULE);
  }

  private static int id(String name, JsonNode node) throws MalformedException {
    if (!node.isIntegralNumber() || !node.canConvertToInt() || node.intValue() < 1) {
      throw new MalformedException(name + ID_RULE);
    }
    return node.intValue();
  }

  private static long number(String name, JsonNode node) throws MalformedException {
    if (!node.isIntegralNumber() || !node.canConvertToLong() || node.longValue() < 0) {
      throw new MalformedException(name + " must be a whole number from 0 to " + Long.MAX_VALUE);
    }
    return node.longValue();
  }

  private static MalformedException missing(String name) {
    return new MalformedException(name + " is missing");
  }

  /** Half a surrogate pair can be written in JSON, but not in UTF-8. */
  private static void requireUnicode(String name, JsonNode node) throws MalformedException {
    if (!isUnicode(node.asText())) {
      throw new MalformedException(name + " has half a surrogate pair");
    }
  }

  private static boolean isUnicode(String text) {
    return text.codePoints().noneMatch(Fields::isHalfPair);
  }

  private static boolean isHalfPair(int codePoint) {
    return codePoint >= Character.MIN_SURROGATE && codePoint <= Character.MAX_SURROGATE;
  }
}
