package chat.deploy;

import chat.trace.TraceSettings;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The settings of tracing, which gateway and services read in the same way. */
final class TraceSources {
  private static final Pattern NAME = Pattern.compile("= \"([A-Z]+(?:_[A-Z]+)+)\";");

  private TraceSources() {}

  static Map<String, String> settings() {
    Map<String, String> settings = new HashMap<>();
    Matcher name =
        NAME.matcher(Repository.text("proto/src/main/java/chat/trace/TraceSettings.java"));
    while (name.find()) {
      settings.put(name.group(1), "");
    }
    settings.put(TraceSettings.SLOW, TraceSettings.DEFAULT_SLOW);
    return Map.copyOf(settings);
  }
}
