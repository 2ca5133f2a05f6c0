package chat.gateway.dialect;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FieldsTest {

  @ParameterizedTest
  @ValueSource(
      strings = {"0", "-1", "1.0", "1e0", "'1'", "2147483648", "1e999", "true", "[1]", "{}"})
  void whatIsNoIdIsRefused(String value) throws MalformedException {
    var fields = fields("{'a':" + value + "}");
    var e = assertThrows(MalformedException.class, () -> fields.id("a"));
    assertEquals("a must be a whole number from 1 to 2147483647", e.getMessage());
  }

  @ParameterizedTest
  @ValueSource(strings = {"-1", "1.0", "'1'", "9223372036854775808", "false"})
  void whatIsNoNumberIsRefused(String value) throws MalformedException {
    var fields = fields("{'a':" + value + "}");
    assertThrows(MalformedException.class, () -> fields.optionalNumber("a"));
    assertThrows(MalformedException.class, () -> fields.optionalCount("a"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"1", "true", "[]", "{}", "'\\ud83d'", "'\\ude00\\ud83d'"})
  void whatIsNoTextIsRefused(String value) throws MalformedException {
    var fields = fields("{'a':" + value + "}");
    assertThrows(MalformedException.class, () -> fields.text("a"));
  }

  @Test
  void theBoundsAreIncluded() throws MalformedException {
    var fields = fields("{'a':1,'b':2147483647,'c':0,'d':9223372036854775807,'e':-5}");
    assertEquals(1, fields.id("a"));
    assertEquals(Integer.MAX_VALUE, fields.id("b"));
    assertEquals(OptionalInt.of(0), fields.optionalCount("c"));
    assertEquals(OptionalLong.of(Long.MAX_VALUE), fields.optionalNumber("d"));
    assertEquals(-5, fields.integer("e"));
  }

  @Test
  void nullCountsAsLeftOut() throws MalformedException {
    var fields = fields("{'a':null}");
    assertFalse(fields.has("a"));
    assertEquals(Optional.empty(), fields.optionalText("a"));
    assertEquals(OptionalInt.empty(), fields.optionalId("a"));
    assertEquals(OptionalLong.empty(), fields.optionalNumber("a"));
    assertFalse(fields.flag("a"));
    var e = assertThrows(MalformedException.class, () -> fields.text("a"));
    assertEquals("a is missing", e.getMessage());
  }

  @Test
  void emojiAndTheirEscapesAreTexts() throws MalformedException {
    assertEquals("😀", fields("{'a':'\\ud83d\\ude00'}").text("a"));
    assertEquals("😀", fields("{'a':'😀'}").text("a"));
  }

  @Test
  void anIdMayBeATextWhereThePageWritesOne() throws MalformedException {
    assertEquals(12, fields("{'a':'12'}").idOrText("a"));
    assertEquals(12, fields("{'a':12}").idOrText("a"));
    for (String bad : new String[] {"''", "' 1'", "'+1'", "'x'", "'99999999999'", "'0'", "1.5"}) {
      var fields = fields("{'a':" + bad + "}");
      assertThrows(MalformedException.class, () -> fields.idOrText("a"), bad);
    }
  }

  @Test
  void aMarkIsATextOrANumber() throws MalformedException {
    assertTrue(fields("{'req':'x'}").mark("req").isPresent());
    assertTrue(fields("{'req':1.50}").mark("req").isPresent());
    assertTrue(fields("{}").mark("req").isEmpty());
    var fields = fields("{'req':[1]}");
    assertThrows(MalformedException.class, () -> fields.mark("req"));
  }

  private static Fields fields(String json) throws MalformedException {
    return new Fields(Json.parse(Frames.bytes(json)));
  }
}
