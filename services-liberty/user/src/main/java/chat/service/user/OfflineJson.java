package chat.service.user;

import chat.proto.common.ChatMessage;
import jakarta.json.Json;
import jakarta.json.JsonObjectBuilder;

/**
 * Writes a message as a client that speaks the {@code lines} dialect would get it pushed, but for
 * its file and whom it mentions.
 */
final class OfflineJson {
  private static final int PRIVATE_CHAT = 1001;
  private static final int GROUP_CHAT = 1003;

  private OfflineJson() {}

  /** One JSON object on one line. */
  static String of(ChatMessage message) {
    boolean group = message.getGroupId() != 0;
    JsonObjectBuilder json =
        Json.createObjectBuilder()
            .add("msgid", group ? GROUP_CHAT : PRIVATE_CHAT)
            .add("from_id", message.getFromId())
            .add("from_name", message.getFromName());
    if (group) {
      json.add("group_id", message.getGroupId());
    } else {
      json.add("to_id", message.getToId());
    }
    json.add("content", message.getContent())
        .add("timestamp_ms", message.getTimestampMs())
        .add("msg_id", message.getMsgId())
        .add("seq", message.getSeq());
    switch (message.getKind()) {
      case TEXT, UNRECOGNIZED -> optional(json, "reply_to", message.getReplySeq());
      case EDIT -> json.add("edits", message.getTargetSeq());
      case RECALL -> json.add("recalls", message.getTargetSeq());
    }
    optional(json, "edited_ms", message.getEditedMs());
    optional(json, "recalled_ms", message.getRecalledMs());
    return json.build().toString();
  }

  private static void optional(JsonObjectBuilder json, String name, long number) {
    if (number != 0) {
      json.add(name, number);
    }
  }
}
