package chat.gateway.delivery;

import chat.proto.message.Cursor;

/**
 * How far a conversation has been passed on by a feed, and how far it goes as far as is known.
 * Guarded by the feed.
 */
final class Position {
  long seq;
  long target;
  // The end of what the user missed before the login: of that, own messages are left out.
  private long missed;

  /** Where the user stands at login; hints may have come already. */
  void start(Cursor cursor) {
    seq = Math.max(cursor.getJoinedSeq(), cursor.getDeliveredSeq());
    target = Math.max(target, cursor.getHeadSeq());
    missed = cursor.getHeadSeq();
  }

  boolean behind() {
    return target > seq;
  }

  boolean isFromBeforeLogin(long messageSeq) {
    return messageSeq <= missed;
  }

  /**
   * The service has no more for this user up to the target that was asked for; a hint that came
   * meanwhile is a target of its own.
   */
  void forget(long wanted) {
    if (target <= wanted) {
      target = seq;
    }
  }
}
