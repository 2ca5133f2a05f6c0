package chat.gateway.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import chat.proto.ConversationId;
import java.util.Map;
import org.junit.jupiter.api.Test;

class UnconfirmedTest {
  private static final ConversationId ONE = ConversationId.ofGroup(1);
  private static final ConversationId TWO = ConversationId.ofGroup(2);

  private final Unconfirmed unconfirmed = new Unconfirmed();

  @Test
  void anAnswerConfirmsWhatWasWrittenBeforeItsQuestion() {
    var _ = unconfirmed.written(ONE, 1);
    var _ = unconfirmed.written(ONE, 2);
    long question = unconfirmed.ask();
    var _ = unconfirmed.written(ONE, 3);
    assertEquals(Map.of(ONE, 2L), unconfirmed.answered(question));
    assertEquals(Map.of(), unconfirmed.answered(question));
  }

  @Test
  void aLateAnswerToAnEarlierQuestionConfirmsNothingThatCameAfterIt() {
    long early = unconfirmed.ask();
    var _ = unconfirmed.written(ONE, 1);
    long late = unconfirmed.ask();
    assertEquals(Map.of(), unconfirmed.answered(early));
    assertEquals(Map.of(ONE, 1L), unconfirmed.answered(late));
  }

  @Test
  void anUnansweredQuestionIsAnsweredByALaterOne() {
    var _ = unconfirmed.written(ONE, 1);
    var _ = unconfirmed.ask();
    var _ = unconfirmed.written(ONE, 2);
    long later = unconfirmed.ask();
    assertEquals(Map.of(ONE, 1L), unconfirmed.answered(later));
    assertEquals(Map.of(ONE, 2L), unconfirmed.answered(unconfirmed.ask()));
  }

  @Test
  void aQuestionIsDueWhenNoneIsUnderWay() {
    assertTrue(unconfirmed.written(ONE, 1));
    long question = unconfirmed.ask();
    assertFalse(unconfirmed.written(ONE, 2));
    assertFalse(unconfirmed.hasUnasked());
    var _ = unconfirmed.answered(question);
    assertTrue(unconfirmed.hasUnasked());
    var _ = unconfirmed.answered(unconfirmed.ask());
    assertFalse(unconfirmed.hasUnasked());
  }

  @Test
  void aGoodbyeConfirmsAll() {
    var _ = unconfirmed.written(ONE, 1);
    var _ = unconfirmed.written(TWO, 5);
    var _ = unconfirmed.ask();
    var _ = unconfirmed.written(ONE, 2);
    assertEquals(Map.of(ONE, 2L, TWO, 5L), unconfirmed.all());
    assertEquals(Map.of(), unconfirmed.all());
  }
}
