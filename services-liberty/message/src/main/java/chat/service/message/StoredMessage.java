package chat.service.message;

import chat.proto.common.Attachment;
import chat.proto.common.ChatMessage;
import chat.proto.push.PushRecord;
import chat.service.push.Push;
import java.util.Collection;
import java.util.Optional;

/**
 * A message in its place.
 *
 * @param draft what was sent, with the content that it has now
 * @param seq its place in the conversation, 1 or more
 * @param timestampMs the server's clock at the write, milliseconds since 1970
 * @param editedMs when its content was last replaced, 0 where it never was
 * @param recalledMs when its content was taken away, 0 where it was not; of an edit, that of the
 *     message that it changed
 */
record StoredMessage(Draft draft, long seq, long timestampMs, long editedMs, long recalledMs) {
  /** One that was never changed. */
  StoredMessage(Draft draft, long seq, long timestampMs) {
    this(draft, seq, timestampMs, 0, 0);
  }

  /** The answer to whoever sent it. */
  Outcome.Accepted accepted() {
    return new Outcome.Accepted(seq, timestampMs);
  }

  /** The answer to a message with the same key: the first ack if it is the same message. */
  Outcome answerTo(Draft again) {
    boolean changed = editedMs > 0 || recalledMs > 0;
    boolean same = changed ? draft.isSameButForContent(again) : draft.isSameAs(again);
    return same ? accepted() : Outcome.CONFLICT;
  }

  /**
   * As it goes over the wire.
   *
   * @param file the one that it has
   */
  ChatMessage toProto(String senderName, Optional<Attachment> file) {
    ChatMessage.Builder message =
        ChatMessage.newBuilder()
            .setFromId(draft.fromId())
            .setFromName(senderName)
            .setToId(draft.toId())
            .setGroupId(draft.groupId())
            .setContent(draft.content())
            .setMsgId(draft.msgId())
            .setSeq(seq)
            .setTimestampMs(timestampMs)
            .setKind(draft.extras().kind())
            .setTargetSeq(draft.extras().targetSeq())
            .setReplySeq(draft.extras().replySeq())
            .addAllMentionIds(draft.extras().mentions())
            .setEditedMs(editedMs)
            .setRecalledMs(recalledMs);
    file.ifPresent(message::setFile);
    return message.build();
  }

  /**
   * The event for those who are to see it.
   *
   * @param message this one, as it goes over the wire
   */
  Push push(ChatMessage message, Collection<Integer> receivers) {
    PushRecord event =
        PushRecord.newBuilder()
            .setMessage(message)
            .setReceivedMs(draft.origin().receivedMs())
            .build();
    return new Push(event, receivers, draft.origin().trace());
  }
}
