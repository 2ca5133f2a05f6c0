package chat.service.message;

import static org.junit.jupiter.api.Assertions.assertEquals;

import chat.proto.ErrorCode;
import chat.proto.common.Attachment;
import chat.proto.common.MessageKind;
import chat.service.message.Heads.Head;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class SequencerTest {
  private static final Draft ONE = new Draft(1, 2, 0, "x", "a");
  private static final Draft TWO = new Draft(2, 1, 0, "x", "b");
  private static final Draft GROUP = new Draft(1, 0, 7, "x", "c");
  private static final Draft NOBODY = new Draft(1, 100, 0, "x", "d");

  @Test
  void continuesBehindTheHeads() {
    long pair = ONE.conversation().value();
    Plan plan = place(1_000, List.of(ONE, GROUP, NOBODY, TWO), Map.of(pair, new Head(41, 900)));
    assertEquals(
        List.of(
            new StoredMessage(ONE, 42, 1_000),
            new StoredMessage(GROUP, 1, 1_000),
            new StoredMessage(TWO, 43, 1_000)),
        plan.messages());
    assertEquals(Map.of(pair, new Head(43, 1_000), 7L, new Head(1, 1_000)), plan.heads());
    assertEquals(List.of(new Range(pair, 42, 43), new Range(7, 1, 1)), plan.ranges());
    assertEquals(4, plan.outcomes().size());
  }

  @Test
  void timeNeverGoesBackInAConversation() {
    Plan plan =
        place(1_000, List.of(ONE, GROUP), Map.of(ONE.conversation().value(), new Head(1, 5_000)));
    assertEquals(5_000, plan.messages().get(0).timestampMs());
    assertEquals(1_000, plan.messages().get(1).timestampMs());
  }

  @Test
  void anEditIsForOnesOwnTextsThatStand() {
    assertEquals(ErrorCode.OK, outcome(edit(1, 1)));
    assertEquals(ErrorCode.FORBIDDEN, outcome(edit(2, 1)));
    assertEquals(ErrorCode.NOT_FOUND, outcome(edit(1, 9)), "there is none");
    assertEquals(ErrorCode.NOT_FOUND, outcome(edit(1, 3)), "no text");
    assertEquals(ErrorCode.NOT_FOUND, outcome(edit(1, 4)), "recalled");
    assertEquals(ErrorCode.FORBIDDEN, outcome(edit(2, 4)), "who may not is not told");
  }

  @Test
  void aRecallIsForOnesOwnAndForAdministrators() {
    assertEquals(ErrorCode.OK, outcome(recall(1, 1)));
    assertEquals(ErrorCode.OK, outcome(recall(1, 2)), "an administrator");
    assertEquals(ErrorCode.FORBIDDEN, outcome(recall(2, 1)));
    assertEquals(ErrorCode.FORBIDDEN, outcome(edit(1, 2)), "nobody edits what others wrote");
    assertEquals(ErrorCode.NOT_FOUND, outcome(recall(1, 4)), "once");
    assertEquals(ErrorCode.NOT_FOUND, outcome(recall(1, 3)), "no text");
  }

  @Test
  void inABatchTheRecallIsKnownToWhatFollowsIt() {
    Plan plan = placeInGroup(List.of(edit(1, 1), recall(1, 1), edit(1, 1), recall(1, 1)));
    assertEquals(
        List.of(ErrorCode.OK, ErrorCode.OK, ErrorCode.NOT_FOUND, ErrorCode.NOT_FOUND),
        plan.outcomes().stream().map(SequencerTest::code).toList());
    assertEquals(2, plan.messages().size());
  }

  @Test
  void anAnswerIsToSomethingThatIsThere() {
    assertEquals(ErrorCode.OK, outcome(reply(5)), "the head");
    assertEquals(ErrorCode.OK, outcome(reply(8)), "another instance wrote it");
    assertEquals(ErrorCode.NOT_FOUND, outcome(reply(7)));
    Plan plan = placeInGroup(List.of(reply(5), reply(6)));
    assertEquals(ErrorCode.OK, code(plan.outcomes().getLast()), "in the same batch");
  }

  @Test
  void aFileIsSentByItsOwner() {
    assertEquals(ErrorCode.OK, outcome(file(1, "f")));
    assertEquals(ErrorCode.NOT_FOUND, outcome(file(2, "f")));
    assertEquals(ErrorCode.NOT_FOUND, outcome(file(1, "g")));
  }

  private static Draft edit(int user, long seq) {
    return inGroup(user, new Extras(MessageKind.EDIT, seq, 0, List.of(), ""));
  }

  private static Draft recall(int user, long seq) {
    return inGroup(user, new Extras(MessageKind.RECALL, seq, 0, List.of(), ""));
  }

  private static Draft reply(long seq) {
    return inGroup(1, new Extras(MessageKind.TEXT, 0, seq, List.of(), ""));
  }

  private static Draft file(int user, String id) {
    return inGroup(user, new Extras(MessageKind.TEXT, 0, 0, List.of(), id));
  }

  private static Draft inGroup(int user, Extras extras) {
    return new Draft(user, 0, 7, "x", "m", extras);
  }

  private static ErrorCode outcome(Draft draft) {
    return code(placeInGroup(List.of(draft)).outcomes().getFirst());
  }

  private static ErrorCode code(Outcome outcome) {
    return switch (outcome) {
      case Outcome.Accepted accepted -> ErrorCode.OK;
      case Outcome.Refused refused -> refused.code();
    };
  }

  /** Behind a head of 5: a text each of user 1 and 2, an edit, something recalled; and 8. */
  private static Plan placeInGroup(List<Draft> drafts) {
    Map<MessageId, Target> targets =
        Map.of(
            new MessageId(7, 1), new Target(1, MessageKind.TEXT, false, ""),
            new MessageId(7, 2), new Target(2, MessageKind.TEXT, false, ""),
            new MessageId(7, 3), new Target(1, MessageKind.EDIT, false, ""),
            new MessageId(7, 4), new Target(1, MessageKind.TEXT, true, ""),
            new MessageId(7, 8), new Target(1, MessageKind.TEXT, false, ""));
    References references =
        new References(
            targets,
            Map.of("f", new OwnedFile(1, Attachment.getDefaultInstance())),
            Set.of(new MemberId(7, 1)));
    return new Sequencer(TestClock.at(1_000))
        .place(drafts, FakeStore.AUDIENCE, references, id -> new Head(5, 900));
  }

  private static Plan place(long now, List<Draft> drafts, Map<Long, Head> heads) {
    return new Sequencer(TestClock.at(now))
        .place(
            drafts, FakeStore.AUDIENCE, References.NONE, id -> heads.getOrDefault(id, Head.EMPTY));
  }
}
