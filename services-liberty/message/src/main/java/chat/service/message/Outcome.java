package chat.service.message;

import chat.proto.ErrorCode;

/** What became of a message that was sent. */
sealed interface Outcome {
  /**
   * It is committed, now or before.
   *
   * @param seq its place in the conversation, 1 or more
   * @param timestampMs the server's clock at the write, milliseconds since 1970
   */
  record Accepted(long seq, long timestampMs) implements Outcome {}

  /**
   * It was not written by this attempt.
   *
   * @param code never {@link ErrorCode#OK}
   * @param text one plain sentence for the sender
   * @param retryAfterMs when to try again, 0 where that would not help
   */
  record Refused(ErrorCode code, String text, int retryAfterMs) implements Outcome {
    Refused(ErrorCode code, String text) {
      this(code, text, 0);
    }
  }

  /** The same msg_id was used for another message. */
  Refused CONFLICT = new Refused(ErrorCode.CONFLICT, "the msg_id was used for another message");

  /** The queue is full: the sender is faster than the database. */
  Refused OVERLOADED =
      new Refused(ErrorCode.UNAVAILABLE, "too many messages are waiting, try again", 500);

  /** The database is away, or the service is being stopped. It may be written or not. */
  Refused AWAY =
      new Refused(ErrorCode.UNAVAILABLE, "messages cannot be stored now, try again", 1_000);

  /** The database refuses this message, and only this one. */
  Refused UNWRITABLE = new Refused(ErrorCode.INTERNAL, "the message cannot be stored");
}
