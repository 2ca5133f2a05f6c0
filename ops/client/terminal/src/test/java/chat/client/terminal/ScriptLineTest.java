package chat.client.terminal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** How a script's lines are read. */
class ScriptLineTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          bob: hi: there            | bob  | hi: there
          #team: hello              | #team | hello
          Bob the Great: hi         | Bob the Great | hi
          {"to":"bob","text":"hi"}  | bob  | hi
          {"to":7,"text":"hi"}      | @7   | hi
          {"group":7,"text":"hi"}   | #7   | hi
          {"group":"team","text":"hi"} | #team | hi
          """)
  void textsToSomebody(String line, String to, String text) {
    var say = assertInstanceOf(ScriptLine.Say.class, ScriptLine.read(line));
    assertEquals(to, say.to());
    assertEquals(text, say.text());
  }

  @Test
  void allThatAMessageMaySay() {
    assertEquals(
        new ScriptLine.Say(
            "bob",
            "x",
            OptionalLong.of(1),
            OptionalLong.of(2),
            OptionalLong.of(3),
            List.of(4, 5),
            Optional.of("m")),
        ScriptLine.read(
            "{\"to\":\"bob\",\"text\":\"x\",\"reply_to\":1,\"edits\":2,\"recalls\":3,"
                + "\"mentions\":[4,5],\"msg_id\":\"m\"}"));
  }

  @Test
  void aRequestKeepsItsFields() {
    var ask = assertInstanceOf(ScriptLine.Ask.class, ScriptLine.read("{\"msgid\":2007,\"a\":1}"));
    assertEquals(2007, ask.msgid());
    assertEquals("{\"a\":1}", ask.fields().toString());
  }

  @ParameterizedTest
  @ValueSource(strings = {"hello", ": hi", "{", "{}", "{\"to\":true}", "{\"text\":\"x\"}"})
  void whatMakesNoSense(String line) {
    assertInstanceOf(ScriptLine.Wrong.class, ScriptLine.read(line));
  }
}
