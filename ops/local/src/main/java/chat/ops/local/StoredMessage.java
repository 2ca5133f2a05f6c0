package chat.ops.local;

import java.time.Instant;
import java.util.List;

/**
 * A message as the database has it, without what it says.
 *
 * @param toId the receiver, 0 in a group
 * @param groupId 0 in a private conversation
 * @param timestampMillis when it was taken, since 1970
 * @param waits whether the outbox still has it, from which is removed once a second what Kafka has
 * @param receivers everybody else in the conversation, or the first {@value #MOST_RECEIVERS}
 */
record StoredMessage(
    long conversationId,
    long seq,
    int fromId,
    int toId,
    int groupId,
    long timestampMillis,
    boolean waits,
    List<Receiver> receivers) {
  static final int MOST_RECEIVERS = 100;

  /**
   * Where somebody stands in the conversation. A member without a cursor has zeros.
   *
   * @param joinedSeq the end of the conversation when they came
   */
  record Receiver(int userId, long joinedSeq, long deliveredSeq, long readSeq) {
    private String text(long seq) {
      String state;
      if (joinedSeq >= seq) {
        state = "came later, does not get it";
      } else if (readSeq >= seq) {
        state = "read";
      } else if (deliveredSeq >= seq) {
        state = "delivered, not read";
      } else {
        state = "not delivered";
      }
      return "  user %d: %s (joined at %d, delivered up to %d, read up to %d)\n"
          .formatted(userId, state, joinedSeq, deliveredSeq, readSeq);
    }
  }

  /** Some lines for people. */
  String text() {
    StringBuilder text = new StringBuilder();
    text.append(
        "user %d to %s %d, conversation %d, seq %d\n"
            .formatted(
                fromId,
                groupId > 0 ? "group" : "user",
                groupId > 0 ? groupId : toId,
                conversationId,
                seq));
    text.append("  taken at ").append(Instant.ofEpochMilli(timestampMillis)).append('\n');
    text.append(
        waits
            ? "  in the outbox: a push waits for Kafka, or was taken within the last second\n"
            : "  not in the outbox: no push waits for Kafka\n");
    receivers.forEach(receiver -> text.append(receiver.text(seq)));
    if (receivers.size() == MOST_RECEIVERS) {
      text.append("  and perhaps more\n");
    }
    return text.toString();
  }
}
