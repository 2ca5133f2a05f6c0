package chat.client;

import java.util.List;

/**
 * What a search found.
 *
 * @param messages newest first
 * @param more whether there are older ones
 */
public record Found(List<Message> messages, boolean more) {

  /** Takes copies of lists. */
  public Found {
    messages = List.copyOf(messages);
  }
}
