package chat.gateway.transport;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Which bytes of a file somebody asks for, as the header {@code Range} says. */
sealed interface ByteRange {
  /**
   * Those from the first to the last one, both included.
   *
   * @param first 0 or more
   * @param last not before the first
   */
  record Part(long first, long last) implements ByteRange {
    long length() {
      return last - first + 1;
    }
  }

  /** All of them. */
  record Whole() implements ByteRange {}

  /** Bytes that the file does not have. */
  record Beyond() implements ByteRange {}

  Pattern ONE = Pattern.compile("\\s*bytes\\s*=\\s*([0-9]{0,15})\\s*-\\s*([0-9]{0,15})\\s*");

  /**
   * Reads the header. Several ranges at a time, and what is no range, count as if the header was
   * not there, as RFC 9110 has it.
   *
   * @param size of the file, bytes, 1 or more
   */
  static ByteRange of(Optional<String> header, long size) {
    return header
        .map(ONE::matcher)
        .filter(Matcher::matches)
        .map(range -> of(range.group(1), range.group(2), size))
        .orElseGet(Whole::new);
  }

  private static ByteRange of(String first, String last, long size) {
    if (first.isEmpty()) {
      return last.isEmpty() ? new Whole() : ending(Long.parseLong(last), size);
    }
    long begin = Long.parseLong(first);
    long end = last.isEmpty() ? Long.MAX_VALUE : Long.parseLong(last);
    if (end < begin) {
      return new Whole();
    }
    return begin < size ? new Part(begin, Math.min(end, size - 1)) : new Beyond();
  }

  private static ByteRange ending(long length, long size) {
    return length == 0 ? new Beyond() : new Part(Math.max(0, size - length), size - 1);
  }
}
