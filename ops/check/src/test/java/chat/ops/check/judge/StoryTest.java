package chat.ops.check.judge;

import static org.junit.jupiter.api.Assertions.assertEquals;

import chat.ops.check.history.Stay;
import org.junit.jupiter.api.BeforeEach;

/** A story of two users who are logged in, and what the promises make of it. */
abstract class StoryTest {
  final Story story = new Story();
  Stay one;
  Stay two;

  @BeforeEach
  void logIn() {
    one = story.stay(1);
    two = story.stay(2);
  }

  final void assertViolations(int expected, Promise promise) {
    assertEquals(
        expected,
        story.judgedBy(promise).violations().size(),
        story.judgedBy(promise).violations()::toString);
  }
}
