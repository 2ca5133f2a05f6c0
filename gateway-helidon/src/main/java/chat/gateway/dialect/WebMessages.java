package chat.gateway.dialect;

import chat.proto.ConversationId;
import chat.proto.common.ChatMessage;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;

/**
 * Writes somebody's message in the {@code web} dialect: ids are texts, and everything a user wrote
 * is HTML-escaped. The {@code id} is made of the conversation and the seq, the same in a push and
 * in the history.
 *
 * @param timestamps of the server's zone
 */
public record WebMessages(Timestamps timestamps) {
  static final String ONE_CHAT = "ONE_CHAT_MSG";
  static final String GROUP_CHAT = "GROUP_CHAT_MSG";

  /** The fields of a push over the WebSocket. */
  void push(JsonGenerator json, ChatMessage message) throws IOException {
    String from = Integer.toString(message.getFromId());
    json.writeStringField("type", type(message));
    json.writeStringField("id", id(message));
    json.writeNumberField("seq", message.getSeq());
    json.writeStringField("fromid", from);
    json.writeStringField("fromname", Html.escape(message.getFromName()));
    if (isInGroup(message)) {
      json.writeStringField("userid", from);
      json.writeStringField("groupid", Integer.toString(message.getGroupId()));
    } else {
      json.writeStringField("toid", Integer.toString(message.getToId()));
    }
    json.writeStringField("msg", Html.escape(OldText.of(message)));
    json.writeStringField("time", timestamps.text(message.getTimestampMs()));
  }

  /** The fields of an entry of the history. */
  public void entry(JsonGenerator json, ChatMessage message) throws IOException {
    json.writeStringField("id", id(message));
    json.writeNumberField("seq", message.getSeq());
    json.writeStringField("from", Integer.toString(message.getFromId()));
    json.writeStringField("fromname", Html.escape(message.getFromName()));
    if (isInGroup(message)) {
      json.writeStringField("groupid", Integer.toString(message.getGroupId()));
    } else {
      json.writeStringField("to", Integer.toString(message.getToId()));
    }
    json.writeStringField("content", Html.escape(OldText.of(message)));
    json.writeStringField("time", timestamps.text(message.getTimestampMs()));
    json.writeStringField("type", type(message));
  }

  private static boolean isInGroup(ChatMessage message) {
    return message.getGroupId() != 0;
  }

  private static String type(ChatMessage message) {
    return isInGroup(message) ? GROUP_CHAT : ONE_CHAT;
  }

  private static String id(ChatMessage message) {
    ConversationId conversation =
        isInGroup(message)
            ? ConversationId.ofGroup(message.getGroupId())
            : ConversationId.ofUsers(message.getFromId(), message.getToId());
    return conversation.value() + "-" + message.getSeq();
  }
}
