package chat.service.message;

import chat.proto.ErrorCode;
import chat.proto.message.ListMessagesRequest;
import chat.service.runtime.Refused;
import java.util.List;

/**
 * Which part of a conversation is asked for.
 *
 * @param afterSeq only higher ones
 * @param beforeSeq only lower ones
 * @param sinceMs only those not older, milliseconds since 1970
 * @param limit the most messages, 1 to {@link #MAX_LIMIT}
 * @param oldestFirst whether the page begins at the lower end; else it ends at the upper one
 */
record PageBounds(long afterSeq, long beforeSeq, long sinceMs, int limit, boolean oldestFirst) {
  /** The most messages of a page; a higher limit means this. */
  static final int MAX_LIMIT = 500;

  private static final int DEFAULT_LIMIT = 50;

  /**
   * A page.
   *
   * @param messages oldest first
   * @param more whether there is more in the direction that was asked for
   */
  record Page(List<StoredMessage> messages, boolean more) {}

  /**
   * The bounds of a request.
   *
   * @param joinedSeq up to where the conversation is hidden from the user
   * @throws Refused 400 when the limit is negative
   */
  static PageBounds of(ListMessagesRequest request, long joinedSeq) {
    if (request.getLimit() < 0) {
      throw new Refused(ErrorCode.MALFORMED, "limit must be 1 to " + MAX_LIMIT);
    }
    int limit = request.getLimit() == 0 ? DEFAULT_LIMIT : Math.min(request.getLimit(), MAX_LIMIT);
    return new PageBounds(
        Math.max(joinedSeq, request.getAfterSeq()),
        request.hasBeforeSeq() ? request.getBeforeSeq() : Long.MAX_VALUE,
        request.getSinceMs(),
        limit,
        request.hasAfterSeq() || request.hasSinceMs());
  }

  /** Makes the page of what was read in the direction of the bounds, one more than the limit. */
  Page cut(List<StoredMessage> read) {
    boolean more = read.size() > limit;
    List<StoredMessage> page = more ? read.subList(0, limit) : read;
    return new Page(oldestFirst ? page : page.reversed(), more);
  }
}
