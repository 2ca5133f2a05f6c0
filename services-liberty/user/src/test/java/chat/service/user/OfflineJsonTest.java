package chat.service.user;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import chat.proto.common.ChatMessage;
import chat.proto.common.MessageKind;
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

  @Test
  void anEditAndWhatWasEditedSaySo() {
    ChatMessage edit = MESSAGE.toBuilder().setKind(MessageKind.EDIT).setTargetSeq(1).build();
    assertEnds(",\"seq\":3,\"edits\":1}", edit);
    assertEnds(",\"seq\":3,\"recalls\":1}", edit.toBuilder().setKind(MessageKind.RECALL).build());
    assertEnds(
        ",\"seq\":3,\"reply_to\":2,\"edited_ms\":7,\"recalled_ms\":8}",
        MESSAGE.toBuilder().setReplySeq(2).setEditedMs(7).setRecalledMs(8).build());
  }

  private static void assertEnds(String end, ChatMessage message) {
    String json = OfflineJson.of(message);
    assertTrue(json.endsWith(end), json);
  }
}
