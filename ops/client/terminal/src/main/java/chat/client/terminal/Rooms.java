package chat.client.terminal;

import chat.client.Conversation;
import chat.client.Message;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/** The conversations, and the one that is open. Any thread. */
final class Rooms {
  // Guarded by this; what was used last stands last.
  private final Map<Conversation, Room> rooms = new LinkedHashMap<>(16, 0.75f, true);
  private Optional<Conversation> open = Optional.empty();

  /**
   * A conversation as it is listed.
   *
   * @param unread messages that nobody has seen
   */
  record Line(Conversation conversation, long unread, boolean open) {}

  private Room room(Conversation conversation) {
    return rooms.computeIfAbsent(conversation, Room::new);
  }

  synchronized void known(Conversation conversation, long headSeq, long readSeq) {
    room(conversation).known(headSeq, readSeq);
  }

  /** A message has come; whether it belongs to the open conversation. */
  synchronized boolean add(Message message) {
    boolean isOpen = open.filter(message.conversation()::equals).isPresent();
    room(message.conversation()).add(message, isOpen);
    return isOpen;
  }

  synchronized Optional<Conversation> open() {
    return open;
  }

  /** Opens one; what of it is known. */
  synchronized List<Message> open(Conversation conversation) {
    open = Optional.of(conversation);
    Room room = room(conversation);
    room.seen();
    return room.last();
  }

  /** Up to where the open one goes. */
  synchronized long head(Conversation conversation) {
    return room(conversation).head();
  }

  synchronized void setBack(Conversation conversation) {
    room(conversation).setBack();
  }

  /** The last message of a conversation of which something is true. */
  synchronized Optional<Message> last(Conversation conversation, Predicate<Message> which) {
    return room(conversation).last().reversed().stream().filter(which).findFirst();
  }

  /** All, what was used last first. */
  synchronized List<Line> lines() {
    return rooms.values().stream()
        .map(
            room ->
                new Line(
                    room.conversation(),
                    room.unread(),
                    open.filter(room.conversation()::equals).isPresent()))
        .toList()
        .reversed();
  }
}
