package chat.deploy;

import java.util.HashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What the migration's source says of its settings. */
final class MigrationSources {
  private static final Pattern VARIABLE =
      Pattern.compile("getOrDefault\\(\"([A-Z_]+)\", \"([^\"]*)\"\\)");

  private MigrationSources() {}

  static Map<String, String> settings() {
    Map<String, String> settings = new HashMap<>();
    Matcher variable =
        VARIABLE.matcher(Repository.text("schema/src/main/java/chat/schema/Database.java"));
    while (variable.find()) {
      settings.put(variable.group(1), variable.group(2));
    }
    return Map.copyOf(settings);
  }
}
