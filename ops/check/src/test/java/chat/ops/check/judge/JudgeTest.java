package chat.ops.check.judge;

import static chat.ops.check.judge.Story.GROUP;
import static chat.ops.check.judge.Story.PAIR;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import chat.ops.check.history.Attempt;
import chat.ops.check.history.CursorMove;
import chat.ops.check.history.Row;
import chat.ops.check.history.Stay;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Each promise is judged green where it was kept, and red where it was not. */
class JudgeTest extends StoryTest {
  @Test
  void aConversationWithoutFaultKeepsAll() {
    for (int i = 1; i <= 5; i++) {
      story.receive(two, story.say(one, PAIR, "a" + i));
      story.receive(one, story.say(two, GROUP, "b" + i));
    }
    for (Promise promise : Judge.PROMISES) {
      assertEquals(List.of(), story.judgedBy(promise).violations(), promise.toString());
    }
    assertEquals(10, story.judgedBy(new StoredAsAcked()).checked());
  }

  @Test
  void ackedAndLostIsNoticed() {
    story.answer(story.send(one, PAIR, "gone"), 0, 1);
    assertViolations(1, new StoredAsAcked());
  }

  @Test
  void storedAtAnotherPlaceThanAckedIsNoticed() {
    Attempt attempt = story.send(one, PAIR, "moved");
    story.store(attempt);
    story.answer(attempt, 0, 7);
    assertViolations(1, new StoredAsAcked());
  }

  @Test
  void storedTwiceIsNoticedWithoutAnyAck() {
    Attempt attempt = story.send(one, PAIR, "twice");
    story.store(attempt);
    story.store(attempt);
    assertViolations(1, new StoredAsAcked());
  }

  @Test
  void aMsgIdThatIsStoredTwiceIsNoticed() {
    story.store(story.send(one, PAIR, "text", "id", false));
    story.store(story.send(one, GROUP, "other text", "id", true));
    assertViolations(1, new StoredAsAcked());
  }

  @Test
  void aMessageThatNobodySentIsNoticed() {
    var other = new Story();
    Row foreign = other.say(one, PAIR, "made up");
    story.storeAt(other.history().attempts().iterator().next(), foreign.seq());
    assertViolations(1, new StoredAsAcked());
  }

  @Test
  void unansweredAndNotStoredIsNoFault() {
    story.send(one, PAIR, "who knows");
    assertViolations(0, new StoredAsAcked());
  }

  @Test
  void aGapIsNoticed() {
    story.say(one, PAIR, "first");
    story.storeAt(story.send(one, PAIR, "third"), 3);
    assertViolations(1, new Gapless());
  }

  @Test
  void anotherAnswerToTheSameMessageIsNoticed() {
    story.answer(story.send(one, PAIR, "again"), 0, 1);
    story.answer(story.send(one, PAIR, "again"), 0, 2);
    assertViolations(1, new SameAnswer());
  }

  @Test
  void anotherContentMustBeAConflict() {
    story.answer(story.send(one, PAIR, "text", "id", false), 0, 1);
    story.answer(story.send(one, PAIR, "text not", "id", true), 409, 0);
    assertViolations(0, new SameAnswer());
    story.answer(story.send(one, PAIR, "text not", "id", true), 0, 1);
    assertViolations(1, new SameAnswer());
  }

  @Test
  void anotherMessageAtTheSamePlaceIsNoticed() {
    Row first = story.say(one, PAIR, "first");
    Row second = story.say(one, PAIR, "second");
    story.receive(two, first, second.seq());
    assertViolations(1, new OneOrder());
  }

  @Test
  void aSendersOrderIsJudgedForMessagesSentOnce() {
    Attempt early = story.send(one, PAIR, "early");
    Attempt late = story.send(one, PAIR, "late");
    story.answer(late, 0, story.store(late).seq());
    story.answer(early, 0, story.store(early).seq());
    assertViolations(1, new SenderOrder());
    story.answer(story.send(one, PAIR, "early"), 0, 2);
    assertViolations(0, new SenderOrder());
  }

  @Test
  void seenTwiceOrLateIsNoticedAlsoWithoutSeq() {
    Row first = story.say(one, PAIR, "first");
    Row second = story.say(one, PAIR, "second");
    story.receive(two, second, 0);
    story.receive(two, first, 0);
    story.receive(two, second);
    assertViolations(2, new ShownOnce());
  }

  @Test
  void seenAgainOnTheNextConnectionIsNoFault() {
    Row first = story.say(one, PAIR, "first");
    story.receive(two, first);
    story.receive(story.stay(2), first);
    assertViolations(0, new ShownOnce());
  }

