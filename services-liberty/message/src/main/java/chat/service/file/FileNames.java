package chat.service.file;

import chat.service.runtime.Refused;
import chat.service.runtime.TextLimit;
import java.util.Locale;
import java.util.regex.Pattern;

/** What a client says of its file, made harmless. */
final class FileNames {
  /** What a file is that does not say so, or says it in a way that is none. */
  static final String UNKNOWN_TYPE = "application/octet-stream";

  private static final TextLimit LIMIT = new TextLimit("the name of the file", 1, 255, false);
  private static final Pattern TYPE =
      Pattern.compile("[a-z]{1,20}/[a-z0-9][a-z0-9!#$&^_.+-]{0,78}");

  // The latter turn the direction of a text, so that "exe.png" may be written and "gnp.exe" meant.
  private static final Pattern INVISIBLE =
      Pattern.compile(
          "[\\p{Cc}\\u200e\\u200f\\u061c\\u202a-\\u202e\\u2066-\\u2069\\u2028\\u2029\\ufeff]");

  private FileNames() {}

  /**
   * The last part of a path, without control characters.
   *
   * @throws Refused 400 when nothing is left, 413 when it is too long
   */
  static String name(String given) {
    String visible = INVISIBLE.matcher(given).replaceAll("");
    int slash = Math.max(visible.lastIndexOf('/'), visible.lastIndexOf('\\'));
    String name = visible.substring(slash + 1).strip();
    return LIMIT.check(name.equals(".") || name.equals("..") ? "" : name);
  }

  /** A media type without its parameters, in lower case; {@link #UNKNOWN_TYPE} for all others. */
  static String type(String given) {
    int parameters = given.indexOf(';');
    String type =
        (parameters < 0 ? given : given.substring(0, parameters)).strip().toLowerCase(Locale.ROOT);
    return TYPE.matcher(type).matches() ? type : UNKNOWN_TYPE;
  }
}
