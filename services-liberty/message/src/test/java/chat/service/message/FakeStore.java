package chat.service.message;

import chat.proto.ConversationId;
import chat.proto.common.MessageKind;
import chat.service.message.Heads.Head;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * A table in memory that keeps both unique keys as the database does, and fails on request. Users 1
 * to 99 exist; group 7 has the members 1 and 2, group 9 is busy. The time is always 1,000.
 */
final class FakeStore implements MessageStore {
  /** What the next call of write does. */
  enum Fault {
    NONE,
    /** Fails before the commit. */
    ROLLED_BACK,
    /** Commits, and fails then: the caller cannot know. */
    UNKNOWN_OUTCOME,
    /** Fails before the commit, and so does the next reading. */
    AWAY,
    /** Commits, fails then, and so does the next reading. */
    UNKNOWN_AND_AWAY,
    /** Another instance writes to the first conversation before. */
    OVERTAKEN,
    /** Another instance writes the first of the messages itself before. */
    WRITTEN_ELSEWHERE
  }

  static final Audience AUDIENCE =
      new Audience(
          IntStream.range(1, 100).boxed().collect(Collectors.toMap(id -> id, id -> "user " + id)),
          Map.of(7, Set.of(1, 2)),
          Set.of(9),
          Set.of());

  final Map<MessageId, StoredMessage> table = new HashMap<>();
  final Map<String, OwnedFile> files = new HashMap<>();
  final List<Integer> batchSizes = new ArrayList<>();
  final CountDownLatch entered = new CountDownLatch(1);
  final CountDownLatch mayWrite = new CountDownLatch(1);
  private final List<Fault> faults = new ArrayList<>();
  private final Set<Long> blocked = new HashSet<>();
  private Optional<String> poison = Optional.empty();
  private boolean away;
  private boolean awayOnce;
  private int elsewhere;
  private Runnable whileWriting = () -> {};
  private long outboxId;

  FakeStore fail(Fault... next) {
    faults.addAll(List.of(next));
    return this;
  }

  /** The next calls do these, and no other ones. */
  FakeStore failOnly(List<Fault> next) {
    faults.clear();
    faults.addAll(next);
    return this;
  }

  /** A message with this content cannot be stored. */
  FakeStore poisonedBy(String content) {
    poison = Optional.of(content);
    return this;
  }

  /** Two users may not write to each other any more. */
  void block(int one, int other) {
    blocked.add(ConversationId.ofUsers(one, other).value());
  }

  /** Nothing can be written or read any more. */
  FakeStore away() {
    away = true;
    return this;
  }

  /** Runs in every transaction, between the reading of the audience and the plan. */
  FakeStore whileWriting(Runnable happens) {
    whileWriting = happens;
    return this;
  }

  /** Somebody else writes a message. */
  void put(Draft draft, long seq, long timestampMs) {
    table.put(
        new MessageId(draft.conversation().value(), seq),
        new StoredMessage(draft, seq, timestampMs));
  }

  @Override
  public Written write(List<Draft> drafts, Heads heads) {
    entered.countDown();
    await(mayWrite);
    batchSizes.add(drafts.size());
    Audience audience =
        new Audience(AUDIENCE.names(), AUDIENCE.members(), AUDIENCE.busy(), Set.copyOf(blocked));
    whileWriting.run();
    Fault fault = faults.isEmpty() ? Fault.NONE : faults.removeFirst();
    awayOnce = fault == Fault.AWAY || fault == Fault.UNKNOWN_AND_AWAY;
    if (away || fault == Fault.ROLLED_BACK || fault == Fault.AWAY) {
      throw new IllegalStateException("rolled back");
    }
    if (fault == Fault.OVERTAKEN) {
      Draft first = drafts.getFirst();
      putNext(
          new Draft(
              first.fromId(), first.toId(), first.groupId(), "x", "elsewhere-" + ++elsewhere));
    }
    if (fault == Fault.WRITTEN_ELSEWHERE) {
      drafts.stream().filter(this::canBeNew).findFirst().ifPresent(this::putNext);
    }
    if (drafts.stream().anyMatch(this::isPoisoned)) {
      throw new RowRefusedException(new IllegalArgumentException("poison"));
    }
    Plan plan =
        new Sequencer(TestClock.at(1_000))
            .place(drafts, audience, references(), id -> heads.of(id).orElseGet(() -> stored(id)))
            .rememberingAcks(drafts, this::find);
    Map<MessageId, StoredMessage> rows = new HashMap<>();
    for (StoredMessage message : plan.messages()) {
      if (message.draft().extras().isChange()) {
        change(message, rows);
      }
      MessageId id = new MessageId(message.draft().conversation().value(), message.seq());
      if (table.containsKey(id) || find(List.of(message.draft().key())).size() > 0) {
        throw new IllegalStateException("duplicate key");
      }
      rows.put(id, message);
    }
    plan.confirm(blocked);
    table.putAll(rows);
    if (fault == Fault.UNKNOWN_OUTCOME || fault == Fault.UNKNOWN_AND_AWAY) {
      throw new IllegalStateException("connection lost");
    }
    return new Written(
        plan,
        rows.isEmpty() ? Optional.empty() : Optional.of(new Publication(++outboxId, List.of())));
  }

  @Override
  public Map<MessageKey, StoredMessage> find(Collection<MessageKey> keys) {
    if (away || awayOnce) {
      awayOnce = false;
      throw new IllegalStateException("away");
    }
    Map<MessageKey, StoredMessage> found = new HashMap<>();
    for (StoredMessage message : table.values()) {
      if (keys.contains(message.draft().key())) {
        found.put(message.draft().key(), message);
      }
    }
    return found;
  }

  /** The members of group 7 but the first recall only what is theirs. */
  private References references() {
    Map<MessageId, Target> targets = new HashMap<>();
    table.forEach(
        (id, message) ->
            targets.put(
                id,
                new Target(
                    message.draft().fromId(),
                    message.draft().extras().kind(),
                    message.recalledMs() > 0,
                    message.draft().extras().fileId())));
    return new References(targets, files, Set.of(new MemberId(7, 1)));
  }

  private void change(StoredMessage change, Map<MessageId, StoredMessage> rows) {
    MessageId target = change.draft().target();
    StoredMessage before = rows.getOrDefault(target, table.get(target));
    Draft old = before.draft();
    boolean edit = change.draft().extras().kind() == MessageKind.EDIT;
    Draft changed =
        new Draft(
            old.fromId(),
            old.toId(),
            old.groupId(),
            change.draft().content(),
            old.msgId(),
            old.extras());
    rows.put(
        target,
        new StoredMessage(
            changed,
            before.seq(),
            before.timestampMs(),
            edit ? change.timestampMs() : before.editedMs(),
            edit ? 0 : change.timestampMs()));
  }

  private boolean canBeNew(Draft draft) {
    return !isPoisoned(draft) && find(List.of(draft.key())).isEmpty();
  }

  private boolean isPoisoned(Draft draft) {
    return poison.filter(draft.content()::equals).isPresent();
  }

  private void putNext(Draft draft) {
    Head head = stored(draft.conversation().value());
    put(draft, head.seq() + 1, head.timestampMs() + 1);
  }

  private Head stored(long conversationId) {
    return table.entrySet().stream()
        .filter(entry -> entry.getKey().conversationId() == conversationId)
        .map(Map.Entry::getValue)
        .map(message -> new Head(message.seq(), message.timestampMs()))
        .max(Comparator.comparingLong(Head::seq))
        .orElse(Head.EMPTY);
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }
}