  @Test
  void aSkippedMessageIsNoticedUnlessItIsTheOwn() {
    story.receive(two, story.say(one, PAIR, "1"));
    story.say(two, PAIR, "2, my own");
    story.receive(two, story.say(one, PAIR, "3"));
    assertViolations(0, new NothingSkipped());
    story.say(one, PAIR, "4, skipped");
    story.receive(two, story.say(one, PAIR, "5"));
    assertViolations(1, new NothingSkipped());
  }

  @Test
  void aMemberSkipsNothingBetweenTheChanges() {
    Stay three = story.stay(3);
    story.change(GROUP, 3, true);
    story.receive(three, story.say(one, GROUP, "1"));
    story.change(GROUP, 3, false);
    story.say(one, GROUP, "2, not for the removed");
    story.change(GROUP, 3, true);
    story.receive(three, story.say(one, GROUP, "3"));
    assertViolations(0, new NothingSkipped());
    story.say(one, GROUP, "4, skipped");
    story.receive(three, story.say(one, GROUP, "5"));
    assertViolations(1, new NothingSkipped());
  }

  @Test
  void skippingIsNoticedBehindAGap() {
    story.receive(two, story.say(one, PAIR, "1"));
    story.storeAt(story.send(one, PAIR, "3, skipped"), 3);
    story.receive(two, story.storeAt(story.send(one, PAIR, "4"), 4));
    assertViolations(1, new NothingSkipped());
  }

  @Test
  void whoComesBackMissesNothingBehindWhatItHasSeen() {
    Row first = story.say(one, PAIR, "1, seen");
    Row second = story.say(two, PAIR, "2, written on another device");
    Row third = story.say(one, PAIR, "3");
    Stay back = story.stay(2, true, Map.of(PAIR, 1L));
    story.receive(back, third);
    assertViolations(1, new NothingSkipped());
    Stay good = story.stay(2, true, Map.of(PAIR, 1L));
    story.receive(good, second);
    story.receive(good, third);
    assertViolations(1, new NothingSkipped());
    assertViolations(0, new ShownOnce());
    story.receive(story.stay(2, true, Map.of(PAIR, 1L)), first);
    assertViolations(1, new ShownOnce());
  }

  @Test
  void aDeviceGetsWhatItsUserSendsOnAnother() {
    Stay other = story.stay(1);
    Row row = story.say(one, PAIR, "mine");
    story.receive(two, row);
    assertViolations(1, new Converged());
    story.receive(other, row);
    assertViolations(0, new Converged());
  }

  @Test
  void whatNeverCameIsNoticed() {
    story.say(one, PAIR, "unseen");
    // By the user, and by the connection that was open.
    assertViolations(2, new Converged());
  }

  @Test
  void whatCameOnAnEarlierConnectionHasCome() {
    Row row = story.say(one, PAIR, "seen");
    story.receive(two, row);
    two.ended(story.now());
    story.stay(2);
    assertViolations(0, new Converged());
  }

  @Test
  void aDeviceWithoutAcknowledgementsMayLoseWhatItsSocketTook() {
    two.ended(story.now());
    Stay old = story.stay(2, false);
    story.say(one, PAIR, "under way when it broke");
    old.ended(story.now());
    assertViolations(0, new Converged());
  }

  @Test
  void aNewMemberGetsWhatCameAfterTheJoining() {
    Stay three = story.stay(3);
    story.receive(two, story.say(one, GROUP, "before"));
    story.change(GROUP, 3, true);
    Row after = story.say(one, GROUP, "after");
    story.receive(two, after);
    assertViolations(2, new Converged());
    story.receive(three, after);
    assertViolations(0, new Converged());
  }

  @Test
  void aCursorThatWentBackIsNoticed() {
    story.history().sampled(3, List.of(new CursorMove(1, PAIR.value(), "read_seq", 5, 4)));
    assertViolations(1, new CursorsForward());
  }

  @Test
  void theSurroundingsTellWhoDidWhat() {
    Row row = story.say(one, PAIR, "hello");
    story.receive(two, row);
    var evidence = new Evidence(story.history(), List.of(row), Map.of(), story.now());
    List<String> lines = new Surroundings(evidence, 0).of(Violation.of("x", row));
    assertTrue(lines.getFirst().startsWith("table"), lines::toString);
    assertTrue(lines.get(1).contains("sent"), lines::toString);
    assertTrue(lines.get(2).contains("answered"), lines::toString);
    assertTrue(lines.get(3).contains("received"), lines::toString);
  }
}
