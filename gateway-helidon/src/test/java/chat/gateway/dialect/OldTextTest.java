package chat.gateway.dialect;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import chat.proto.common.Attachment;
import chat.proto.common.ChatMessage;
import chat.proto.common.MessageKind;
import java.time.ZoneId;
import org.junit.jupiter.api.Test;

class OldTextTest {

  @Test
  void aPlainTextIsItself() {
    ChatMessage plain = Frames.privateMessage(Frames.NASTY).setReplySeq(3).setEditedMs(5).build();
    assertSame(plain.getContent(), OldText.of(plain));
  }

  @Test
  void changesShowAsWhatTheyAre() {
    var change = Frames.privateMessage("new").setTargetSeq(3);
    assertEquals("✎ new", OldText.of(change.setKind(MessageKind.EDIT).build()));
    assertEquals(
        "↩ (recalled)", OldText.of(change.setContent("").setKind(MessageKind.RECALL).build()));
  }

  @Test
  void whatWasRecalledSaysSo() {
    var recalled = Frames.privateMessage("").setRecalledMs(5);
    assertEquals("↩ (recalled)", OldText.of(recalled.build()));
    assertEquals(
        "↩ (recalled)",
        OldText.of(recalled.setKind(MessageKind.EDIT).setTargetSeq(3).build()),
        "an edit of it");
  }

  @Test
  void aFileIsItsNameAndSize() {
    assertEquals("📎 a.png (1023 B)", OldText.of(file("", 1_023)));
    assertEquals("📎 a.png (1.0 KB) look", OldText.of(file("look", 1_024)));
    assertEquals("📎 a.png (1.5 MB)", OldText.of(file("", 3 << 19)));
  }

  @Test
  void bothOldDialectsShowIt() {
    var zone = new Timestamps(ZoneId.of("UTC"));
    var pushed = new Event.MessagePushed(file("<b>", 3));
    String classic = Frames.one(new ClassicCodec(zone), pushed);
    assertTrue(classic.contains("\"msg\":\"📎 a.png (3 B) <b>\""), classic);
    String web = Frames.one(new WebCodec(zone), pushed);
    assertTrue(web.contains("\"msg\":\"📎 a.png (3 B) &lt;b&gt;\""), web);
    String entry =
        new String(Json.object(json -> new WebMessages(zone).entry(json, pushed.message())), UTF_8);
    assertTrue(entry.contains("\"content\":\"📎 a.png (3 B) &lt;b&gt;\""), entry);
  }

  private static ChatMessage file(String content, long size) {
    return Frames.privateMessage(content)
        .setFile(Attachment.newBuilder().setId("f").setName("a.png").setSize(size))
        .build();
  }
}
