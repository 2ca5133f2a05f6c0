package chat.service.message;

import static chat.service.message.CommitterRig.seqs;
import static chat.service.message.CommitterRig.to;
import static chat.service.message.FakeStore.Fault.NONE;
import static chat.service.message.FakeStore.Fault.ROLLED_BACK;
import static chat.service.message.FakeStore.Fault.UNKNOWN_OUTCOME;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import chat.service.message.Outcome.Accepted;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** Transactions that fail. */
class CommitterFailureTest {
  private final CommitterRig rig = new CommitterRig();

  @Test
  void retriesBehindAnotherInstanceThatWasFaster() throws Exception {
    var first = rig.submit(to(2, "a", "x"));
    rig.begin();
    first.get(10, TimeUnit.SECONDS);
    rig.store.put(new Draft(2, 1, 0, "from elsewhere", "e"), 2, 2_000);
    var second = rig.submit(to(2, "b", "x"));
    rig.finish();
    assertEquals(new Accepted(3, 2_000), second.get());
  }

  @Test
  void readsBackWhenTheOutcomeIsUnknown() throws Exception {
    rig.store.fail(UNKNOWN_OUTCOME);
    var one = rig.submit(to(2, "a", "x"));
    var two = rig.submit(to(3, "b", "x"));
    rig.finish();
    assertEquals(List.of(1L, 1L), seqs(List.of(one, two)));
    assertEquals(2, rig.store.table.size());
    assertEquals(List.of(2), rig.store.batchSizes);
  }

  @Test
  void writesAgainWhatWasRolledBack() throws Exception {
    rig.store.fail(ROLLED_BACK, ROLLED_BACK);
    var one = rig.submit(to(2, "a", "x"));
    rig.finish();
    assertEquals(new Accepted(1, 1_000), one.get());
  }

  @Test
  void isolatesAPoisonedMessage() throws Exception {
    rig.store.poisonedBy("poison");
    List<CompletableFuture<Outcome>> good = new ArrayList<>();
    good.add(rig.submit(to(2, "a", "x")));
    good.add(rig.submit(to(2, "b", "x")));
    var poisoned = rig.submit(to(2, "c", "poison"));
    good.add(rig.submit(to(2, "d", "x")));
    good.add(rig.submit(to(2, "e", "x")));
    rig.finish();
    assertEquals(Outcome.UNWRITABLE, poisoned.get());
    assertEquals(List.of(1L, 2L, 3L, 4L), seqs(good));
  }

  @Test
  void aPoisonedMessageDoesNotTakeItsNeighboursSecondTry() throws Exception {
    rig.store.poisonedBy("poison").fail(NONE, ROLLED_BACK);
    var good = rig.submit(to(2, "a", "x"));
    var poisoned = rig.submit(to(2, "b", "poison"));
    rig.finish();
    assertEquals(new Accepted(1, 1_000), good.get());
    assertEquals(Outcome.UNWRITABLE, poisoned.get());
  }

  @Test
  void tellsEverybodyWhoWaitsWhenTheDatabaseIsAway() throws Exception {
    rig.store.away();
    var writing = rig.submit(to(2, "a", "x"));
    rig.thread.start();
    rig.store.entered.await();
    var waiting = rig.submit(to(2, "b", "x"));
    rig.finish();
    assertEquals(Outcome.AWAY, writing.get());
    assertEquals(Outcome.AWAY, waiting.get());
    assertEquals(List.of(1), rig.store.batchSizes);
    assertTrue(Outcome.AWAY.retryAfterMs() > 0);
  }

  @Test
  void aBatchThatWaitsForSomebodyElsesLockIsGivenUpAfterAFewSeconds() throws Exception {
    rig.store.whileWriting(() -> rig.now.addAndGet(TimeUnit.SECONDS.toNanos(2)));
    rig.store.fail(ROLLED_BACK, ROLLED_BACK, ROLLED_BACK);
    var stuck = rig.submit(to(2, "a", "x"));
    var withIt = rig.submit(to(3, "b", "x"));
    rig.begin();
    assertEquals(Outcome.AWAY, stuck.get(10, TimeUnit.SECONDS));
    assertEquals(Outcome.AWAY, withIt.get(10, TimeUnit.SECONDS));
    var later = rig.submit(to(3, "c", "x"));
    rig.finish();
    assertEquals(List.of(1L), seqs(List.of(later)));
    assertEquals(List.of(2, 2, 2, 1), rig.store.batchSizes);
  }
}
