package chat.gateway.hint;

import chat.proto.ConversationId;
import chat.proto.message.CursorAdvance;
import java.util.Optional;

/**
 * How far a user has come in a private conversation.
 *
 * @param deliveredSeq what is read is delivered too; 0 where nothing was told of it
 * @param readSeq 0 where nothing was told of it
 */
public record Receipt(int userId, int peerId, long deliveredSeq, long readSeq) {
  private static final String SEPARATOR = ":";

  /** Whose receipts of whom; the same for all receipts that replace each other. */
  record Pair(int userId, int peerId) {}

  public Receipt {
    deliveredSeq = Math.max(deliveredSeq, readSeq);
  }

  /** The receipt of a cursor that was moved; empty in a group, and for who is none of the two. */
  static Optional<Receipt> of(CursorAdvance advance) {
    var conversation = new ConversationId(advance.getConversationId());
    int userId = advance.getUserId();
    return conversation.isBetween(userId)
        ? Optional.of(
            new Receipt(
                userId,
                conversation.peerOf(userId),
                advance.getDeliveredSeq(),
                advance.getReadSeq()))
        : Optional.empty();
  }

  /** The conversation of the two. */
  public ConversationId conversation() {
    return ConversationId.ofUsers(userId, peerId);
  }

  Pair pair() {
    return new Pair(userId, peerId);
  }

  /** Whether it says more than the other one. */
  boolean isBeyond(Receipt other) {
    return deliveredSeq > other.deliveredSeq || readSeq > other.readSeq;
  }

  /** What both say together. */
  Receipt with(Receipt other) {
    return new Receipt(
        userId,
        peerId,
        Math.max(deliveredSeq, other.deliveredSeq),
        Math.max(readSeq, other.readSeq));
  }

  /** {@code USER:PEER:DELIVERED:READ}; the inverse of {@link #parse}. */
  String text() {
    return String.join(
        SEPARATOR,
        Integer.toString(userId),
        Integer.toString(peerId),
        Long.toString(deliveredSeq),
        Long.toString(readSeq));
  }

  /**
   * Reads {@link #text}.
   *
   * @throws IllegalArgumentException when it is none
   */
  static Receipt parse(String text) {
    String[] parts = text.split(SEPARATOR, -1);
    if (parts.length != 4) {
      throw new IllegalArgumentException("no receipt: " + text);
    }
    return new Receipt(
        Integer.parseInt(parts[0]),
        Integer.parseInt(parts[1]),
        Long.parseLong(parts[2]),
        Long.parseLong(parts[3]));
  }
}
