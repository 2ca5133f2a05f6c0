package chat.client.terminal;

import chat.client.Conversation;
import chat.client.Message;
import java.util.ArrayDeque;
import java.util.List;

/** A conversation as it is shown: its last messages, and how many nobody has seen. */
final class Room {
  private static final int KEPT = 200;

  private final Conversation conversation;
  private final ArrayDeque<Message> last = new ArrayDeque<>();
  private long head;
  private long unread;

  Room(Conversation conversation) {
    this.conversation = conversation;
  }

  Conversation conversation() {
    return conversation;
  }

  /** What the server says of it. */
  void known(long headSeq, long readSeq) {
    if (headSeq > head) {
      head = headSeq;
      unread = Math.max(0, headSeq - readSeq);
    }
  }

  /** A message has come; whether one that nobody has seen. */
  void add(Message message, boolean open) {
    last.add(message);
    if (last.size() > KEPT) {
      last.removeFirst();
    }
    if (message.own() || open) {
      unread = 0;
    } else if (message.seq() > head) {
      unread++;
    }
    head = Math.max(head, message.seq());
  }

  /** Everything has been seen. */
  void seen() {
    unread = 0;
  }

  /** The server has set it back. */
  void setBack() {
    last.clear();
    head = 0;
    unread = 0;
  }

  long unread() {
    return unread;
  }

  long head() {
    return head;
  }

  List<Message> last() {
    return List.copyOf(last);
  }
}
