package chat.service.message;

import chat.proto.ConversationId;
import java.nio.charset.StandardCharsets;

/**
 * A checked message that has no place in its conversation yet.
 *
 * @param fromId the sender, positive
 * @param toId the recipient, or 0 in a group
 * @param groupId the group, or 0 in a private conversation
 * @param content at most {@link #MAX_CONTENT_BYTES} of UTF-8; empty in a recall, and where a file
 *     says it all
 * @param msgId unique per sender, 1 to {@link #MAX_MSG_ID_CHARACTERS} characters
 * @param extras what it is beyond its content
 * @param origin where it comes from
 */
record Draft(
    int fromId, int toId, int groupId, String content, String msgId, Extras extras, Origin origin) {
  /** The longest content, in bytes of UTF-8. */
  static final int MAX_CONTENT_BYTES = 48 * 1024;

  /** The longest msg_id, in code points. */
  static final int MAX_MSG_ID_CHARACTERS = 64;

  /** A text of which nobody knows where it comes from. */
  Draft(int fromId, int toId, int groupId, String content, String msgId) {
    this(fromId, toId, groupId, content, msgId, Extras.NONE);
  }

  /** A message of which nobody knows where it comes from. */
  Draft(int fromId, int toId, int groupId, String content, String msgId, Extras extras) {
    this(fromId, toId, groupId, content, msgId, extras, Origin.UNKNOWN);
  }

  /** Whether they are one message, wherever they come from. */
  boolean isSameAs(Draft other) {
    return isSameButForContent(other)
        && content.equals(other.content)
        && extras.fileId().equals(other.extras.fileId());
  }

  /** Whether they are one message, of which one may have been edited or recalled since. */
  boolean isSameButForContent(Draft other) {
    return key().equals(other.key())
        && toId == other.toId
        && groupId == other.groupId
        && extras.kind() == other.extras.kind()
        && extras.targetSeq() == other.extras.targetSeq();
  }

  /** What makes the message unique. */
  MessageKey key() {
    return new MessageKey(fromId, msgId);
  }

  /** The conversation that it belongs to. */
  ConversationId conversation() {
    return isGroup() ? ConversationId.ofGroup(groupId) : ConversationId.ofUsers(fromId, toId);
  }

  /** The message that it changes, where it is an edit or a recall. */
  MessageId target() {
    return new MessageId(conversation().value(), extras.targetSeq());
  }

  /** Whether it goes to a group. */
  boolean isGroup() {
    return groupId != 0;
  }

  /** About what it occupies while it waits, in bytes. */
  int weight() {
    return 200 + 2 * (content.length() + msgId.length()) + 16 * extras.mentions().size();
  }

  /** Whether the content needs no more than the given bytes of UTF-8. */
  static boolean fits(String content, int maxBytes) {
    return content.length() <= maxBytes / 3
        || (content.length() <= maxBytes
            && content.getBytes(StandardCharsets.UTF_8).length <= maxBytes);
  }
}
