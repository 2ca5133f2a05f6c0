package chat.service.user;

import static org.junit.jupiter.api.Assertions.assertEquals;

import chat.proto.common.ChatMessage;
import org.junit.jupiter.api.Test;

class OfflineJsonTest {
  private static final ChatMessage MESSAGE =
      ChatMessage.newBuilder()
          .setFromId(1)
          .setFromName("Bo\"b")
          .setToId(2)
          .setContent("a\\b\n小😀")
          .setTimestampMs(1_690_000_000_000L)
          .setMsgId("m1")
          .setSeq(3)
          .build();

  @Test
  void aPrivateMessageIsWrittenAsPushed() {
    assertEquals(
        """
        {"msgid":1001,"from_id":1,"from_name":"Bo\\"b","to_id":2,"content":"a\\\\b\\n小😀",\
        "timestamp_ms":1690000000000,"msg_id":"m1","seq":3}""",
        OfflineJson.of(MESSAGE));
  }

  @Test
  void aGroupMessageNamesItsGroup() {
    assertEquals(
        """
        {"msgid":1003,"from_id":1,"from_name":"Bo\\"b","group_id":9,"content":"hi",\
        "timestamp_ms":1690000000000,"msg_id":"m1","seq":3}""",
        OfflineJson.of(MESSAGE.toBuilder().setToId(0).setGroupId(9).setContent("hi").build()));
  }
}
