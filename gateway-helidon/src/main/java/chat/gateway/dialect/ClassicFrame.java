package chat.gateway.dialect;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * The size of a {@code classic} frame: that client reads 1,024 bytes at once, so that no frame with
 * its NUL may be longer than {@link #MAX_BYTES}, and longer texts go in several.
 */
final class ClassicFrame {
  /** With the NUL at the end. */
  static final int MAX_BYTES = 1_000;

  private static final byte[] NUL = {0};

  private ClassicFrame() {}

  /** One frame. */
  static byte[] of(Json.Body body) {
    return Json.object(body, NUL);
  }

  /**
   * The frames of one text.
   *
   * @param empty the frame with an empty text, which shows what room there is
   * @return the text in pieces that each fit into such a frame; never empty
   */
  static List<String> pieces(String text, byte[] empty) {
    int room = MAX_BYTES - empty.length;
    List<String> pieces = new ArrayList<>();
    int start = 0;
    int used = 0;
    for (int i = 0; i < text.length(); ) {
      int codePoint = text.codePointAt(i);
      int bytes = escapedBytes(codePoint);
      if (used + bytes > room) {
        pieces.add(text.substring(start, i));
        start = i;
        used = 0;
      }
      used += bytes;
      i += Character.charCount(codePoint);
    }
    pieces.add(text.substring(start));
    return pieces;
  }

  /** How many bytes a text takes inside a JSON string, without the quotes around it. */
  static int escapedBytes(String text) {
    return text.codePoints().map(ClassicFrame::escapedBytes).sum();
  }

  private static int escapedBytes(int codePoint) {
    if (codePoint == '"' || codePoint == '\\') {
      return 2;
    }
    if (codePoint < ' ') {
      return 6; // \u0001; the short forms such as \n are counted as if they were long
    }
    return Character.toString(codePoint).getBytes(StandardCharsets.UTF_8).length;
  }
}
