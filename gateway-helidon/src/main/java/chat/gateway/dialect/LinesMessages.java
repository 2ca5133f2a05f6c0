package chat.gateway.dialect;

import chat.proto.common.Attachment;
import chat.proto.common.ChatMessage;
import chat.proto.message.Conversation;
import chat.proto.message.FoundMessage;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;

/**
 * Writes messages of the {@code lines} dialect, in pushes and answers alike. Of what a message may
 * be beyond a text only what it is gets written.
 */
final class LinesMessages {
  private LinesMessages() {}

  /** An array of messages. */
  static void array(JsonGenerator json, String name, Iterable<ChatMessage> messages)
      throws IOException {
    Json.array(json, name, messages, LinesMessages::fields);
  }

  /** The fields of one message. */
  static void fields(JsonGenerator json, ChatMessage message) throws IOException {
    boolean inGroup = message.getGroupId() != 0;
    json.writeNumberField(
        "msgid", LinesNumbers.request(inGroup ? RequestKind.GROUP_CHAT : RequestKind.PRIVATE_CHAT));
    json.writeNumberField("from_id", message.getFromId());
    json.writeStringField("from_name", message.getFromName());
    if (inGroup) {
      json.writeNumberField("group_id", message.getGroupId());
    } else {
      json.writeNumberField("to_id", message.getToId());
    }
    json.writeStringField("content", message.getContent());
    json.writeNumberField("timestamp_ms", message.getTimestampMs());
    json.writeStringField("msg_id", message.getMsgId());
    json.writeNumberField("seq", message.getSeq());
    extras(json, message);
  }

  /** The fields of a user's conversation. */
  static void conversation(JsonGenerator json, Conversation conversation) throws IOException {
    json.writeStringField("scope", conversation.getScope());
    json.writeStringField("name", conversation.getName());
    json.writeNumberField("head_seq", conversation.getCursor().getHeadSeq());
    json.writeNumberField("joined_seq", conversation.getCursor().getJoinedSeq());
    json.writeNumberField("delivered_seq", conversation.getCursor().getDeliveredSeq());
    json.writeNumberField("read_seq", conversation.getCursor().getReadSeq());
    if (conversation.hasLast()) {
      object(json, "last", conversation.getLast());
    }
    if (conversation.hasPeer()) {
      json.writeNumberField("peer_delivered_seq", conversation.getPeer().getDeliveredSeq());
      json.writeNumberField("peer_read_seq", conversation.getPeer().getReadSeq());
    }
  }

  /** The fields of one of those that a search found. */
  static void found(JsonGenerator json, FoundMessage found) throws IOException {
    json.writeStringField("scope", found.getScope());
    object(json, "message", found.getMessage());
  }

  private static void object(JsonGenerator json, String name, ChatMessage message)
      throws IOException {
    json.writeObjectFieldStart(name);
    fields(json, message);
    json.writeEndObject();
  }

  private static void extras(JsonGenerator json, ChatMessage message) throws IOException {
    switch (message.getKind()) {
      case TEXT, UNRECOGNIZED -> optionalNumber(json, "reply_to", message.getReplySeq());
      case EDIT -> json.writeNumberField("edits", message.getTargetSeq());
      case RECALL -> json.writeNumberField("recalls", message.getTargetSeq());
    }
    if (message.getMentionIdsCount() > 0) {
      json.writeArrayFieldStart("mentions");
      for (int id : message.getMentionIdsList()) {
        json.writeNumber(id);
      }
      json.writeEndArray();
    }
    if (message.hasFile()) {
      file(json, message.getFile());
    }
    optionalNumber(json, "edited_ms", message.getEditedMs());
    optionalNumber(json, "recalled_ms", message.getRecalledMs());
  }

  private static void file(JsonGenerator json, Attachment file) throws IOException {
    json.writeObjectFieldStart("file");
    json.writeStringField("id", file.getId());
    json.writeStringField("name", file.getName());
    json.writeStringField("type", file.getType());
    json.writeNumberField("size", file.getSize());
    json.writeEndObject();
  }

  private static void optionalNumber(JsonGenerator json, String name, long number)
      throws IOException {
    if (number != 0) {
      json.writeNumberField(name, number);
    }
  }
}
