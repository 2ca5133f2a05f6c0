package chat.gateway.delivery;

import chat.proto.message.Cursor;
import java.util.Optional;

/**
 * How far a conversation has been passed on by a feed, and how far it goes as far as is known.
 * Guarded by the feed.
 */
final class Position {
  long seq;
  long target;
  // The end of what the user missed before the login: of that, own messages are left out.
  private long missed;

  /**
   * Where the user stands at login; hints may have come already. A device that says what it has
   * seen has not seen what its user wrote on others. It is not believed beyond the head: else what
   * comes next would be taken for known.
   */
  void start(Cursor cursor, Optional<Long> seen) {
    long head = cursor.getHeadSeq();
    long known = seen.map(own -> Math.min(own, head)).orElse(cursor.getDeliveredSeq());
    seq = Math.max(cursor.getJoinedSeq(), known);
    target = Math.max(target, head);
    missed = seen.isPresent() ? 0 : head;
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
