package chat.service.message;

import static org.junit.jupiter.api.Assertions.assertEquals;

import chat.proto.ErrorCode;
import chat.proto.common.ChatMessage;
import chat.service.runtime.Caller;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class IntakeTest {
  private static final Caller ANN = new Caller(1, "Ann", Set.of("user"), Optional.of("s"));
  private static final Caller GATEWAY = new Caller(0, "", Set.of("gateway"), Optional.empty());
  private static final ChatMessage GOOD =
      ChatMessage.newBuilder().setFromId(9).setToId(2).setContent("hi").setMsgId("m").build();

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

  private ErrorCode send(Caller caller, ChatMessage.Builder message) {
    List<Outcome> outcomes = new ArrayList<>();
    intake.send(caller, message.build(), Origin.UNKNOWN, outcomes::add);
    return switch (outcomes.getFirst()) {
      case Outcome.Accepted accepted -> ErrorCode.OK;
      case Outcome.Refused refused -> refused.code();
    };
  }
}
