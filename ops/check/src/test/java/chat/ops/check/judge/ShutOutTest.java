package chat.ops.check.judge;

import static chat.ops.check.judge.Story.GROUP;
import static chat.ops.check.judge.Story.PAIR;

import chat.ops.check.history.Attempt;
import chat.ops.check.history.Row;
import chat.ops.check.history.Stay;
import org.junit.jupiter.api.Test;

/** What is refused, and what must be: by silence, for a time, or because somebody is shut out. */
class ShutOutTest extends StoryTest {
  @Test
  void whatReachesTheRemovedIsNoticed() {
    Stay three = story.stay(3);
    story.change(GROUP, 3, true);
    story.receive(three, story.say(one, GROUP, "welcome"));
    story.change(GROUP, 3, false);
    Row secret = story.say(one, GROUP, "about you");
    assertViolations(0, new NothingToTheShutOut());
    story.change(GROUP, 3, true);
    // However late it comes.
    story.receive(three, secret);
    assertViolations(1, new NothingToTheShutOut());
  }

  @Test
  void whatMayHaveBeenStoredAroundTheRemovalIsNoFault() {
    Stay three = story.stay(3);
    Attempt early = story.send(one, GROUP, "in between");
    story.change(GROUP, 3, false);
    Row row = story.store(early);
    story.answer(early, 0, row.seq());
    story.receive(three, row);
    story.uncertainChange(GROUP, 3, false);
    story.receive(three, story.say(one, GROUP, "later"));
    // The first removal is certain, and the second message was sent after it.
    assertViolations(0, new NothingToTheShutOut());
  }

  @Test
  void whatTheBlockedSendIsNoticed() {
    story.change(PAIR, 2, false);
    story.answer(story.send(two, PAIR, "let me in"), 403, 0);
    assertViolations(0, new NothingToTheShutOut());
    story.say(two, PAIR, "I am in");
    assertViolations(1, new NothingToTheShutOut());
  }

  @Test
  void whatTheBlockedSendWithoutAnAnswerIsNoticed() {
    story.change(PAIR, 2, false);
    Row row = story.store(story.send(two, PAIR, "no dialect tells me"));
    assertViolations(1, new NothingToTheShutOut());
    story.change(PAIR, 2, true);
    // Nobody knows when it was stored, unless somebody had it before.
    assertViolations(0, new NothingToTheShutOut());
    story.receive(one, row);
    assertViolations(0, new NothingToTheShutOut());
  }

  @Test
  void silenceOnAnOpenConnectionIsNoticed() {
    story.send(one, PAIR, "hello?");
    assertViolations(0, new Answered());
    story.pass(31);
    assertViolations(1, new Answered());
    one.ended(story.now() - 5_000_000_000L);
    assertViolations(0, new Answered());
  }

  @Test
  void aRefusalNeedsAReason() {
    story.answer(story.send(one, PAIR, "later"), 503, 0, 100);
    assertViolations(0, new Answered());
    story.answer(story.send(one, PAIR, "when?"), 503, 0);
    assertViolations(1, new Answered());
    story.answer(story.send(one, PAIR, "broken"), 500, 0);
    assertViolations(2, new Answered());
  }

  @Test
  void whoIsRefusedMustHaveBeenShutOutMeanwhile() {
    story.answer(story.send(one, PAIR, "not yet"), 403, 0);
    assertViolations(1, new Answered());
    Attempt inBetween = story.send(one, PAIR, "in between");
    story.change(PAIR, 2, false);
    story.answer(inBetween, 403, 0);
    story.answer(story.send(one, PAIR, "blocked"), 403, 0);
    assertViolations(1, new Answered());
    story.change(PAIR, 2, true);
    story.answer(story.send(one, PAIR, "no more"), 403, 0);
    assertViolations(2, new Answered());
  }

  @Test
  void nobodyKnowsWhetherAnUncertainChangeHasLetThemIn() {
    story.change(PAIR, 2, false);
    story.uncertainChange(PAIR, 2, true);
    story.answer(story.send(one, PAIR, "perhaps"), 403, 0);
    story.say(two, PAIR, "perhaps not");
    assertViolations(0, new Answered());
    assertViolations(0, new NothingToTheShutOut());
    story.change(PAIR, 2, true);
    story.answer(story.send(one, PAIR, "certainly"), 403, 0);
    assertViolations(1, new Answered());
  }
}
