package chat.ops.check.judge;

import chat.ops.check.history.Attempt;
import chat.ops.check.history.Change;
import chat.ops.check.history.History;
import chat.ops.check.history.Receipt;
import chat.ops.check.history.Row;
import chat.ops.check.history.Stay;
import chat.proto.ConversationId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What a judgement is made from: the history of the clients, the table at the end, and who was in
 * which group all the time. Keeps looking at the history, to which nobody adds any more when it is
 * over.
 */
public final class Evidence {
  private final History history;
  private final List<Row> rows;
  private final long endNanos;
  private final Map<ConversationId, List<Row>> conversations = new LinkedHashMap<>();
  private final Map<String, Row> byContent = new HashMap<>();
  private final Map<Integer, Set<ConversationId>> standing = new HashMap<>();
  private final Map<Membership, List<Change>> changes;
  private final Map<ConversationId, List<Change>> changesOf;
  private final Map<String, List<Attempt>> attempts;
  private final Map<String, Long> firstSeen = new HashMap<>();

  private record Membership(ConversationId conversation, int userId) {}

  /**
   * Evidence.
   *
   * @param rows the table, by conversation and seq
   * @param members of each group, those who were in it from before the first message to the end
   * @param endNanos when the run was over, as System.nanoTime
   */
  public Evidence(
      History history, List<Row> rows, Map<ConversationId, Set<Integer>> members, long endNanos) {
    this.history = history;
    this.rows = List.copyOf(rows);
    this.endNanos = endNanos;
    for (Row row : rows) {
      conversations.computeIfAbsent(row.conversation(), _ -> new ArrayList<>()).add(row);
      byContent.putIfAbsent(row.content(), row);
    }
    members.forEach(
        (group, users) ->
            users.forEach(user -> standing.computeIfAbsent(user, _ -> new HashSet<>()).add(group)));
    changes =
        history.changes().stream()
            .collect(
                Collectors.groupingBy(
                    change -> new Membership(change.conversation(), change.userId())));
    changesOf = history.changes().stream().collect(Collectors.groupingBy(Change::conversation));
    attempts =
        history.attempts().stream()
            .collect(Collectors.groupingBy(attempt -> attempt.send().content()));
    history
        .receipts()
        .forEach(receipt -> firstSeen.merge(receipt.content(), receipt.nanos(), Math::min));
  }

  /** What the clients did and saw. */
  public History history() {
    return history;
  }

  /** The whole table, by conversation and seq. */
  public List<Row> rows() {
    return rows;
  }

  /** The table by conversation; each list by seq. */
  public Map<ConversationId, List<Row>> conversations() {
    return conversations;
  }

  /** When the run was over. */
  public long endNanos() {
    return endNanos;
  }

  /** The message with a text. */
  public Optional<Row> row(String content) {
    return Optional.ofNullable(byContent.get(content));
  }

  /** The message at a place. */
  Optional<Row> at(ConversationId conversation, long seq) {
    return between(conversation, seq - 1, seq + 1).stream().findFirst();
  }

  /** The messages between two places, without those at them. */
  List<Row> between(ConversationId conversation, long after, long before) {
    List<Row> all = conversations.getOrDefault(conversation, List.of());
    int from = firstFrom(all, after + 1);
    return all.subList(from, Math.max(from, firstFrom(all, before)));
  }

  /** The index of the first message at a place or behind it. */
  private static int firstFrom(List<Row> rows, long seq) {
    int low = 0;
    int high = rows.size();
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (rows.get(middle).seq() < seq) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low;
  }

  /** The place of a message that came; empty when the table has no such message. */
  OptionalLong seqOf(Receipt receipt) {
    if (receipt.seq() > 0) {
      return OptionalLong.of(receipt.seq());
    }
    Row row = byContent.get(receipt.content());
    return row == null ? OptionalLong.empty() : OptionalLong.of(row.seq());
  }

  /** For each message the times that it was sent, in order. */
  Collection<List<Attempt>> attempts() {
    return attempts.values();
  }

  /** The times that a message was sent, in order. */
  public List<Attempt> attempts(String content) {
    return attempts.getOrDefault(content, List.of());
  }

  /** When a message was first sent; empty for one that nobody sent. */
  OptionalLong sentNanos(Row row) {
    return attempts(row.content()).stream().mapToLong(Attempt::sentNanos).min();
  }

  /** When a message was first acknowledged; {@link Stay#NEVER} when it never was. */
  long ackNanos(String content) {
    return attempts(content).stream()
        .flatMap(attempt -> attempt.ack().stream())
        .mapToLong(Attempt.Answer::nanos)
        .min()
        .orElse(Stay.NEVER);
  }

  /** By when a message of the table was stored: somebody had it, or its sender the answer. */
  long storedNanos(String content) {
    return Math.min(ackNanos(content), firstSeen.getOrDefault(content, endNanos));
  }

  /** When a user was in a conversation. */
  Doors doors(ConversationId conversation, int userId) {
    return new Doors(changes(conversation, userId), stands(userId, conversation));
  }

  /** Whether a user was in a conversation all the time. */
  boolean stands(int userId, ConversationId conversation) {
    return conversation.isBetween(userId)
        || standing.getOrDefault(userId, Set.of()).contains(conversation);
  }

  /** How a user was let in and shut out, in order; in a private conversation, by whoever it was. */
  List<Change> changes(ConversationId conversation, int userId) {
    return conversation.isGroup()
        ? changes.getOrDefault(new Membership(conversation, userId), List.of())
        : changesOf.getOrDefault(conversation, List.of());
  }

  /** The times of a connection's messages, by conversation, in the order in which they came. */
  Map<Stay, Map<ConversationId, List<Receipt>>> receiptsByStay() {
    Map<Stay, Map<ConversationId, List<Receipt>>> sorted = new LinkedHashMap<>();
    for (Receipt receipt : history.receipts()) {
      sorted
          .computeIfAbsent(receipt.stay(), _ -> new HashMap<>())
          .computeIfAbsent(receipt.conversation(), _ -> new ArrayList<>())
          .add(receipt);
    }
    return sorted;
  }
}
