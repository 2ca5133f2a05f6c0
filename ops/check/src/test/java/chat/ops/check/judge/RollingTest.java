package chat.ops.check.judge;

import static chat.ops.check.judge.Story.PAIR;

import chat.ops.check.history.Attempt;
import chat.ops.check.history.Departure;
import chat.ops.check.history.Row;
import chat.ops.check.history.Stay;
import java.time.Duration;
import java.util.Map;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

/** What a rolling restart must not do to people. */
class RollingTest extends StoryTest {
  private static final CameBack CAME_BACK = new CameBack(Duration.ofSeconds(10));

  @Test
  void whatIsRefusedOnceMayBeSentAgain() {
    story.answer(story.send(one, PAIR, "hello"), 503, 0, 100);
    Attempt second = story.send(one, PAIR, "hello");
    story.answer(second, 0, story.store(second).seq());
    assertViolations(0, new OneRetry());
  }

  @Test
  void whatIsRefusedTwiceIsNoticed() {
    story.answer(story.send(one, PAIR, "hello"), 503, 0, 100);
    story.answer(story.send(one, PAIR, "hello"), 503, 0, 100);
    assertViolations(1, new OneRetry());
  }

  @Test
  void whatIsCutOffAndThenRefusedIsNoticed() {
    story.send(one, PAIR, "hello");
    one.ended(story.now());
    Stay again = story.stay(1);
    story.answer(story.send(again, PAIR, "hello"), 503, 0, 100);
    assertViolations(1, new OneRetry());
  }

  @Test
  void whoLeavesWithoutWaitingIsNotCutOff() {
    story.send(one, PAIR, "hello");
    one.leave();
    one.ended(story.now());
    Stay again = story.stay(1);
    story.answer(story.send(again, PAIR, "hello"), 503, 0, 100);
    assertViolations(0, new OneRetry());
  }

  @Test
  void peopleWhoComeBackEvenlyAreNoCrush() {
    for (long i = 0; i < 1_000; i++) {
      comeBack(i * 10, OptionalInt.of((int) i * 10), 0);
    }
    assertViolations(0, CAME_BACK);
  }

  @Test
  void aCrushIsNoticed() {
    for (long i = 0; i < 1_000; i++) {
      comeBack(i / 4, OptionalInt.of((int) i / 4), 0);
    }
    assertViolations(1, CAME_BACK);
  }

  @Test
  void whoIsCutOffWithoutAWordIsNoticed() {
    comeBack(500, OptionalInt.empty(), 0);
    assertViolations(1, CAME_BACK);
  }

  @Test
  void whoIsSentAwayForLongerThanPromisedIsNoticed() {
    comeBack(10_001, OptionalInt.of(10_001), 0);
    assertViolations(1, CAME_BACK);
  }

  @Test
  void whoComesTooEarlyIsNoticed() {
    comeBack(499, OptionalInt.of(500), 0);
    assertViolations(1, CAME_BACK);
  }

  @Test
  void whoNeverComesBackIsNoticed() {
    var departure = new Departure(1, "device", "gateway-1", story.now(), OptionalInt.of(1));
    departure.tries(story.now());
    story.history().add(departure);
    assertViolations(1, CAME_BACK);
  }

  @Test
  void whoResumesGetsWhatItMissed() {
    story.say(one, PAIR, "seen");
    Row missed = story.say(one, PAIR, "missed");
    Stay resumed = story.stay(2, true, Map.of(PAIR, 1L));
    story.receive(resumed, missed);
    story.pass(10);
    assertViolations(0, new Resumed());
  }

  @Test
  void whoResumesAndGetsWhatItHasSeenIsNoticed() {
    Row seen = story.say(one, PAIR, "seen");
    Stay resumed = story.stay(2, true, Map.of(PAIR, 1L));
    story.receive(resumed, seen);
    assertViolations(1, new Resumed());
  }

  @Test
  void whoResumesWithoutWhatItMissedIsNoticed() {
    story.say(one, PAIR, "seen");
    story.say(one, PAIR, "missed");
    story.stay(2, true, Map.of(PAIR, 1L));
    story.pass(5);
    assertViolations(0, new Resumed());
    story.pass(5);
    assertViolations(1, new Resumed());
  }

  private void comeBack(long triedAfterMs, OptionalInt comeBackMs, long backAfterMs) {
    var departure = new Departure(1, "device", "gateway-1", 0, comeBackMs);
    departure.tries(triedAfterMs * 1_000_000);
    departure.back((triedAfterMs + backAfterMs) * 1_000_000);
    story.history().add(departure);
  }
}
