package chat.gateway.delivery;

import chat.proto.ConversationId;
import chat.proto.common.ChatMessage;

/** Where a feed's messages go: the send queue of one session. */
public interface Outlet {
  /**
   * Enqueues a message, without blocking.
   *
   * @return false when there is no room
   */
  boolean offer(ConversationId conversation, ChatMessage message);

  /** A message the client need not be told of: everything up to it counts as delivered. */
  void skip(ConversationId conversation, long seq);

  /**
   * Blocks until half of the room is free.
   *
   * @return false when the session is over
   */
  boolean awaitRoom();

  /** A live message found no room: the client is told, and disconnected. Does not block. */
  void overflow();
}
