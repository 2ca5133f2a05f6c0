package chat.client;

import java.util.List;

/**
 * A part of a conversation.
 *
 * @param messages oldest first, as they are now: edited, recalled
 * @param more whether there are more in the direction that was asked for
 */
public record History(List<Message> messages, boolean more) {

  /** Takes copies of lists. */
  public History {
    messages = List.copyOf(messages);
  }
}
