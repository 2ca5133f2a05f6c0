package chat.service.runtime;

import static org.junit.jupiter.api.Assertions.assertEquals;

import chat.proto.message.SendReply;
import chat.proto.user.LoginReply;
import org.junit.jupiter.api.Test;

class CallMetricsTest {

  @Test
  void theOutcomeIsTheErrnosLabel() {
    assertEquals("ok", CallMetrics.outcomeOf(LoginReply.getDefaultInstance()));
    assertEquals("rejected", CallMetrics.outcomeOf(LoginReply.newBuilder().setErrno(1).build()));
    assertEquals("internal", CallMetrics.outcomeOf(LoginReply.newBuilder().setErrno(77).build()));
  }

  @Test
  void aReplyWithoutErrnoIsDone() {
    assertEquals("ok", CallMetrics.outcomeOf(SendReply.getDefaultInstance()));
  }
}
