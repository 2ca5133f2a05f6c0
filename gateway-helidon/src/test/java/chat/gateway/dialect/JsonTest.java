package chat.gateway.dialect;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JsonTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "x",
        "{",
        "{} {}",
        "{}x",
        "{'a':1,'a':2}",
        "{'a':01}",
        "{'a':NaN}",
        "{a:1}",
        "{'a':'\n'}",
        "{'a':1,}",
        "[1]",
        "1",
        "null",
        "'text'",
        "\uFEFF{}"
      })
  void whatIsNoObjectIsRefused(String text) {
    assertThrows(MalformedException.class, () -> Json.parse(Frames.bytes(text)));
  }

  @Test
  void deepNestingIsRefused() {
    String deep = "{\"a\":" + "[".repeat(100) + "]".repeat(100) + "}";
    assertThrows(MalformedException.class, () -> Json.parse(deep.getBytes(UTF_8)));
  }

  @Test
  void bytesThatAreNoUtf8AreRefused() {
    byte[][] bad = {
      {(byte) 0xff}, // never in UTF-8
      {(byte) 0xc0, (byte) 0xaf}, // an overlong slash
      {(byte) 0xed, (byte) 0xa0, (byte) 0x80}, // half a surrogate pair
      {(byte) 0xf0, (byte) 0x9f, (byte) 0x98}, // an emoji cut short
    };
    for (byte[] bytes : bad) {
      byte[] frame = new byte[bytes.length + 8];
      byte[] head = "{\"a\":\"".getBytes(UTF_8);
      System.arraycopy(head, 0, frame, 0, head.length);
      System.arraycopy(bytes, 0, frame, head.length, bytes.length);
      frame[frame.length - 2] = '"';
      frame[frame.length - 1] = '}';
      var e = assertThrows(MalformedException.class, () -> Json.parse(frame));
      assertEquals("the text is not valid UTF-8", e.getMessage());
    }
  }

  @Test
  void theAnswerNeverRepeatsWhatCameIn() {
    var e =
        assertThrows(MalformedException.class, () -> Json.parse(Frames.bytes("{'secret':oops")));
    assertEquals("this is not valid JSON", e.getMessage());
  }

  @Test
  void textsComeBackByteForByte() throws MalformedException {
    byte[] frame = Json.object(json -> json.writeStringField("a", Frames.NASTY));
    assertEquals(Frames.NASTY, Json.parse(frame).get("a").textValue());
  }

  @Test
  void numbersComeBackExactly() throws MalformedException {
    var object = Json.parse(Frames.bytes("{'a':1.10,'b':123456789012345678901234567890}"));
    byte[] frame =
        Json.object(
            json -> {
              json.writeFieldName("a");
              json.writeTree(object.get("a"));
              json.writeFieldName("b");
              json.writeTree(object.get("b"));
            });
    assertEquals("{\"a\":1.10,\"b\":123456789012345678901234567890}", new String(frame, UTF_8));
  }
}
