package chat.e2e.observe;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** The rule files in ops/prometheus/rules. */
public final class RuleFiles {
  /** Where they are, seen from this module. */
  public static final Path DIRECTORY = Path.of("../prometheus/rules");

  private static final String ENDING = ".rules.yml";
  private static final YAMLMapper MAPPER = new YAMLMapper();

  private RuleFiles() {}

  /** The files, in the order of their names. */
  static List<Path> files() throws IOException {
    try (Stream<Path> files = Files.list(DIRECTORY)) {
      return files.filter(file -> file.toString().endsWith(ENDING)).sorted().toList();
    }
  }

  /** All rules. */
  public static List<Rule> read() throws IOException {
    List<Rule> rules = new ArrayList<>();
    for (Path file : files()) {
      for (JsonNode group : MAPPER.readTree(file.toFile()).required("groups")) {
        for (JsonNode rule : group.required("rules")) {
          rules.add(rule(file.getFileName().toString(), rule));
        }
      }
    }
    return rules;
  }

  private static Rule rule(String file, JsonNode rule) {
    boolean isAlert = rule.has("alert");
    return new Rule(
        file,
        isAlert,
        rule.required(isAlert ? "alert" : "record").textValue(),
        rule.required("expr").asText(),
        words(rule.path("labels")),
        words(rule.path("annotations")));
  }

  private static Map<String, String> words(JsonNode object) {
    Map<String, String> words = new HashMap<>();
    object.properties().forEach(entry -> words.put(entry.getKey(), entry.getValue().asText()));
    return words;
  }

  /**
   * Copies the files to a directory, with every {@code for} as short as can be, so that a test does
   * not wait for minutes.
   */
  public static void copyHurried(Path directory) throws IOException {
    Files.createDirectories(directory);
    for (Path file : files()) {
      String hurried = Files.readString(file).replaceAll("(?m)^( +for: ).*$", "$11s");
      Files.writeString(directory.resolve(file.getFileName()), hurried);
    }
  }
}
