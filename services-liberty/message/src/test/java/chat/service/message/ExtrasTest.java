package chat.service.message;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;

import chat.proto.common.Attachment;
import chat.proto.common.ChatMessage;
import chat.proto.common.MessageKind;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ExtrasTest {
  private static final Attachment FILE =
      Attachment.newBuilder().setId("f").setName("a.png").setType("image/png").setSize(3).build();

  @Test
  void whatCameOverTheWireGoesOverItAgain() {
    ChatMessage reply =
        ChatMessage.newBuilder()
            .setFromId(1)
            .setFromName("Ann")
            .setToId(2)
            .setContent("hi")
            .setMsgId("m")
            .setSeq(4)
            .setTimestampMs(5)
            .setReplySeq(3)
            .addMentionIds(2)
            .addMentionIds(1)
            .setFile(FILE)
            .setEditedMs(6)
            .build();
    assertEquals(reply, again(reply));
    ChatMessage edit =
        reply.toBuilder()
            .setKind(MessageKind.EDIT)
            .setTargetSeq(1)
            .clearReplySeq()
            .clearFile()
            .setRecalledMs(7)
            .build();
    assertEquals(edit, again(edit));
  }

  @Test
  void aKindOfTheNextReleaseIsReadAsAText() {
    assertEquals(MessageKind.TEXT, Extras.of(99, 7, 0, "", "").kind());
  }

  @Test
  void aRowIsReadAsItWasWritten() {
    Extras extras = new Extras(MessageKind.RECALL, 7, 0, List.of(3, 2147483647), "");
    assertEquals("3,2147483647", extras.mentionsColumn());
    assertEquals(extras, Extras.of(2, 7, 0, extras.mentionsColumn(), ""));
    assertSame(Extras.NONE, Extras.of(0, 0, 0, Extras.NONE.mentionsColumn(), ""));
    assertSame(Extras.NONE, Extras.of(ChatMessage.getDefaultInstance()));
  }

  private static ChatMessage again(ChatMessage message) {
    Draft draft = new Draft(1, 2, 0, message.getContent(), message.getMsgId(), Extras.of(message));
    return new StoredMessage(
            draft,
            message.getSeq(),
            message.getTimestampMs(),
            message.getEditedMs(),
            message.getRecalledMs())
        .toProto("Ann", message.hasFile() ? Optional.of(message.getFile()) : Optional.empty());
  }
}
