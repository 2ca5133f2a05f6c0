package chat.gateway.delivery;

import chat.gateway.session.RequestFailed;
import chat.proto.ConversationId;
import chat.proto.common.ChatMessage;
import chat.proto.message.Cursor;
import chat.proto.message.CursorAdvance;
import java.util.Collection;
import java.util.List;
import java.util.Map;

/**
 * What the message service keeps, for any user: messages and cursors. Every method blocks and
 * throws {@link RequestFailed} when the service is away or refuses.
 */
public interface Archive {
  /** The most users whose heads can be asked for at a time. */
  int MAX_USERS = 500;

  /**
   * Some messages of a conversation.
   *
   * @param more whether there are later ones
   */
  record Page(List<ChatMessage> messages, boolean more) {}

  /**
   * The messages behind a seq that the user may see, oldest first.
   *
   * @param limit 1 to 500
   */
  Page after(int userId, ConversationId conversation, long seq, int limit);

  /** All cursors of a user, with the heads of the conversations. */
  List<Cursor> cursors(int userId);

  /**
   * All cursors of many users, with the heads of the conversations; nothing of those who have none.
   *
   * @param userIds at most {@value #MAX_USERS}
   */
  Map<Integer, List<Cursor>> heads(Collection<Integer> userIds);

  /** Moves cursors forward; never back. */
  void advance(List<CursorAdvance> advances);
}
