package chat.service.message;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import chat.service.message.FakeStore.Fault;
import chat.service.message.Outcome.Accepted;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.Collectors;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import net.jqwik.api.constraints.Size;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.BeforeContainer;

/**
 * The promises to senders, whatever they send and whatever goes wrong: messages that come during a
 * transaction, again, or with the msg_id of another one; transactions that fail, or nobody knows;
 * other instances; rows that cannot be stored; restarts. Each try runs on one thread: what comes
 * next is sent from within the transaction before.
 */
class CommitterPropertyTest {
  private static final String POISON = "poison";
  // Tells of every failure that these tests make.
  private static final Logger LOG = Logger.getLogger(Committer.class.getName());

  /** One life of a committer: what is sent during each transaction, and how each one ends. */
  private record Life(List<List<Draft>> sent, List<Fault> faults) {}

  /** A message that was sent, and the answers to it. */
  private record Sent(Draft draft, List<Outcome> outcomes) {
    Outcome outcome() {
      assertEquals(1, outcomes.size(), "one outcome each");
      return outcomes.getFirst();
    }
  }

  private static final class NoListener implements CommitListener {
    @Override
    public void committed(int messages, long nanos) {}

    @Override
    public void failed() {}
  }

  @BeforeContainer
  static void beQuiet() {
    LOG.setLevel(Level.OFF);
  }

  @AfterContainer
  static void speakAgain() {
    LOG.setLevel(null);
  }

  @Property(tries = 1_000)
  void keepsItsPromises(@ForAll("lives") @Size(max = 3) List<Life> lives) {
    new Try().keepsItsPromises(lives);
  }

  @Property
  void whileTheDatabaseAnswersOnlyPoisonIsRefused(
      @ForAll("gentleLives") @Size(max = 2) List<Life> lives) {
    new Try().whileTheDatabaseAnswersOnlyPoisonIsRefused(lives);
  }

  @Provide
  Arbitrary<List<Life>> lives() {
    return lives(Arbitraries.of(Fault.values()));
  }

  @Provide
  Arbitrary<List<Life>> gentleLives() {
    return lives(
        Arbitraries.of(
            Fault.NONE,
            Fault.ROLLED_BACK,
            Fault.UNKNOWN_OUTCOME,
            Fault.OVERTAKEN,
            Fault.WRITTEN_ELSEWHERE));
  }

  private static Arbitrary<List<Life>> lives(Arbitrary<Fault> faults) {
    Arbitrary<List<List<Draft>>> sent =
        drafts().list().ofMinSize(1).ofMaxSize(6).list().ofMaxSize(4);
    return Combinators.combine(sent, faults.list().ofMaxSize(6)).as(Life::new).list();
  }

  private static Arbitrary<Draft> drafts() {
    // Few of each, so that they meet.
    Arbitrary<String> ids = Arbitraries.of("a", "b", "c", "d", "e", "f", "g", "h");
    Arbitrary<String> contents = Arbitraries.of("x", "x", "x", "y");
    Arbitrary<Integer> users = Arbitraries.of(1, 2);
    Arbitrary<Draft> toUsers =
        Combinators.combine(users, Arbitraries.of(1, 2, 3), contents, ids)
            .as((from, to, content, id) -> new Draft(from, to, 0, content, id + to));
    Arbitrary<Draft> toGroup =
        Combinators.combine(users, contents, ids)
            .as((from, content, id) -> new Draft(from, 0, 7, content, id));
    Arbitrary<Draft> poison =
        Combinators.combine(users, ids)
            .as((from, id) -> new Draft(from, 3, 0, POISON, "poison" + id));
    return Arbitraries.frequencyOf(Tuple.of(6, toUsers), Tuple.of(6, toGroup), Tuple.of(1, poison));
  }

  /** A store, and the committers that write to it one after the other. */
  private static final class Try {
    private final FakeStore store = new FakeStore().poisonedBy(POISON);
    private final List<Sent> sent = new ArrayList<>();
    private int waiting;

    Try() {
      store.mayWrite.countDown();
    }

