package chat.client.terminal;

/**
 * Texts of other people, made harmless for a terminal: what would steer it, or turn the direction
 * of the text around, is shown as a picture of itself.
 */
final class Harmless {
  private static final int REPLACEMENT = 0xFFFD;
  private static final int PICTURES = 0x2400;
  private static final int DELETE = 0x7F;
  private static final int PICTURE_OF_DELETE = 0x2421;
  private static final int ZERO_WIDTH_JOINER = 0x200D;

  private Harmless() {}

  /** A text in one line. */
  static String line(String text) {
    return text.codePoints()
        .map(Harmless::shown)
        .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
        .toString();
  }

  private static int shown(int one) {
    if (one < ' ') {
      return one == '\t' ? ' ' : PICTURES + one;
    }
    if (one == DELETE) {
      return PICTURE_OF_DELETE;
    }
    return switch (Character.getType(one)) {
      case Character.CONTROL,
          Character.SURROGATE,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR ->
          REPLACEMENT;
      // Emoji of several parts are joined by one of these.
      case Character.FORMAT -> one == ZERO_WIDTH_JOINER ? one : REPLACEMENT;
      default -> one;
    };
  }
}
