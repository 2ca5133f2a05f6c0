package chat.e2e.observe;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A dashboard of Grafana in ops/grafana/dashboards.
 *
 * @param file its file's name
 * @param json all of it
 */
public record Dashboard(String file, JsonNode json) {
  private static final Path DIRECTORY = Path.of("../grafana/dashboards");
  private static final JsonMapper MAPPER = new JsonMapper();
  private static final Pattern LABEL_VALUES =
      Pattern.compile("label_values\\((?<query>.+), *(?<label>[a-z_]+)\\)");

  /** All dashboards, in the order of their files' names. */
  public static List<Dashboard> all() throws IOException {
    List<Dashboard> all = new ArrayList<>();
    try (Stream<Path> files = Files.list(DIRECTORY)) {
      for (Path file : files.sorted().toList()) {
        all.add(new Dashboard(file.getFileName().toString(), MAPPER.readTree(file.toFile())));
      }
    }
    return all;
  }

  /** The panels that show something; rows only give it an order. */
  List<JsonNode> panels() {
    return Stream.concat(
            json.required("panels").valueStream(),
            json.required("panels").valueStream().flatMap(row -> row.path("panels").valueStream()))
        .filter(panel -> !panel.required("type").textValue().equals("row"))
        .toList();
  }

  /**
   * The queries of panels, annotations and variables, as Prometheus takes them: Grafana's own
   * variables have values.
   */
  public List<String> queries() {
    Stream<String> panels =
        panels().stream()
            .flatMap(panel -> panel.path("targets").valueStream())
            .map(target -> target.required("expr").textValue());
    Stream<String> annotations =
        json.at("/annotations/list")
            .valueStream()
            .filter(annotation -> annotation.has("expr"))
            .map(annotation -> annotation.get("expr").textValue());
    Stream<String> variables =
        json.at("/templating/list")
            .valueStream()
            .filter(variable -> variable.required("type").textValue().equals("query"))
            .map(variable -> countOf(variable.at("/query/query").textValue()));
    return Stream.of(panels, annotations, variables)
        .flatMap(each -> each)
        .map(Dashboard::withValues)
        .toList();
  }

  /** The queries of each panel, by its name. */
  public Map<String, List<String>> panelQueries() {
    Map<String, List<String>> queries = new LinkedHashMap<>();
    for (JsonNode panel : panels()) {
      queries
          .computeIfAbsent(
              file + ", " + panel.required("title").textValue(), _ -> new ArrayList<>())
          .addAll(
              panel
                  .path("targets")
                  .valueStream()
                  .map(target -> withValues(target.required("expr").textValue()))
                  .toList());
    }
    return queries;
  }

  private static String countOf(String variable) {
    Matcher matcher = LABEL_VALUES.matcher(variable);
    if (!matcher.matches()) {
      throw new IllegalArgumentException("not understood: " + variable);
    }
    return "count by (" + matcher.group("label") + ") (" + matcher.group("query") + ")";
  }

  private static String withValues(String query) {
    return query
        .replace("$__rate_interval", "1m")
        .replace("$__range", "1h")
        .replace("$instance", ".+");
  }
}
