package chat.gateway.dialect;

import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * What a message of a client is beyond its text.
 *
 * @param replyTo the seq of the message that is answered
 * @param mentions users whose attention is wanted
 * @param fileId of a file that is stored
 * @param change what the message does to another one
 */
public record Extras(
    OptionalLong replyTo,
    List<Integer> mentions,
    Optional<String> fileId,
    Optional<Change> change) {
  /** A text and nothing more. */
  public static final Extras NONE =
      new Extras(OptionalLong.empty(), List.of(), Optional.empty(), Optional.empty());

  public Extras {
    mentions = List.copyOf(mentions);
  }

  /** What is done to another message of the conversation. */
  public sealed interface Change {
    /** Its seq. */
    long seq();
  }

  /** Its content is replaced. */
  public record Edit(long seq) implements Change {}

  /** Its content is taken away. */
  public record Recall(long seq) implements Change {}
}
