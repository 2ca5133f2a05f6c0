package chat.service.message;

import static chat.service.message.CommitterRig.seqs;
import static chat.service.message.CommitterRig.to;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import chat.service.message.Outcome.Accepted;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class CommitterTest {
  private final CommitterRig rig = new CommitterRig();

  @Test
  void givesEachConversationItsOwnSequence() throws Exception {
    List<CompletableFuture<Outcome>> outcomes =
        List.of(
            rig.submit(to(2, "a", "x")),
            rig.submit(to(3, "b", "x")),
            rig.submit(to(2, "c", "x")),
            rig.submit(new Draft(2, 1, 0, "x", "d")));
    rig.finish();
    assertEquals(List.of(1L, 1L, 2L, 3L), seqs(outcomes));
    assertEquals(List.of(4), rig.store.batchSizes);
    assertEquals(1, rig.published.size());
  }

  @Test
  void writesWhatCollectedDuringATransactionInTheNext() throws Exception {
    CompletableFuture<Outcome> first = rig.submit(to(2, "a", "x"));
    rig.thread.start();
    rig.store.entered.await();
    List<CompletableFuture<Outcome>> rest =
        IntStream.range(0, 5).mapToObj(i -> rig.submit(to(2, "m" + i, "x"))).toList();
    rig.finish();
    assertEquals(new Accepted(1, 1_000), first.get());
    assertEquals(LongStream.rangeClosed(2, 6).boxed().toList(), seqs(rest));
    assertEquals(List.of(1, 5), rig.store.batchSizes);
  }

  @Test
  void writesDuplicatesInABatchOnce() throws Exception {
    var first = rig.submit(to(2, "a", "x"));
    var again = rig.submit(to(2, "a", "x"));
    var otherContent = rig.submit(to(2, "a", "y"));
    var otherTarget = rig.submit(to(3, "a", "x"));
    rig.finish();
    assertEquals(new Accepted(1, 1_000), first.get());
    assertEquals(first.get(), again.get());
    assertEquals(Outcome.CONFLICT, otherContent.get());
    assertEquals(Outcome.CONFLICT, otherTarget.get());
    assertEquals(1, rig.store.table.size());
  }

  @Test
  void answersAMessageOfAnEarlierBatchWithItsFirstAck() throws Exception {
    rig.store.put(to(2, "a", "x"), 1, 500);
    rig.store.put(to(2, "b", "x"), 2, 600);
    var again = rig.submit(to(2, "a", "x"));
    var conflict = rig.submit(to(2, "b", "other"));
    var fresh = rig.submit(to(2, "c", "x"));
    rig.finish();
    assertEquals(new Accepted(1, 500), again.get());
    assertEquals(Outcome.CONFLICT, conflict.get());
    assertEquals(new Accepted(3, 1_000), fresh.get());
  }

  @Test
  void refusesAtOnceWhenTheQueueIsFull() throws Exception {
    List<CompletableFuture<Outcome>> waiting =
        IntStream.range(0, 8).mapToObj(i -> rig.submit(to(2, "m" + i, "x"))).toList();
    var tooMany = rig.submit(to(2, "n", "x"));
    assertEquals(Outcome.OVERLOADED, tooMany.getNow(Outcome.AWAY));
    assertEquals(8, rig.committer.waiting());
    rig.finish();
    assertEquals(LongStream.rangeClosed(1, 8).boxed().toList(), seqs(waiting));
  }

  @Test
  void aSenderThatCannotBeToldHarmsNobody() throws Exception {
    rig.committer.submit(
        to(2, "a", "x"),
        outcome -> {
          throw new IllegalStateException("gone");
        });
    var other = rig.submit(to(2, "b", "x"));
    rig.finish();
    assertEquals(new Accepted(2, 1_000), other.get());
  }

  @Test
  void refusesWhenClosed() throws Exception {
    rig.finish();
    assertEquals(Outcome.AWAY, rig.submit(to(2, "a", "x")).get());
    assertTrue(rig.committer.ended());
  }
}
