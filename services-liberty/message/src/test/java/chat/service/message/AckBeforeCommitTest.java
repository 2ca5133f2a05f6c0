package chat.service.message;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import chat.service.message.Heads.Head;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(20)
class AckBeforeCommitTest {
  private static final Draft PROMISED = new Draft(1, 2, 0, "x", "a");
  private static final Draft HONEST = new Draft(1, 3, 0, "x", "b");

  private final FakeStore table = new FakeStore();
  private final List<Thread> writers = Collections.synchronizedList(new ArrayList<>());
  private final AckBeforeCommit store = new AckBeforeCommit(new Noting(), TestClock.at(1_000));
  private final Heads heads = new Heads(10);

  /** Notes on which thread it is written. */
  private final class Noting implements MessageStore {
    @Override
    public Written write(List<Draft> drafts, Heads heads) {
      writers.add(Thread.currentThread());
      return table.write(drafts, heads);
    }

    @Override
    public Map<MessageKey, StoredMessage> find(Collection<MessageKey> keys) {
      return table.find(keys);
    }
  }

  AckBeforeCommitTest() {
    heads.advance(Map.of(PROMISED.conversation().value(), new Head(4, 900)));
  }

  @Test
  void promisesBeforeItWritesAndWritesEverythingOnOneThread() {
    Written promised = store.write(List.of(PROMISED), heads);
    assertEquals(5, promised.plan().messages().getFirst().seq());
    assertEquals(Map.of(), table.table, "not written yet");
    table.mayWrite.countDown();
    Written honest = store.write(List.of(HONEST), heads);
    assertEquals(1, honest.plan().messages().getFirst().seq());
    assertEquals(2, table.table.size());
    assertEquals(1, new HashSet<>(writers).size());
    assertNotSame(Thread.currentThread(), writers.getFirst());
  }

  @Test
  void failsHonestlyAsTheStoreDoes() {
    table.mayWrite.countDown();
    table.poisonedBy(HONEST.content());
    assertThrows(RowRefusedException.class, () -> store.write(List.of(HONEST), heads));
  }
}