    void keepsItsPromises(List<Life> lives) {
      lives.forEach(this::live);
      assertWhatIsAcceptedIsStored();
      assertConflictsAreTrue();
      assertConversationsHaveNoGaps();
      assertSendersOrderIsKept();
      assertOnlyPoisonCannotBeWritten();
    }

    void whileTheDatabaseAnswersOnlyPoisonIsRefused(List<Life> lives) {
      lives.forEach(this::live);
      Map<MessageKey, Draft> first = new HashMap<>();
      for (Sent one : sent) {
        boolean known = first.putIfAbsent(one.draft.key(), one.draft) != null;
        boolean poison = one.draft.content().equals(POISON);
        if (poison) {
          assertEquals(Outcome.UNWRITABLE, one.outcome());
        } else if (known && !first.get(one.draft.key()).equals(one.draft)) {
          assertEquals(Outcome.CONFLICT, one.outcome());
        } else {
          assertInstanceOf(Accepted.class, one.outcome());
        }
      }
      assertConversationsHaveNoGaps();
    }

    private void live(Life life) {
      Queue<List<Draft>> next = new ArrayDeque<>(life.sent);
      var committer =
          new Committer(store, publication -> {}, new NoListener(), System::nanoTime, 1_000);
      store.failOnly(life.faults).whileWriting(() -> send(committer, next));
      send(committer, next);
      closeWhenAnswered(committer);
      committer.run();
    }

    private void send(Committer committer, Queue<List<Draft>> next) {
      if (next.isEmpty()) {
        return;
      }
      for (Draft draft : next.remove()) {
        Sent one = new Sent(draft, new ArrayList<>());
        sent.add(one);
        waiting++;
        committer.submit(
            draft,
            outcome -> {
              one.outcomes.add(outcome);
              waiting--;
              closeWhenAnswered(committer);
            });
      }
    }

    private void closeWhenAnswered(Committer committer) {
      if (waiting == 0) {
        committer.close();
      }
    }

    private void assertWhatIsAcceptedIsStored() {
      for (Sent one : sent) {
        if (one.outcome() instanceof Accepted accepted) {
          List<StoredMessage> stored = stored(one.draft.key());
          assertEquals(1, stored.size(), "once");
          assertEquals(one.draft, stored.getFirst().draft());
          assertEquals(accepted, stored.getFirst().accepted());
        }
      }
    }

    private void assertConflictsAreTrue() {
      for (Sent one : sent) {
        List<StoredMessage> stored = stored(one.draft.key());
        if (one.outcome().equals(Outcome.CONFLICT)) {
          assertEquals(1, stored.size());
          assertNotEquals(one.draft, stored.getFirst().draft());
        }
      }
    }

    private void assertConversationsHaveNoGaps() {
      Map<Long, List<StoredMessage>> conversations =
          store.table.values().stream()
              .sorted(Comparator.comparingLong(StoredMessage::seq))
              .collect(Collectors.groupingBy(message -> message.draft().conversation().value()));
      for (List<StoredMessage> conversation : conversations.values()) {
        long before = 0;
        for (int i = 0; i < conversation.size(); i++) {
          assertEquals(i + 1, conversation.get(i).seq());
          assertTrue(conversation.get(i).timestampMs() >= before, "time does not go back");
          before = conversation.get(i).timestampMs();
        }
      }
    }

    private void assertSendersOrderIsKept() {
      Set<MessageKey> known = new HashSet<>();
      Map<List<Long>, Long> last = new HashMap<>();
      for (Sent one : sent) {
        if (known.add(one.draft.key()) && one.outcome() instanceof Accepted accepted) {
          List<Long> line = List.of((long) one.draft.fromId(), one.draft.conversation().value());
          Long before = last.put(line, accepted.seq());
          assertTrue(
              before == null || before < accepted.seq(), "in the order in which they were sent");
        }
      }
    }

    private void assertOnlyPoisonCannotBeWritten() {
      for (Sent one : sent) {
        if (one.outcome().equals(Outcome.UNWRITABLE)) {
          assertEquals(POISON, one.draft.content());
        }
      }
    }

    private List<StoredMessage> stored(MessageKey key) {
      return store.table.values().stream()
          .filter(message -> message.draft().key().equals(key))
          .toList();
    }
  }
}
