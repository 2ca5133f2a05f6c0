package chat.client.terminal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import chat.client.Conversation;
import chat.client.Message;
import chat.client.Person;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

/** What is unread. */
class RoomsTest {
  private static final Conversation BEN = Conversation.withPerson(2);
  private static final Conversation TEAM = Conversation.ofGroup(9);

  private final Rooms rooms = new Rooms();

  static Message message(Conversation conversation, long seq, boolean own, String content) {
    return new Message(
        conversation,
        seq,
        own ? new Person(1, "ann") : new Person(2, "ben"),
        own,
        content,
        Instant.EPOCH,
        "m-" + seq,
        OptionalLong.empty(),
        List.of(),
        Optional.empty(),
        OptionalLong.empty(),
        OptionalLong.empty(),
        Optional.empty(),
        Optional.empty());
  }

  private long unread(Conversation conversation) {
    return rooms.lines().stream()
        .filter(line -> line.conversation().equals(conversation))
        .findFirst()
        .orElseThrow()
        .unread();
  }

  @Test
  void whatComesWhileAnotherIsOpenIsUnreadUntilItIsOpened() {
    var _ = rooms.open(TEAM);
    assertFalse(rooms.add(message(BEN, 1, false, "one")));
    assertFalse(rooms.add(message(BEN, 2, false, "two")));
    assertTrue(rooms.add(message(TEAM, 1, false, "here")));
    assertEquals(2, unread(BEN));
    assertEquals(0, unread(TEAM));
    assertEquals(2, rooms.open(BEN).size());
    assertEquals(0, unread(BEN));
  }

  @Test
  void whatTheServerCountedIsNotCountedAgain() {
    rooms.known(BEN, 5, 3);
    assertEquals(2, unread(BEN));
    rooms.add(message(BEN, 5, false, "counted"));
    assertEquals(2, unread(BEN));
    rooms.add(message(BEN, 6, false, "new"));
    assertEquals(3, unread(BEN));
    rooms.known(BEN, 6, 3);
    assertEquals(3, unread(BEN));
  }

  @Test
  void whoAnswersHasRead() {
    rooms.add(message(BEN, 1, false, "one"));
    rooms.add(message(BEN, 2, true, "mine"));
    assertEquals(0, unread(BEN));
  }
}
