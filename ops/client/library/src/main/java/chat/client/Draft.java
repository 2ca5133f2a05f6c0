package chat.client;

import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * A message that is to be sent. Begin with {@link #text}, {@link #file}, {@link #edit} or {@link
 * #recall}.
 *
 * @param content up to 48 KiB in UTF-8
 * @param replyTo the seq that it answers
 * @param mentions ids of people, at most 50
 * @param fileId of a file that was uploaded before
 * @param edits the seq of the own message whose content this one's replaces
 * @param recalls the seq of the message that is taken away
 */
public record Draft(
    Conversation to,
    String content,
    OptionalLong replyTo,
    List<Integer> mentions,
    Optional<String> fileId,
    OptionalLong edits,
    OptionalLong recalls) {

  /** Takes copies of lists. */
  public Draft {
    mentions = List.copyOf(mentions);
  }

  /** A text. */
  public static Draft text(Conversation to, String content) {
    return plain(to, content, OptionalLong.empty(), OptionalLong.empty());
  }

  /** A file, with a text or an empty one. */
  public static Draft file(Conversation to, String fileId, String content) {
    return new Draft(
        to,
        content,
        OptionalLong.empty(),
        List.of(),
        Optional.of(fileId),
        OptionalLong.empty(),
        OptionalLong.empty());
  }

  /** Another text for an own message. */
  public static Draft edit(Conversation in, long seq, String content) {
    return plain(in, content, OptionalLong.of(seq), OptionalLong.empty());
  }

  /** Takes a message away. */
  public static Draft recall(Conversation in, long seq) {
    return plain(in, "", OptionalLong.empty(), OptionalLong.of(seq));
  }

  private static Draft plain(
      Conversation to, String content, OptionalLong edits, OptionalLong recalls) {
    return new Draft(
        to, content, OptionalLong.empty(), List.of(), Optional.empty(), edits, recalls);
  }

  /** The same, as an answer to a message. */
  public Draft inReplyTo(long seq) {
    return new Draft(to, content, OptionalLong.of(seq), mentions, fileId, edits, recalls);
  }

  /** The same, naming people. */
  public Draft mentioning(List<Integer> ids) {
    return new Draft(to, content, replyTo, ids, fileId, edits, recalls);
  }

  /** Without what it says, for logs. */
  @Override
  public String toString() {
    return "draft to " + to;
  }
}
