package chat.client;

import java.util.List;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Brings the messages of one conversation into their order, each once. They come as pushes (in
 * order, but own messages of this connection are not among them), as acknowledgements of own
 * messages (at any time), and from the history. What cannot be handed on yet is held, {@value
 * #HELD} at most; of more, only how far it goes is remembered, and the history has it.
 *
 * <p>Where a client begins to see a conversation is its base: just before the first push or own
 * message, or what {@link #begin} says. An own message alone does not tell, as pushes of earlier
 * ones may be on their way; nor does a push while an own message has no answer. Guarded by the
 * link.
 */
final class Sequencer {
  static final int HELD = 512;
  private static final long UNKNOWN = -1;
  private static final long NONE = Long.MAX_VALUE;

  private final TreeMap<Long, Message> held = new TreeMap<>();
  // First and last seq of what is nothing for this user: from before they came back to a group.
  private final TreeMap<Long, Long> holes = new TreeMap<>();
  private long taken = UNKNOWN;
  private String takenMsgId = "";
  private long head = UNKNOWN;
  // The highest seq that the server was told to be here when this connection began.
  private long told = UNKNOWN;
  // While the base is not known.
  private long firstPush = NONE;
  private long firstOwn = NONE;

  /**
   * A question to the history.
   *
   * @param after the messages behind this seq
   * @param upTo this one was committed when it was asked, so that it must be in the answer, or is
   *     nothing for this user
   */
  record Question(long after, long upTo) {}

  /** Everything up to a seq is known already. */
  void begin(long seq, String msgId) {
    if (taken == UNKNOWN) {
      taken = Math.min(seq, firstOwn - 1);
      takenMsgId = msgId;
      head = Math.max(head, taken);
    }
  }

  /** The server was told that everything is here up to a seq. */
  void told(long seq) {
    told = seq;
  }

  /**
   * A push has come.
   *
   * @return whether it shows that the server gives seqs again: it never pushes what it was told to
   *     be here
   */
  boolean pushed(Message message) {
    boolean again = message.seq() <= told;
    if (again) {
      forget();
    }
    firstPush = Math.min(firstPush, message.seq());
    hold(message);
    return again;
  }

  /** An own message has been stored. */
  void stored(Message message) {
    stored(message.seq());
    hold(message);
  }

  /** An own message has been stored, of which not everything is known here. */
  void stored(long seq) {
    firstOwn = Math.min(firstOwn, seq);
    if (seq == 1) {
      begin(0, "");
    }
    head = Math.max(head, seq);
  }

  /**
   * Finds the base, where that can be done.
   *
   * @param unanswered whether an own message may stand before the first push
   */
  void findBase(boolean unanswered) {
    if (firstPush != NONE && !unanswered) {
      begin(firstPush - 1, "");
    }
  }

  /** Whether there are own messages, and nobody knows what comes before them. */
  boolean needsBase() {
    return taken == UNKNOWN && firstOwn != NONE && firstPush == NONE;
  }

  /** The first own message. */
  long firstOwn() {
    return firstOwn;
  }

  private void hold(Message message) {
    head = Math.max(head, message.seq());
    if (message.seq() > taken) {
      held.putIfAbsent(message.seq(), message);
      if (held.size() > HELD) {
        held.pollLastEntry();
      }
    }
  }

  /** The next message, when it is there. */
  Optional<Message> peek() {
    if (taken == UNKNOWN) {
      return Optional.empty();
    }
    skipHoles();
    return Optional.ofNullable(held.get(taken + 1));
  }

  /** The next message has been handed on. */
  void take() {
    Message message = held.remove(taken + 1);
    taken = message.seq();
    takenMsgId = message.msgId();
  }

  private void skipHoles() {
    while (!holes.isEmpty() && holes.firstKey() <= taken + 1) {
      taken = Math.max(taken, holes.pollFirstEntry().getValue());
    }
    held.headMap(taken, true).clear();
  }

  /** What to ask the history, where something is missing. */
  Optional<Question> question() {
    if (taken == UNKNOWN || head <= taken || peek().isPresent() || head <= taken) {
      return Optional.empty();
    }
    return Optional.of(new Question(taken, held.isEmpty() ? head : held.firstKey()));
  }

  /** The history has answered. */
  void filled(Question question, List<Message> page, boolean more) {
    long last = question.after();
    for (Message message : page) {
      skip(last + 1, message.seq() - 1);
      hold(message);
      last = Math.max(last, message.seq());
    }
    if (!more && last < question.upTo()) {
      // It may be held, pushed before the user was removed from the group.
      skip(last + 1, held.containsKey(question.upTo()) ? question.upTo() - 1 : question.upTo());
    }
  }

  /** The history refuses to tell. */
  void unanswerable(Question question) {
    filled(question, List.of(), false);
  }

  private void skip(long from, long to) {
    if (from <= to) {
      holes.merge(from, to, Math::max);
    }
  }

  /**
   * The connection is over: what is held comes again, as the server is told what was taken. Where
   * that is nothing, it brings no own messages: they are asked for.
   */
  void lost() {
    held.clear();
    holes.clear();
    head = firstOwn == NONE ? taken : Math.max(taken, firstOwn);
    told = UNKNOWN;
    firstPush = NONE;
  }

  /** What was taken is another conversation's past: it begins with what is held, or comes. */
  void startAnew() {
    TreeMap<Long, Message> kept = new TreeMap<>(held);
    forget();
    kept.values().forEach(this::pushed);
  }

  /** Nothing is known any more. */
  private void forget() {
    taken = UNKNOWN;
    takenMsgId = "";
    firstOwn = NONE;
    lost();
  }

  /** The last message that was handed on, or 0. */
  long taken() {
    return Math.max(0, taken);
  }

  /** Its msg_id; empty where it is not known. */
  String takenMsgId() {
    return takenMsgId;
  }
}
