package chat.ops.check.judge;

import chat.ops.check.history.Attempt;
import chat.ops.check.history.Change;
import chat.ops.check.history.History;
import chat.ops.check.history.Receipt;
import chat.ops.check.history.Row;
import chat.ops.check.history.Send;
import chat.ops.check.history.Stay;
import chat.proto.ConversationId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Writes a history by hand: users 1 and 2 in a private conversation, 1, 2 and 3 in a group. */
final class Story {
  static final ConversationId PAIR = ConversationId.ofUsers(1, 2);
  static final ConversationId GROUP = ConversationId.ofGroup(9);

  private final History history = new History();
  private final List<Row> rows = new ArrayList<>();
  private final Map<ConversationId, Long> heads = new HashMap<>();
  private long nanos = 1_000_000_000;

  /** The next moment. */
  long now() {
    return nanos += 1_000_000;
  }

  void pass(long seconds) {
    nanos += seconds * 1_000_000_000;
  }

  /** A device that acknowledges and is logged in. */
  Stay stay(int userId) {
    return stay(userId, true);
  }

  Stay stay(int userId, boolean acknowledging) {
    return stay(userId, acknowledging, Map.of());
  }

  /** A device that says what it has seen. */
  Stay stay(int userId, boolean acknowledging, Map<ConversationId, Long> seen) {
    int number = history.stays().size();
    Stay stay =
        history.begin(userId, "device " + number + " of " + userId, acknowledging, true, seen);
    stay.loggedIn(now());
    return stay;
  }

  /** Sends without an answer yet. */
  Attempt send(Stay stay, ConversationId conversation, String content) {
    return send(stay, conversation, content, content, false);
  }

  Attempt send(
      Stay stay, ConversationId conversation, String content, String msgId, boolean probe) {
    var attempt =
        new Attempt(new Send(stay.userId(), conversation, msgId, content), stay, probe, now());
    history.add(attempt);
    return attempt;
  }

  void answer(Attempt attempt, int errno, long seq) {
    answer(attempt, errno, seq, 0);
  }

  void answer(Attempt attempt, int errno, long seq, int retryAfterMs) {
    attempt.answered(new Attempt.Answer(now(), errno, seq, seq, retryAfterMs));
  }

  /** Puts a message into the table at the next place; its time is its seq. */
  Row store(Attempt attempt) {
    ConversationId conversation = attempt.send().conversation();
    return storeAt(attempt, heads.merge(conversation, 1L, Long::sum));
  }

  Row storeAt(Attempt attempt, long seq) {
    var row =
        new Row(
            attempt.send().conversation(),
            seq,
            attempt.send().fromId(),
            attempt.send().msgId(),
            attempt.send().content(),
            seq);
    rows.add(row);
    return row;
  }

  /** Sends, stores and acknowledges. */
  Row say(Stay stay, ConversationId conversation, String content) {
    Attempt attempt = send(stay, conversation, content);
    Row row = store(attempt);
    answer(attempt, 0, row.seq());
    return row;
  }

  void receive(Stay stay, Row row) {
    receive(stay, row, row.seq());
  }

  void receive(Stay stay, Row row, long seq) {
    history.add(new Receipt(stay, now(), row.conversation(), seq, row.content()));
  }

  void change(ConversationId conversation, int userId, boolean in) {
    history.add(new Change(conversation, userId, in, now(), now()));
  }

  /** A change that nobody knows to be done. */
  void uncertainChange(ConversationId conversation, int userId, boolean in) {
    history.add(new Change(conversation, userId, in, now(), Stay.NEVER));
  }

  History history() {
    return history;
  }

  Verdict judgedBy(Promise promise) {
    return promise.judge(new Evidence(history, rows, Map.of(GROUP, Set.of(1, 2)), now()));
  }
}
