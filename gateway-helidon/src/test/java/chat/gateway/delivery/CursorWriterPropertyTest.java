package chat.gateway.delivery;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import chat.gateway.session.RequestFailed;
import chat.proto.ConversationId;
import chat.proto.message.CursorAdvance;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;

/** A cursor writer against a map: what waits is the highest of each, and is written once. */
class CursorWriterPropertyTest {
  private static final int USERS = 3;
  private static final int CONVERSATIONS = 3;

  private enum Kind {
    DELIVERED,
    READ,
    FLUSH,
    /** The archive refuses from now on. */
    FAIL,
    /** The archive writes from now on, but its answers are lost. */
    FAIL_LATE,
    RECOVER
  }

  private record Step(Kind kind, int user, int conversation, long seq) {}

  private record Key(int user, long conversation) {}

  private record Seqs(long delivered, long read) {
    private static final Seqs NONE = new Seqs(0, 0);

    Seqs later(Seqs other) {
      return new Seqs(Math.max(delivered, other.delivered), Math.max(read, other.read));
    }
  }

  @Property
  void writesTheHighestOfEachOnce(@ForAll("steps") List<Step> steps) {
    new Try().writesTheHighestOfEachOnce(steps);
  }

  @Property(tries = 100)
  void whatOnlyRisesIsSeenToRise(@ForAll("steps") List<Step> steps) {
    new Try().whatOnlyRisesIsSeenToRise(steps);
  }

  @Provide
  Arbitrary<List<Step>> steps() {
    Arbitrary<Kind> kinds =
        Arbitraries.frequency(
            Tuple.of(12, Kind.DELIVERED),
            Tuple.of(6, Kind.READ),
            Tuple.of(6, Kind.FLUSH),
            Tuple.of(1, Kind.FAIL),
            Tuple.of(1, Kind.FAIL_LATE),
            Tuple.of(2, Kind.RECOVER));
    return Combinators.combine(
            kinds,
            Arbitraries.integers().between(1, USERS),
            Arbitraries.integers().between(1, CONVERSATIONS),
            Arbitraries.longs().between(1, 20))
        .as(Step::new)
        .list()
        .ofMaxSize(80);
  }

  /** A writer and its model. */
  private static final class Try {
    private final FakeArchive archive = new FakeArchive();
    private final CursorWriter writer = new CursorWriter(archive);
    private final Map<Key, Seqs> waiting = new HashMap<>();
    private final Map<Key, Seqs> highest = new HashMap<>();
    private Kind mode = Kind.RECOVER;

    void writesTheHighestOfEachOnce(List<Step> steps) {
      steps.forEach(this::perform);
      perform(new Step(Kind.RECOVER, 1, 1, 0));
      for (int user = 1; user <= USERS; user++) {
        perform(new Step(Kind.FLUSH, user, 1, 0));
      }
      assertEquals(highest, written(archive.advances()), "in the end the archive has the highest");
    }

    void whatOnlyRisesIsSeenToRise(List<Step> steps) {
      for (int i = 0; i < steps.size(); i++) {
        Step step = steps.get(i);
        perform(new Step(step.kind, step.user, step.conversation, i + 1));
      }
      perform(new Step(Kind.RECOVER, 1, 1, 0));
      writer.start();
      writer.close();
      assertEquals(highest, written(archive.advances()), "also when it ends");
      Map<Key, Seqs> seen = new HashMap<>();
      for (CursorAdvance advance : archive.advances()) {
        Seqs before = seen.getOrDefault(key(advance), Seqs.NONE);
        Seqs after = seqs(advance);
        assertTrue(after.delivered == 0 || after.delivered >= before.delivered, "delivered");
        assertTrue(after.read == 0 || after.read >= before.read, "read");
        seen.put(key(advance), before.later(after));
      }
    }

    private void perform(Step step) {
      var conversation = ConversationId.ofGroup(step.conversation);
      switch (step.kind) {
        case DELIVERED -> {
          writer.delivered(step.user, conversation, step.seq);
          told(step, new Seqs(step.seq, 0));
        }
        case READ -> {
          writer.read(step.user, conversation, step.seq);
          told(step, new Seqs(0, step.seq));
        }
        case FLUSH -> flush(step.user);
        case FAIL -> archive.fail(RequestFailed.unavailable("away"));
        case FAIL_LATE -> archive.failLate(RequestFailed.unavailable("too slow"));
        case RECOVER -> archive.recover();
      }
      mode =
          switch (step.kind) {
            case FAIL, FAIL_LATE, RECOVER -> step.kind;
            case DELIVERED, READ, FLUSH -> mode;
          };
    }

    private void told(Step step, Seqs seqs) {
      var key = new Key(step.user, step.conversation);
      waiting.merge(key, seqs, Seqs::later);
      highest.merge(key, seqs, Seqs::later);
    }

    private void flush(int user) {
      int before = archive.advances().size();
      writer.flush(user);
      List<CursorAdvance> batch = archive.advances().subList(before, archive.advances().size());
      boolean wanted = waiting.keySet().stream().anyMatch(key -> key.user == user);
      Map<Key, Seqs> expected = wanted && mode != Kind.FAIL ? Map.copyOf(waiting) : Map.of();
      assertEquals(expected, written(batch), "what waited");
      assertEquals(expected.size(), batch.size(), "nothing twice");
      if (mode == Kind.RECOVER) {
        waiting.keySet().removeAll(expected.keySet());
      }
    }

    private static Map<Key, Seqs> written(List<CursorAdvance> advances) {
      Map<Key, Seqs> written = new HashMap<>();
      advances.forEach(advance -> written.merge(key(advance), seqs(advance), Seqs::later));
      return written;
    }

    private static Key key(CursorAdvance advance) {
      return new Key(advance.getUserId(), advance.getConversationId());
    }

    private static Seqs seqs(CursorAdvance advance) {
      return new Seqs(advance.getDeliveredSeq(), advance.getReadSeq());
    }
  }
}
