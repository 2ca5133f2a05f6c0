package chat.service.message;

import static org.junit.jupiter.api.Assertions.assertEquals;

import chat.service.message.Heads.Head;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SequencerTest {
  private static final Draft ONE = new Draft(1, 2, 0, "x", "a");
  private static final Draft TWO = new Draft(2, 1, 0, "x", "b");
  private static final Draft GROUP = new Draft(1, 0, 7, "x", "c");
  private static final Draft NOBODY = new Draft(1, 100, 0, "x", "d");

  @Test
  void continuesBehindTheHeads() {
    long pair = ONE.conversation().value();
    Plan plan = place(1_000, List.of(ONE, GROUP, NOBODY, TWO), Map.of(pair, new Head(41, 900)));
    assertEquals(
        List.of(
            new StoredMessage(ONE, 42, 1_000),
            new StoredMessage(GROUP, 1, 1_000),
            new StoredMessage(TWO, 43, 1_000)),
        plan.messages());
    assertEquals(Map.of(pair, new Head(43, 1_000), 7L, new Head(1, 1_000)), plan.heads());
    assertEquals(List.of(new Range(pair, 42, 43), new Range(7, 1, 1)), plan.ranges());
    assertEquals(4, plan.outcomes().size());
  }

  @Test
  void timeNeverGoesBackInAConversation() {
    Plan plan =
        place(1_000, List.of(ONE, GROUP), Map.of(ONE.conversation().value(), new Head(1, 5_000)));
    assertEquals(5_000, plan.messages().get(0).timestampMs());
    assertEquals(1_000, plan.messages().get(1).timestampMs());
  }

  private static Plan place(long now, List<Draft> drafts, Map<Long, Head> heads) {
    return new Sequencer(TestClock.at(now))
        .place(drafts, FakeStore.AUDIENCE, id -> heads.getOrDefault(id, Head.EMPTY));
  }
}
