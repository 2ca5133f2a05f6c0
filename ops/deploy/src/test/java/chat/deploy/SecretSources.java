package chat.deploy;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Which secrets a program takes from a file that NAME_FILE names. */
final class SecretSources {
  private static final Pattern IN_JAVA = Pattern.compile("SECRETS = Set\\.of\\(([^)]+)\\)");
  private static final Pattern IN_SHELL = Pattern.compile("(?m)^for name in ([A-Z_ ]+); do$");
  private static final Pattern NAME = Pattern.compile("[A-Z_]+");

  private SecretSources() {}

  /** Their names, without the ending. */
  static List<String> names(String file) {
    Matcher list = (file.endsWith(".java") ? IN_JAVA : IN_SHELL).matcher(Repository.text(file));
    if (!list.find()) {
      throw new IllegalStateException(file + " has no list of secrets any more");
    }
    return NAME.matcher(list.group(1)).results().map(found -> found.group()).toList();
  }
}
