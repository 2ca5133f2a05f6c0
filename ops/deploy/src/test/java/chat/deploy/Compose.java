package chat.deploy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.yaml.snakeyaml.Yaml;

/** docker-compose.enterprise.yml, as Compose reads it: with its anchors and merge keys resolved. */
final class Compose {
  static final String FILE = "docker-compose.enterprise.yml";

  /** {@code ${NAME:-default}}, or without the colon, where empty is a value too. */
  private static final Pattern VARIABLE = Pattern.compile("(?<!\\$)\\$\\{([A-Z_]+):?-([^}]*)}");

  private Compose() {}

  static JsonNode read() {
    return new ObjectMapper().valueToTree(new Yaml().load(Repository.text(FILE)));
  }

  /** The services by name. */
  static Map<String, JsonNode> services() {
    Map<String, JsonNode> services = new TreeMap<>();
    read().get("services").properties().forEach(e -> services.put(e.getKey(), e.getValue()));
    return services;
  }

  /** Which of our programs a service runs; empty for those of others. */
  static Optional<Program> program(JsonNode service) {
    return Stream.of(Program.values())
        .filter(program -> image(service).equals(program.image()))
        .findFirst();
  }

  /** A service's image with the defaults filled in, without the version where it is one of ours. */
  static String image(JsonNode service) {
    String image = filled(service.get("image").asText());
    return image.startsWith("chat-") ? image.replaceFirst(":.*", "") : image;
  }

  /** The variables that the file reads, with their defaults. */
  static Map<String, String> variables() {
    Map<String, String> variables = new TreeMap<>();
    Matcher found = VARIABLE.matcher(Repository.text(FILE));
    while (found.find()) {
      String before = variables.put(found.group(1), found.group(2));
      if (before != null && !before.equals(found.group(2))) {
        throw new IllegalStateException(found.group(1) + " has two defaults");
      }
    }
    return variables;
  }

  /** A text with the variables' defaults in their places. */
  static String filled(String text) {
    return VARIABLE.matcher(text).replaceAll(found -> Matcher.quoteReplacement(found.group(2)));
  }
}
