package chat.gateway.session;

import chat.gateway.dialect.Event;
import chat.proto.social.Group;
import com.google.protobuf.MessageLite;
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
      case Event.MessagePushed pushed -> bytesOf(List.of(pushed.message()));
      case Event.HistoryPage page -> bytesOf(page.messages());
      case Event.LoggedIn login ->
          OVERHEAD_BYTES
              + bytesOf(login.friends())
              + bytesOfGroups(login.groups())
              + bytesOf(login.memberStates())
              + bytesOf(login.offline());
      case Event.Friends list -> bytesOf(list.friends());
      case Event.Groups list -> bytesOfGroups(list.groups());
      case Event.Members list -> bytesOf(list.members());
      case Event.Blocked list -> bytesOf(list.blocked());
      case Event.FriendRequests list -> bytesOf(list.requests());
      case Event.OpenSessions list -> bytesOf(list.sessions());
      case Event.FriendStates states -> bytesOf(states.friends());
      case Event.Reply other -> OVERHEAD_BYTES;
      case Event.Push other -> OVERHEAD_BYTES;
    };
  }

  private static int bytesOfGroups(List<Group> groups) {
    return groups.stream()
        .mapToInt(group -> OVERHEAD_BYTES + bytesOf(group.getMembersList()))
        .sum();
  }

  private static int bytesOf(List<? extends MessageLite> parts) {
    return parts.stream().mapToInt(part -> OVERHEAD_BYTES + part.getSerializedSize()).sum();
  }
}
