package chat.deploy;

import java.nio.file.Path;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** What the sources of a service, and of what the services share, say of its settings. */
final class ServiceSources {
  private static final String ALL = "services-liberty/";
  private static final String SHARED = ALL + "runtime/src/main";

  private static final Pattern VARIABLE =
      Pattern.compile("<variable name=\"(\\w+)\" defaultValue=\"([^\"]*)\"/>");
  private static final Pattern PROPERTY =
      Pattern.compile(
          "@ConfigProperty\\(\\s*name = \"([A-Z][A-Z_]+)\"(?:,\\s*defaultValue = \"([^\"]*)\")?");
  private static final Pattern PLACEHOLDER = Pattern.compile("\\$\\{([A-Z][A-Z_]+):([^}]*)}");

  private ServiceSources() {}

  /** Settings of the service user, social or message. */
  static Map<String, String> settings(String service) {
    Map<String, String> settings = new HashMap<>(TraceSources.settings());
    for (String directory : List.of(SHARED, ALL + service + "/src/main")) {
      collect(Repository.files(directory, ".java"), PROPERTY, settings);
      collect(Repository.files(directory, ".xml"), VARIABLE, settings);
      collect(Repository.files(directory, "microprofile-config.properties"), PLACEHOLDER, settings);
    }
    // Read by the entry point of the services' image.
    SecretSources.names("ops/docker/service.sh").forEach(name -> settings.put(name + "_FILE", ""));
    return Map.copyOf(settings);
  }

  static Map<String, Integer> ports(String service) {
    Map<String, String> placeholders = new HashMap<>();
    collect(
        Repository.files(ALL + service + "/src/main", "microprofile-config.properties"),
        PLACEHOLDER,
        placeholders);
    Map<String, Integer> ports = new HashMap<>();
    placeholders.forEach(
        (name, value) -> {
          if (name.endsWith("_PORT")) {
            ports.put(name, Integer.valueOf(value));
          }
        });
    return Map.copyOf(ports);
  }

  static Map<Program.Probe, String> probes() {
    List<String> checks =
        Repository.files(SHARED, "Check.java").stream().map(Repository::text).toList();
    Map<Program.Probe, String> paths = new EnumMap<>(Program.Probe.class);
    for (Program.Probe probe : Program.Probe.values()) {
      if (checks.stream().anyMatch(text -> text.contains(probe.annotation()))) {
        paths.put(probe, "/health" + probe.lastPart());
      }
    }
    return paths;
  }

  private static void collect(List<Path> files, Pattern pattern, Map<String, String> settings) {
    for (Path file : files) {
      Matcher found = pattern.matcher(Repository.text(file));
      while (found.find()) {
        String value = Stream.ofNullable(found.group(2)).findFirst().orElse("").strip();
        settings.put(found.group(1), value);
      }
    }
  }
}
