package chat.service.message;

import chat.proto.ErrorCode;
import chat.proto.message.ChatReply;

/** Outcomes as they go over the wire. */
final class ChatReplies {
  private ChatReplies() {}

  /** The reply to the sender of a message. */
  static ChatReply of(String msgId, Outcome outcome) {
    ChatReply.Builder reply = ChatReply.newBuilder().setMsgId(msgId);
    return switch (outcome) {
      case Outcome.Accepted(long seq, long timestampMs) ->
          reply.setErrno(ErrorCode.OK.errno()).setSeq(seq).setTimestampMs(timestampMs).build();
      case Outcome.Refused(ErrorCode code, String text, int retryAfterMs) ->
          reply.setErrno(code.errno()).setErrmsg(text).setRetryAfterMs(retryAfterMs).build();
    };
  }
}
