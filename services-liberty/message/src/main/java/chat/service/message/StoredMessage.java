package chat.service.message;

import chat.proto.common.ChatMessage;
import chat.proto.push.PushRecord;
import chat.service.push.Push;
import java.util.Collection;

/**
 * A message in its place.
 *
 * @param draft what was sent
 * @param seq its place in the conversation, 1 or more
 * @param timestampMs the server's clock at the write, milliseconds since 1970
 */
record StoredMessage(Draft draft, long seq, long timestampMs) {
  /** The answer to whoever sent it. */
  Outcome.Accepted accepted() {
    return new Outcome.Accepted(seq, timestampMs);
  }

  /** The answer to a message with the same key: the first ack if it is the same message. */
  Outcome answerTo(Draft again) {
    return draft.isSameAs(again) ? accepted() : Outcome.CONFLICT;
  }

  /** As it goes over the wire. */
  ChatMessage toProto(String senderName) {
    return ChatMessage.newBuilder()
        .setFromId(draft.fromId())
        .setFromName(senderName)
        .setToId(draft.toId())
        .setGroupId(draft.groupId())
        .setContent(draft.content())
        .setMsgId(draft.msgId())
        .setSeq(seq)
        .setTimestampMs(timestampMs)
        .build();
  }

  /** The event for those who are to see it. */
  Push push(String senderName, Collection<Integer> receivers) {
    PushRecord event =
        PushRecord.newBuilder()
            .setMessage(toProto(senderName))
            .setReceivedMs(draft.origin().receivedMs())
            .build();
    return new Push(event, receivers, draft.origin().trace());
  }
}
