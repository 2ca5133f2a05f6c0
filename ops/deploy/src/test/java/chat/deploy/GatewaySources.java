package chat.deploy;

import java.util.EnumMap;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What the gateway's sources say of its settings, ports and probes. */
final class GatewaySources {
  private static final String MAIN = "gateway-helidon/src/main/";
  private static final String JAVA = MAIN + "java/chat/gateway/";
  private static final Pattern FILE = Pattern.compile("FILE = \"([A-Z_]+)\"");
  private static final Pattern HEALTH =
      Pattern.compile("HealthObserver\\.builder\\(\\)\\s*\\.endpoint\\(\"([^\"]+)\"\\)");

  private GatewaySources() {}

  static Map<String, String> settings() {
    Map<String, String> settings = new HashMap<>(TraceSources.settings());
    Repository.yaml(MAIN + "resources/application.yaml")
        .properties()
        .forEach(entry -> settings.put(variable(entry.getKey()), entry.getValue().asText()));
    SecretSources.names(JAVA + "GatewayConfig.java")
        .forEach(name -> settings.put(name + "_FILE", ""));
    Matcher file = FILE.matcher(Repository.text(JAVA + "Settings.java"));
    while (file.find()) {
      settings.put(file.group(1), "");
    }
    return Map.copyOf(settings);
  }

  static Map<String, Integer> ports() {
    Map<String, Integer> ports = new HashMap<>();
    settings()
        .forEach(
            (name, value) -> {
              if (name.endsWith("_PORT")) {
                ports.put(name, Integer.valueOf(value));
              }
            });
    return Map.copyOf(ports);
  }

  static Map<Program.Probe, String> probes() {
    Matcher health = HEALTH.matcher(Repository.text(JAVA + "transport/Listeners.java"));
    if (!health.find()) {
      throw new IllegalStateException("the gateway has no health endpoint any more");
    }
    String checks = Repository.text(JAVA + "Probes.java");
    Map<Program.Probe, String> paths = new EnumMap<>(Program.Probe.class);
    for (Program.Probe probe : Program.Probe.values()) {
      if (checks.contains("HealthCheckType." + probe.helidonType())) {
        paths.put(probe, health.group(1) + probe.lastPart());
      }
    }
    return paths;
  }

  private static String variable(String key) {
    return key.toUpperCase(Locale.ROOT).replace('-', '_');
  }
}
