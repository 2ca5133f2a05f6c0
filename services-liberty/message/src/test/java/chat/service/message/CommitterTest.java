package chat.service.message;

import static chat.service.message.FakeStore.Fault.NONE;
import static chat.service.message.FakeStore.Fault.ROLLED_BACK;
import static chat.service.message.FakeStore.Fault.UNKNOWN_OUTCOME;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import chat.proto.ErrorCode;
import chat.proto.common.MessageKind;
import chat.service.message.Outcome.Accepted;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class CommitterTest {
  private final FakeStore store = new FakeStore();
  private final AtomicLong now = new AtomicLong();
  private final List<Publication> published = Collections.synchronizedList(new ArrayList<>());
  private final Committer committer =
      new Committer(
          store,
          published::add,
          new CommitListener() {
            @Override
            public void committed(int messages, long nanos) {}

            @Override
            public void failed() {}
          },
          now::get,
          8);
  private final Thread thread = new Thread(committer);

  @Test
  void givesEachConversationItsOwnSequence() throws Exception {
    List<CompletableFuture<Outcome>> outcomes =
        List.of(
            submit(to(2, "a", "x")),
            submit(to(3, "b", "x")),
            submit(to(2, "c", "x")),
            submit(new Draft(2, 1, 0, "x", "d")));
    finish();
    assertEquals(List.of(1L, 1L, 2L, 3L), seqs(outcomes));
    assertEquals(List.of(4), store.batchSizes);
    assertEquals(1, published.size());
  }

  @Test
  void writesWhatCollectedDuringATransactionInTheNext() throws Exception {
    CompletableFuture<Outcome> first = submit(to(2, "a", "x"));
    thread.start();
    store.entered.await();
    List<CompletableFuture<Outcome>> rest =
        IntStream.range(0, 5).mapToObj(i -> submit(to(2, "m" + i, "x"))).toList();
    finish();
    assertEquals(new Accepted(1, 1_000), first.get());
    assertEquals(LongStream.rangeClosed(2, 6).boxed().toList(), seqs(rest));
    assertEquals(List.of(1, 5), store.batchSizes);
  }

  @Test
  void writesDuplicatesInABatchOnce() throws Exception {
    var first = submit(to(2, "a", "x"));
    var again = submit(to(2, "a", "x"));
    var otherContent = submit(to(2, "a", "y"));
    var otherTarget = submit(to(3, "a", "x"));
    finish();
    assertEquals(new Accepted(1, 1_000), first.get());
    assertEquals(first.get(), again.get());
    assertEquals(Outcome.CONFLICT, otherContent.get());
    assertEquals(Outcome.CONFLICT, otherTarget.get());
    assertEquals(1, store.table.size());
  }

  @Test
  void answersAMessageOfAnEarlierBatchWithItsFirstAck() throws Exception {
    store.put(to(2, "a", "x"), 1, 500);
    store.put(to(2, "b", "x"), 2, 600);
    var again = submit(to(2, "a", "x"));
    var conflict = submit(to(2, "b", "other"));
    var fresh = submit(to(2, "c", "x"));
    finish();
    assertEquals(new Accepted(1, 500), again.get());
    assertEquals(Outcome.CONFLICT, conflict.get());
    assertEquals(new Accepted(3, 1_000), fresh.get());
  }

  @Test
  void retriesBehindAnotherInstanceThatWasFaster() throws Exception {
    var first = submit(to(2, "a", "x"));
    thread.start();
    store.mayWrite.countDown();
    first.get(10, TimeUnit.SECONDS);
    store.put(new Draft(2, 1, 0, "from elsewhere", "e"), 2, 2_000);
    var second = submit(to(2, "b", "x"));
    finish();
    assertEquals(new Accepted(3, 2_000), second.get());
  }

  @Test
  void readsBackWhenTheOutcomeIsUnknown() throws Exception {
    store.fail(UNKNOWN_OUTCOME);
    var one = submit(to(2, "a", "x"));
    var two = submit(to(3, "b", "x"));
    finish();
    assertEquals(List.of(1L, 1L), seqs(List.of(one, two)));
    assertEquals(2, store.table.size());
    assertEquals(List.of(2), store.batchSizes);
  }

  @Test
  void writesAgainWhatWasRolledBack() throws Exception {
    store.fail(ROLLED_BACK, ROLLED_BACK);
    var one = submit(to(2, "a", "x"));
    finish();
    assertEquals(new Accepted(1, 1_000), one.get());
  }

  @Test
  void isolatesAPoisonedMessage() throws Exception {
    store.poisonedBy("poison");
    List<CompletableFuture<Outcome>> good = new ArrayList<>();
    good.add(submit(to(2, "a", "x")));
    good.add(submit(to(2, "b", "x")));
    var poisoned = submit(to(2, "c", "poison"));
    good.add(submit(to(2, "d", "x")));
    good.add(submit(to(2, "e", "x")));
    finish();
    assertEquals(Outcome.UNWRITABLE, poisoned.get());
    assertEquals(List.of(1L, 2L, 3L, 4L), seqs(good));
  }

  @Test
  void aPoisonedMessageDoesNotTakeItsNeighboursSecondTry() throws Exception {
    store.poisonedBy("poison").fail(NONE, ROLLED_BACK);
    var good = submit(to(2, "a", "x"));
    var poisoned = submit(to(2, "b", "poison"));
    finish();
    assertEquals(new Accepted(1, 1_000), good.get());
    assertEquals(Outcome.UNWRITABLE, poisoned.get());
  }

  @Test
  void tellsEverybodyWhoWaitsWhenTheDatabaseIsAway() throws Exception {
    store.away();
    var writing = submit(to(2, "a", "x"));
    thread.start();
    store.entered.await();
    var waiting = submit(to(2, "b", "x"));
    finish();
    assertEquals(Outcome.AWAY, writing.get());
    assertEquals(Outcome.AWAY, waiting.get());
    assertEquals(List.of(1), store.batchSizes);
    assertTrue(Outcome.AWAY.retryAfterMs() > 0);
  }

  @Test
  void refusesAtOnceWhenTheQueueIsFull() throws Exception {
    List<CompletableFuture<Outcome>> waiting =
        IntStream.range(0, 8).mapToObj(i -> submit(to(2, "m" + i, "x"))).toList();
    var tooMany = submit(to(2, "n", "x"));
    assertEquals(Outcome.OVERLOADED, tooMany.getNow(Outcome.AWAY));
    assertEquals(8, committer.waiting());
    finish();
    assertEquals(LongStream.rangeClosed(1, 8).boxed().toList(), seqs(waiting));
  }

  @Test
  void refusesOneMessageAndWritesItsNeighbours() throws Exception {
    var noUser = submit(to(100, "a", "x"));
    var good = submit(to(2, "b", "x"));
    var noGroup = submit(new Draft(1, 0, 8, "x", "c"));
    var noMember = submit(new Draft(3, 0, 7, "x", "d"));
    var member = submit(new Draft(1, 0, 7, "x", "e"));
    finish();
    assertEquals(ErrorCode.NOT_FOUND, codeOf(noUser));
    assertEquals(ErrorCode.NOT_FOUND, codeOf(noGroup));
    assertEquals(ErrorCode.FORBIDDEN, codeOf(noMember));
    assertEquals(List.of(1L, 1L), seqs(List.of(good, member)));
  }

  @Test
  void whoWasRemovedSinceStillGetsTheFirstAck() throws Exception {
    Draft written = new Draft(3, 0, 7, "x", "a");
    store.put(written, 1, 500);
    var again = submit(written);
    var never = submit(new Draft(3, 0, 7, "x", "b"));
    finish();
    assertEquals(new Accepted(1, 500), again.get());
    assertEquals(ErrorCode.FORBIDDEN, codeOf(never));
  }

  @Test
  void aBlockHoldsInBothDirectionsAndForNobodyElse() throws Exception {
    store.block(1, 2);
    var blocked = submit(to(2, "a", "x"));
    var blocking = submit(new Draft(2, 1, 0, "x", "b"));
    var other = submit(to(3, "c", "x"));
    var inGroup = submit(new Draft(2, 0, 7, "x", "d"));
    finish();
    assertEquals(ErrorCode.FORBIDDEN, codeOf(blocked));
    assertEquals(blocked.get(), blocking.get(), "nobody learns who blocks whom");
    assertEquals(List.of(1L, 1L), seqs(List.of(other, inGroup)));
    assertEquals(List.of(4), store.batchSizes);
  }

  @Test
  void whoIsBlockedWhileTheBatchIsWrittenIsRefusedAndTheOthersAreNot() throws Exception {
    store.whileWriting(() -> store.block(1, 2));
    var blocked = submit(to(2, "a", "x"));
    var other = submit(to(3, "b", "x"));
    finish();
    assertEquals(ErrorCode.FORBIDDEN, codeOf(blocked));
    assertEquals(List.of(1L), seqs(List.of(other)));
    assertEquals(List.of(2, 2), store.batchSizes);
    assertEquals(1, store.table.size());
    assertEquals(1, published.size());
  }

  @Test
  void whoWasBlockedSinceStillGetsTheFirstAck() throws Exception {
    Draft written = to(2, "a", "x");
    store.put(written, 1, 500);
    store.block(2, 1);
    var again = submit(written);
    var conflict = submit(to(2, "a", "y"));
    var never = submit(to(2, "b", "x"));
    finish();
    assertEquals(new Accepted(1, 500), again.get());
    assertEquals(Outcome.CONFLICT, conflict.get());
    assertEquals(ErrorCode.FORBIDDEN, codeOf(never));
  }

  @Test
  void aBusyGroupHoldsNobodyElseUp() throws Exception {
    var busy = submit(new Draft(1, 0, 9, "x", "a"));
    var other = submit(to(2, "b", "x"));
    finish();
    var refusal = assertInstanceOf(Outcome.Refused.class, busy.get());
    assertEquals(ErrorCode.UNAVAILABLE, refusal.code());
    assertTrue(refusal.retryAfterMs() > 0);
    assertEquals(List.of(1L), seqs(List.of(other)));
    assertEquals(List.of(2), store.batchSizes);
  }

  @Test
  void aBatchThatWaitsForSomebodyElsesLockIsGivenUpAfterAFewSeconds() throws Exception {
    store.whileWriting(() -> now.addAndGet(TimeUnit.SECONDS.toNanos(2)));
    store.fail(ROLLED_BACK, ROLLED_BACK, ROLLED_BACK);
    var stuck = submit(to(2, "a", "x"));
    var withIt = submit(to(3, "b", "x"));
    thread.start();
    store.mayWrite.countDown();
    assertEquals(Outcome.AWAY, stuck.get(10, TimeUnit.SECONDS));
    assertEquals(Outcome.AWAY, withIt.get(10, TimeUnit.SECONDS));
    var later = submit(to(3, "c", "x"));
    finish();
    assertEquals(List.of(1L), seqs(List.of(later)));
    assertEquals(List.of(2, 2, 2, 1), store.batchSizes);
  }

  @Test
  void anEditedMessageKeepsItsFirstAck() throws Exception {
    Draft edit = change(MessageKind.EDIT, "b", "y");
    store.put(to(2, "a", "x"), 1, 500);
    var edited = submit(edit);
    thread.start();
    store.mayWrite.countDown();
    assertEquals(new Accepted(2, 1_000), edited.get(10, TimeUnit.SECONDS));
    var again = submit(to(2, "a", "x"));
    var anything = submit(to(2, "a", "what it was is not known any more"));
    var otherReceiver = submit(to(3, "a", "x"));
    var editAgain = submit(edit);
    var otherEdit = submit(change(MessageKind.EDIT, "b", "z"));
    finish();
    assertEquals(new Accepted(1, 500), again.get());
    assertEquals(again.get(), anything.get());
    assertEquals(Outcome.CONFLICT, otherReceiver.get());
    assertEquals(new Accepted(2, 1_000), editAgain.get());
    assertEquals(Outcome.CONFLICT, otherEdit.get());
  }

  @Test
  void aRecallKeepsItsFirstAckAndComesOnce() throws Exception {
    store.put(to(2, "a", "x"), 1, 500);
    var recalled = submit(change(MessageKind.RECALL, "b", ""));
    thread.start();
    store.mayWrite.countDown();
    assertEquals(new Accepted(2, 1_000), recalled.get(10, TimeUnit.SECONDS));
    var again = submit(change(MessageKind.RECALL, "b", ""));
    var another = submit(change(MessageKind.RECALL, "c", ""));
    var edit = submit(change(MessageKind.EDIT, "d", "y"));
    var message = submit(to(2, "a", "x"));
    finish();
    assertEquals(recalled.get(), again.get());
    assertEquals(ErrorCode.NOT_FOUND, codeOf(another));
    assertEquals(ErrorCode.NOT_FOUND, codeOf(edit));
    assertEquals(new Accepted(1, 500), message.get());
    assertEquals(2, store.table.size());
  }

  @Test
  void whatAnotherInstanceRecalledMeanwhileIsNotEdited() throws Exception {
    Draft recall = change(MessageKind.RECALL, "elsewhere", "");
    store.put(to(2, "a", "x"), 1, 500);
    // Before the batch reads what it points to.
    store.whileWriting(
        () -> {
          store.table.computeIfAbsent(
              new MessageId(recall.conversation().value(), 2),
              id -> new StoredMessage(recall, 2, 900));
          store.table.put(recall.target(), new StoredMessage(to(2, "a", ""), 1, 500, 0, 900));
        });
    var edit = submit(change(MessageKind.EDIT, "b", "y"));
    finish();
    assertEquals(ErrorCode.NOT_FOUND, codeOf(edit));
    assertEquals("", store.table.get(recall.target()).draft().content());
  }

  @Test
  void aSenderThatCannotBeToldHarmsNobody() throws Exception {
    committer.submit(
        to(2, "a", "x"),
        outcome -> {
          throw new IllegalStateException("gone");
        });
    var other = submit(to(2, "b", "x"));
    finish();
    assertEquals(new Accepted(2, 1_000), other.get());
  }

  @Test
  void refusesWhenClosed() throws Exception {
    finish();
    assertEquals(Outcome.AWAY, submit(to(2, "a", "x")).get());
    assertTrue(committer.ended());
  }

  private CompletableFuture<Outcome> submit(Draft draft) {
    CompletableFuture<Outcome> outcome = new CompletableFuture<>();
    committer.submit(draft, outcome::complete);
    return outcome;
  }

  /** Lets everything be written and the thread end. */
  private void finish() throws InterruptedException {
    if (thread.getState() == Thread.State.NEW) {
      thread.start();
    }
    store.mayWrite.countDown();
    committer.close();
    thread.join(TimeUnit.SECONDS.toMillis(10));
    assertTrue(committer.ended());
  }

  private static Draft to(int user, String msgId, String content) {
    return new Draft(1, user, 0, content, msgId);
  }

  private static Draft change(MessageKind kind, String msgId, String content) {
    return new Draft(1, 2, 0, content, msgId, new Extras(kind, 1, 0, List.of(), ""));
  }

  private static List<Long> seqs(List<CompletableFuture<Outcome>> outcomes) throws Exception {
    List<Long> seqs = new ArrayList<>();
    for (CompletableFuture<Outcome> outcome : outcomes) {
      seqs.add(assertInstanceOf(Accepted.class, outcome.get(10, TimeUnit.SECONDS)).seq());
    }
    return seqs;
  }

  private static ErrorCode codeOf(CompletableFuture<Outcome> outcome) throws Exception {
    return assertInstanceOf(Outcome.Refused.class, outcome.get(10, TimeUnit.SECONDS)).code();
  }
}
