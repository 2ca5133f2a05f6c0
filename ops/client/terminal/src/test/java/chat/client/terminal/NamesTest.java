package chat.client.terminal;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import chat.client.Conversation;
import chat.client.Person;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** How people and groups are written. */
class NamesTest {
  private final Names names = new Names();

  @BeforeEach
  void learn() {
    names.learn(new Person(2, "Bob"));
    names.learn(new Person(3, "Bob the Great"));
    names.group(7, "team");
  }

  @Test
  void byNameOrNumber() {
    assertEquals(Optional.of(Conversation.withPerson(2)), names.conversation("Bob"));
    assertEquals(Optional.of(Conversation.withPerson(9)), names.conversation("@9"));
    assertEquals(Optional.of(Conversation.ofGroup(7)), names.conversation("#team"));
    assertEquals(Optional.of(Conversation.ofGroup(8)), names.conversation("#8"));
    assertEquals(Optional.empty(), names.conversation("nobody"));
    assertEquals(Optional.empty(), names.conversation("#99999999999"));
  }

  @Test
  void aNameWithBlanksGoesBeforeItsFirstWord() {
    assertArrayEquals(new String[] {"Bob the Great", "hi"}, names.split("Bob the Great hi"));
    assertArrayEquals(new String[] {"Bob", "the hi"}, names.split("Bob the hi"));
    assertArrayEquals(new String[] {"eve", "hi you"}, names.split("eve hi you"));
    assertArrayEquals(new String[] {"#team", ""}, names.split("#team"));
  }

  @Test
  void aNameThatSteersATerminalIsShownHarmlessly() {
    names.learn(new Person(4, "\u001b[2J"));
    assertEquals("␛[2J", names.person(4));
    assertEquals("@5", names.person(5));
  }
}
