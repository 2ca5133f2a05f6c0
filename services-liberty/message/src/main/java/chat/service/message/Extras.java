package chat.service.message;

import chat.proto.common.ChatMessage;
import chat.proto.common.MessageKind;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * What a message is beyond its text; most are nothing more.
 *
 * @param kind never {@link MessageKind#UNRECOGNIZED}
 * @param targetSeq what an edit or a recall changes, 1 or more; 0 in a text
 * @param replySeq the message that a text answers; 0 where there is none
 * @param mentions users whose attention is wanted, at most {@link #MAX_MENTIONS}
 * @param fileId of the file of a text, {@link #FILE_ID_CHARACTERS} hexadecimal digits; empty where
 *     there is none
 */
record Extras(
    MessageKind kind, long targetSeq, long replySeq, List<Integer> mentions, String fileId) {
  /** The most users that are mentioned. */
  static final int MAX_MENTIONS = 50;

  /** The length of a file's id. */
  static final int FILE_ID_CHARACTERS = 32;

  /** A text and nothing more. */
  static final Extras NONE = new Extras(MessageKind.TEXT, 0, 0, List.of(), "");

  Extras {
    mentions = List.copyOf(mentions);
  }

  /** Those of a message that came over the wire, which may be anything. */
  static Extras of(ChatMessage message) {
    Extras extras =
        new Extras(
            message.getKind(),
            message.getTargetSeq(),
            message.getReplySeq(),
            message.getMentionIdsList(),
            message.getFile().getId());
    return extras.isNone() ? NONE : extras;
  }

  /** Those of a row. */
  static Extras of(int kind, long targetSeq, long replySeq, String mentions, String fileId) {
    boolean none = kind == 0 && replySeq == 0 && mentions.isEmpty() && fileId.isEmpty();
    return none ? NONE : new Extras(kind(kind), targetSeq, replySeq, parse(mentions), fileId);
  }

  /** During a rolling update, a kind that only the next release knows is shown as a text. */
  private static MessageKind kind(int number) {
    return Optional.ofNullable(MessageKind.forNumber(number)).orElse(MessageKind.TEXT);
  }

  /** Whether it is a text and nothing more. */
  boolean isNone() {
    return equals(NONE);
  }

  /** Whether another message is changed. */
  boolean isChange() {
    return kind != MessageKind.TEXT;
  }

  /** Whether there is a file. */
  boolean hasFile() {
    return !fileId.isEmpty();
  }

  /** The mentions as the column has them: ids, separated by commas. */
  String mentionsColumn() {
    return mentions.stream().map(String::valueOf).collect(Collectors.joining(","));
  }

  private static List<Integer> parse(String mentions) {
    return mentions.isEmpty()
        ? List.of()
        : Arrays.stream(mentions.split(",")).map(Integer::valueOf).toList();
  }
}
