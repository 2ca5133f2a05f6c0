package chat.gateway.session;

import chat.gateway.dialect.Event;
import java.util.List;

/**
 * Something in a send queue.
 *
 * @param events one, or none where only its place in the queue matters
 * @param bytes about as much as it holds in memory
 * @param push whether nobody asked for it; dropped when the client has gone
 * @param written runs on the writer's thread when the socket has taken it; must not block
 */
record Outgoing(List<Event> events, int bytes, boolean push, Runnable written) {
  private static final int OVERHEAD_BYTES = 200;

  static Outgoing reply(Event event) {
    return reply(event, Outgoing::nothing);
  }

  static Outgoing reply(Event event, Runnable written) {
    return new Outgoing(List.of(event), bytesOf(event), false, written);
  }

  static Outgoing push(Event event, Runnable written) {
    return new Outgoing(List.of(event), bytesOf(event), true, written);
  }

  static Outgoing push(Event event) {
    return push(event, Outgoing::nothing);
  }

  static Outgoing mark(Runnable written) {
    return new Outgoing(List.of(), 0, true, written);
  }

  private static void nothing() {}

  private static int bytesOf(Event event) {
    return switch (event) {
      case Event.MessagePushed pushed -> OVERHEAD_BYTES + pushed.message().getSerializedSize();
      case Event.HistoryPage page ->
          page.messages().stream().mapToInt(m -> OVERHEAD_BYTES + m.getSerializedSize()).sum();
      case Event.Reply other -> OVERHEAD_BYTES;
      case Event.Push other -> OVERHEAD_BYTES;
    };
  }
}
