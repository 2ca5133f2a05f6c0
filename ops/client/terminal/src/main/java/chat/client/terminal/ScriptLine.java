package chat.client.terminal;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** A line of a script. */
sealed interface ScriptLine {
  JsonMapper MAPPER = new JsonMapper();

  /**
   * A message.
   *
   * @param to a person's name or {@code @ID}, a group's {@code #NAME} or {@code #ID}
   */
  record Say(
      String to,
      String text,
      OptionalLong replyTo,
      OptionalLong edits,
      OptionalLong recalls,
      List<Integer> mentions,
      Optional<String> msgId)
      implements ScriptLine {}

  /** A request of the protocol. */
  record Ask(int msgid, ObjectNode fields) implements ScriptLine {}

  /** A line that makes no sense. */
  record Wrong(String why) implements ScriptLine {}

  /** Nothing. */
  record Blank() implements ScriptLine {}

  /** Reads one. */
  static ScriptLine read(String line) {
    if (line.isBlank()) {
      return new Blank();
    }
    if (line.stripLeading().startsWith("{")) {
      try {
        return MAPPER.readTree(line) instanceof ObjectNode object
            ? read(object)
            : new Wrong("no object");
      } catch (JsonProcessingException e) {
        return new Wrong("no JSON");
      }
    }
    int colon = line.indexOf(": ");
    return colon < 1
        ? new Wrong("neither an object nor \"NAME: TEXT\"")
        : plain(line.substring(0, colon).strip(), line.substring(colon + 2));
  }

  private static Say plain(String to, String text) {
    return new Say(
        to,
        text,
        OptionalLong.empty(),
        OptionalLong.empty(),
        OptionalLong.empty(),
        List.of(),
        Optional.empty());
  }

  private static ScriptLine read(ObjectNode object) {
    if (object.path("msgid").isInt()) {
      ObjectNode fields = object.deepCopy();
      fields.remove(List.of("msgid", "req"));
      return new Ask(object.get("msgid").intValue(), fields);
    }
    boolean group = object.has("group");
    JsonNode to = object.path(group ? "group" : "to");
    if (!to.isTextual() && !to.isInt()) {
      return new Wrong("needs to, group or msgid");
    }
    String mark = group ? "#" : to.isInt() ? "@" : "";
    List<Integer> mentions = new ArrayList<>();
    object.path("mentions").forEach(one -> mentions.add(one.intValue()));
    return new Say(
        mark + to.asText(),
        object.path("text").asText(""),
        number(object, "reply_to"),
        number(object, "edits"),
        number(object, "recalls"),
        mentions,
        Optional.ofNullable(object.path("msg_id").textValue()));
  }

  private static OptionalLong number(ObjectNode object, String field) {
    JsonNode value = object.path(field);
    return value.isIntegralNumber() ? OptionalLong.of(value.longValue()) : OptionalLong.empty();
  }
}
