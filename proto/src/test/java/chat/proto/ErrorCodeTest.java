package chat.proto;

import static org.junit.jupiter.api.Assertions.assertEquals;

import chat.proto.message.SendReply;
import chat.proto.user.LoginReply;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ErrorCodeTest {
  @ParameterizedTest
  @EnumSource
  void aCodeIsFoundByItsNumber(ErrorCode code) {
    assertEquals(code, ErrorCode.ofErrno(code.errno()));
  }

  @Test
  void aNumberThatIsNoneOfOursIsOurFault() {
    assertEquals(ErrorCode.INTERNAL, ErrorCode.ofErrno(7));
  }

  @Test
  void theOutcomeOfAReplyIsItsErrnos() {
    assertEquals(ErrorCode.OK, ErrorCode.ofReply(LoginReply.getDefaultInstance()));
    assertEquals(
        ErrorCode.REJECTED, ErrorCode.ofReply(LoginReply.newBuilder().setErrno(1).build()));
    assertEquals(
        ErrorCode.INTERNAL, ErrorCode.ofReply(LoginReply.newBuilder().setErrno(77).build()));
  }

  @Test
  void aReplyWithoutErrnoIsDone() {
    assertEquals(ErrorCode.OK, ErrorCode.ofReply(SendReply.getDefaultInstance()));
  }
}
