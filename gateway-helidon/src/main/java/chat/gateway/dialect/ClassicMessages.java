package chat.gateway.dialect;

import chat.proto.common.ChatMessage;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * Writes somebody's message in the {@code classic} dialect.
 *
 * @param timestamps of the server's zone
 */
record ClassicMessages(Timestamps timestamps) {

  /** The message; a long one in several frames, each with a piece of the text. */
  List<byte[]> frames(ChatMessage message) {
    return ClassicFrame.pieces(OldText.of(message), frame(message, "")).stream()
        .map(piece -> frame(message, piece))
        .toList();
  }

  /** Whether {@link #frames} makes one frame of it. */
  boolean fitsOneFrame(ChatMessage message) {
    return ClassicFrame.pieces(OldText.of(message), frame(message, "")).size() == 1;
  }

  /** The message as a JSON document. */
  String document(ChatMessage message) {
    byte[] document = Json.object(json -> fields(json, message, OldText.of(message)));
    return new String(document, StandardCharsets.UTF_8);
  }

  /** Writes an array of texts. */
  static void texts(JsonGenerator json, String name, List<String> texts) throws IOException {
    json.writeArrayFieldStart(name);
    for (String text : texts) {
      json.writeString(text);
    }
    json.writeEndArray();
  }

  private byte[] frame(ChatMessage message, String text) {
    return ClassicFrame.of(json -> fields(json, message, text));
  }

  private void fields(JsonGenerator json, ChatMessage message, String text) throws IOException {
    boolean inGroup = message.getGroupId() != 0;
    json.writeNumberField("msgid", inGroup ? ClassicReader.GROUP_CHAT : ClassicReader.PRIVATE_CHAT);
    json.writeNumberField("id", message.getFromId());
    json.writeStringField("name", message.getFromName());
    if (inGroup) {
      json.writeNumberField("groupid", message.getGroupId());
    } else {
      json.writeNumberField("toid", message.getToId());
    }
    json.writeStringField("msg", text);
    json.writeStringField("time", timestamps.text(message.getTimestampMs()));
  }
}
