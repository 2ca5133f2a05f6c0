package chat.client;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import chat.client.Outbox.Waiting;
import java.util.List;
import org.junit.jupiter.api.Test;

/** In which order messages leave. */
class OutboxTest {
  private static final Conversation BEN = Conversation.withPerson(2);
  private static final Conversation TEAM = Conversation.ofGroup(9);

  private final Outbox outbox = new Outbox(100);

  private void add(Conversation to, String msgId) {
    assertTrue(outbox.add(Draft.text(to, msgId), msgId, 0).isPresent());
  }

  private List<String> due(long now) {
    return outbox.due(now).stream().map(waiting -> waiting.msgId).toList();
  }

  @Test
  void oneOfEachConversationAndTheNextWhenItIsAnswered() {
    add(TEAM, "t1");
    add(BEN, "b1");
    add(BEN, "b2");
    assertEquals(List.of("t1", "b1"), due(0));
    long req = 0;
    for (Waiting waiting : outbox.due(0)) {
      outbox.begin(waiting, ++req);
    }
    assertEquals(List.of(), due(0));
    outbox.settle(outbox.answered(2).orElseThrow());
    assertEquals(List.of("b2"), due(0));
    assertEquals(2, outbox.size());
  }

  @Test
  void whatComesAgainLaterIsWaitedFor() {
    add(BEN, "b1");
    add(BEN, "b2");
    outbox.begin(outbox.due(0).getFirst(), 1);
    outbox.again(outbox.answered(1).orElseThrow(), 50);
    assertEquals(List.of(), due(49));
    assertEquals(List.of("b1"), due(50));
  }

  @Test
  void whatWasLostIsDueAgain() {
    add(BEN, "b1");
    outbox.begin(outbox.due(0).getFirst(), 1);
    outbox.lost();
    assertEquals(List.of("b1"), due(0));
    assertTrue(outbox.answered(1).isEmpty());
  }

  @Test
  void soManyConversationsAtOneTime() {
    for (int id = 1; id <= 80; id++) {
      add(Conversation.ofGroup(id), "m" + id);
    }
    assertEquals(Outbox.WINDOW, outbox.due(0).size());
  }
}
