package chat.service.message;

import static org.junit.jupiter.api.Assertions.assertEquals;

import chat.proto.ErrorCode;
import chat.proto.common.Attachment;
import chat.proto.common.ChatMessage;
import chat.proto.common.MessageKind;
import chat.service.runtime.Caller;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class IntakeTest {
  private static final Caller ANN = new Caller(1, "Ann", Set.of("user"), Optional.of("s"));
  private static final Caller GATEWAY = new Caller(0, "", Set.of("gateway"), Optional.empty());
  private static final ChatMessage GOOD =
      ChatMessage.newBuilder().setFromId(9).setToId(2).setContent("hi").setMsgId("m").build();
  private static final Attachment FILE =
      Attachment.newBuilder().setId("0123456789abcdef0123456789abcdef").build();

  private final List<Draft> drafts = new ArrayList<>();
  private final Intake intake =
      new Intake(
          (draft, reply) -> {
            drafts.add(draft);
            reply.accept(new Outcome.Accepted(1, 1));
          });

  @Test
  void theSenderIsTheCaller() {
    assertEquals(ErrorCode.OK, send(ANN, GOOD.toBuilder()));
    assertEquals(List.of(new Draft(1, 2, 0, "hi", "m")), drafts);
  }

  @Test
  void refusesWhatCannotBeWritten() {
    assertEquals(ErrorCode.FORBIDDEN, send(GATEWAY, GOOD.toBuilder()));
    assertEquals(ErrorCode.MALFORMED, send(ANN, GOOD.toBuilder().setContent("")));
    assertEquals(ErrorCode.MALFORMED, send(ANN, GOOD.toBuilder().setMsgId("")));
    assertEquals(ErrorCode.MALFORMED, send(ANN, GOOD.toBuilder().setMsgId("x".repeat(65))));
    assertEquals(ErrorCode.MALFORMED, send(ANN, GOOD.toBuilder().setToId(0)));
    assertEquals(ErrorCode.MALFORMED, send(ANN, GOOD.toBuilder().setToId(-2)));
    assertEquals(ErrorCode.MALFORMED, send(ANN, GOOD.toBuilder().setGroupId(7)));
    assertEquals(List.of(), drafts);
  }

  @Test
  void measuresTheContentInBytesAndTheIdInCharacters() {
    assertEquals(ErrorCode.OK, send(ANN, GOOD.toBuilder().setContent("x".repeat(48 * 1024))));
    assertEquals(ErrorCode.OK, send(ANN, GOOD.toBuilder().setContent("語".repeat(16 * 1024))));
    assertEquals(ErrorCode.OK, send(ANN, GOOD.toBuilder().setMsgId("😀".repeat(64))));
    assertEquals(
        ErrorCode.TOO_LONG, send(ANN, GOOD.toBuilder().setContent("x".repeat(48 * 1024 + 1))));
    assertEquals(
        ErrorCode.TOO_LONG, send(ANN, GOOD.toBuilder().setContent("語".repeat(16 * 1024) + "x")));
  }

  @Test
  void aMessageMayBeMoreThanAText() {
    assertEquals(
        ErrorCode.OK,
        send(ANN, GOOD.toBuilder().setReplySeq(3).addAllMentionIds(ids(50)).setFile(FILE)));
    assertEquals(ErrorCode.OK, send(ANN, GOOD.toBuilder().setContent("").setFile(FILE)));
    assertEquals(ErrorCode.OK, send(ANN, change(MessageKind.EDIT).addMentionIds(2)));
    assertEquals(ErrorCode.OK, send(ANN, change(MessageKind.RECALL)));
    assertEquals(
        List.of(
            new Extras(MessageKind.TEXT, 0, 3, ids(50), FILE.getId()),
            new Extras(MessageKind.TEXT, 0, 0, List.of(), FILE.getId()),
            new Extras(MessageKind.EDIT, 7, 0, List.of(2), ""),
            new Extras(MessageKind.RECALL, 7, 0, List.of(), "")),
        drafts.stream().map(Draft::extras).toList());
    assertEquals("", drafts.getLast().content(), "a recall has none");
  }

  @Test
  void refusesWhatMakesNoSense() {
    List<ChatMessage.Builder> senseless =
        List.of(
            GOOD.toBuilder().setTargetSeq(7),
            GOOD.toBuilder().setReplySeq(-1),
            GOOD.toBuilder().addMentionIds(0),
            GOOD.toBuilder().addAllMentionIds(ids(51)),
            GOOD.toBuilder().setContent("").setFile(Attachment.newBuilder().setId("x".repeat(32))),
            GOOD.toBuilder().setFile(FILE.toBuilder().setId("00")),
            GOOD.toBuilder().setKindValue(9),
            change(MessageKind.EDIT).setContent(""),
            change(MessageKind.EDIT).setTargetSeq(0),
            change(MessageKind.EDIT).setReplySeq(3),
            change(MessageKind.EDIT).setFile(FILE),
            change(MessageKind.RECALL).setTargetSeq(-1),
            change(MessageKind.RECALL).setFile(FILE),
            change(MessageKind.RECALL).setReplySeq(1),
            change(MessageKind.RECALL).addMentionIds(2));
    senseless.forEach(
        message -> assertEquals(ErrorCode.MALFORMED, send(ANN, message), message::toString));
    assertEquals(List.of(), drafts);
  }

  private static ChatMessage.Builder change(MessageKind kind) {
    return GOOD.toBuilder().setKind(kind).setTargetSeq(7);
  }

  private static List<Integer> ids(int count) {
    return IntStream.rangeClosed(1, count).boxed().toList();
  }

  private ErrorCode send(Caller caller, ChatMessage.Builder message) {
    List<Outcome> outcomes = new ArrayList<>();
    intake.send(caller, message.build(), Origin.UNKNOWN, outcomes::add);
    return switch (outcomes.getFirst()) {
      case Outcome.Accepted accepted -> ErrorCode.OK;
      case Outcome.Refused refused -> refused.code();
    };
  }
}
