package chat.service.message;

import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Messages of one conversation that were written together. The outbox keeps them as text: {@code
 * conversation:first-last}, separated by commas.
 *
 * @param conversationId the conversation
 * @param first the lowest seq, 1 or more
 * @param last the highest seq, not below first
 */
record Range(long conversationId, long first, long last) {

  /** The text of the outbox. */
  static String format(Collection<Range> ranges) {
    return ranges.stream()
        .map(range -> range.conversationId + ":" + range.first + "-" + range.last)
        .collect(Collectors.joining(","));
  }

  /**
   * The inverse of {@link #format}.
   *
   * @throws IllegalArgumentException when the text is not of that form
   */
  static List<Range> parse(String text) {
    return Arrays.stream(text.split(",")).map(Range::parseOne).toList();
  }

  private static Range parseOne(String text) {
    int colon = text.indexOf(':');
    int dash = text.indexOf('-', colon);
    if (colon < 0 || dash < 0) {
      throw new IllegalArgumentException("not a range: " + text);
    }
    return new Range(
        Long.parseLong(text.substring(0, colon)),
        Long.parseLong(text.substring(colon + 1, dash)),
        Long.parseLong(text.substring(dash + 1)));
  }
}
