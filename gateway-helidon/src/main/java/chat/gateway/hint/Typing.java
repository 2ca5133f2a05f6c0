package chat.gateway.hint;

import chat.proto.ConversationId;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/**
 * A user is writing.
 *
 * @param receivers who may know; without the user
 */
public record Typing(
    int userId, String name, ConversationId conversation, List<Integer> receivers) {
  private static final int PARTS = 4;

  /** What a newer one of the same replaces. */
  record Place(int userId, ConversationId conversation) {}

  public Typing {
    receivers = List.copyOf(receivers);
  }

  Place place() {
    return new Place(userId, conversation);
  }

  /**
   * {@code USER CONVERSATION RECEIVER,RECEIVER NAME}, the name last because it may have blanks; the
   * inverse of {@link #parse}.
   */
  String text() {
    String ids = receivers.stream().map(String::valueOf).collect(Collectors.joining(","));
    return userId + " " + conversation.value() + " " + ids + " " + name;
  }

  /**
   * Reads {@link #text}.
   *
   * @throws IllegalArgumentException when it is none
   */
  static Typing parse(String text) {
    String[] parts = text.split(" ", PARTS);
    if (parts.length != PARTS) {
      throw new IllegalArgumentException("nobody types");
    }
    return new Typing(
        Integer.parseInt(parts[0]),
        parts[3],
        new ConversationId(Long.parseLong(parts[1])),
        Arrays.stream(parts[2].split(",", -1)).map(Integer::valueOf).toList());
  }
}
