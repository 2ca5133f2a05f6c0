package chat.e2e.observe;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The dashboards as files; what their panels show, {@code DashboardsIT} looks at. */
class DashboardsTest {
  private static final Path OPERATIONS = Path.of("../OPERATIONS.md");
  private static final int NEWEST_OLD_SCHEMA = 38;
  private static final Pattern HEADING = Pattern.compile("(?m)^#+ (.+)$");
  private static final Path COMPOSE = Path.of("../../docker-compose.enterprise.yml");
  private static final Pattern VARIABLE = Pattern.compile("\\$\\{([A-Z_]+)}");
  private static final Set<String> WITHOUT_QUERY = Set.of("text", "dashlist");

  @Test
  void eachHasItsPlaceAndItsVariables() throws IOException {
    Set<String> places = new HashSet<>();
    for (Dashboard dashboard : Dashboard.all()) {
      JsonNode json = dashboard.json();
      assertTrue(places.add(json.required("uid").textValue()), dashboard.file());
      assertTrue(places.add(json.required("title").textValue()), dashboard.file());
      assertTrue(json.required("schemaVersion").intValue() > NEWEST_OLD_SCHEMA, dashboard.file());
      assertEquals(
          Set.of("datasource", "instance", "runbook"),
          json.at("/templating/list")
              .valueStream()
              .map(variable -> variable.required("name").textValue())
              .collect(Collectors.toSet()),
          dashboard.file());
    }
    assertEquals(10, places.size());
  }

  @Test
  void theSourceThatGrafanaIsGivenIsTheirs() throws IOException {
    List<JsonNode> preset =
        yaml("datasources")
            .required("datasources")
            .valueStream()
            .filter(source -> source.path("isDefault").booleanValue())
            .map(source -> source.required("type"))
            .toList();
    for (Dashboard dashboard : Dashboard.all()) {
      List<JsonNode> wanted =
          dashboard
              .json()
              .at("/templating/list")
              .valueStream()
              .filter(variable -> variable.path("type").asText().equals("datasource"))
              .map(variable -> variable.required("query"))
              .toList();
      assertEquals(wanted, preset, dashboard.file());
    }
    JsonNode provider = yaml("dashboards").required("providers").required(0);
    assertEquals("file", provider.required("type").textValue());
  }

  @Test
  void composeGivesGrafanaEveryVariableThatIsFilledIn() throws IOException {
    Set<String> asked = new HashSet<>();
    for (String kind : List.of("datasources", "dashboards")) {
      VARIABLE.matcher(yaml(kind).toString()).results().forEach(name -> asked.add(name.group(1)));
    }
    JsonNode grafana =
        new YAMLMapper().readTree(COMPOSE.toFile()).at("/services/grafana/environment");
    assertEquals(Set.of("PROMETHEUS_URL", "JAEGER_URL", "DASHBOARDS_PATH"), asked);
    asked.forEach(name -> assertFalse(grafana.path(name).asText().isBlank(), name));
  }

  private static JsonNode yaml(String kind) throws IOException {
    return new YAMLMapper().readTree(Path.of("../grafana/provisioning", kind, "chat.yml").toFile());
  }

  @Test
  void eachPanelSaysWhatItShowsInWhichUnit() throws IOException {
    for (Dashboard dashboard : Dashboard.all()) {
      Set<Integer> ids = new HashSet<>();
      for (JsonNode panel : dashboard.panels()) {
        String name = dashboard.file() + ", " + panel.required("title").textValue();
        assertTrue(ids.add(panel.required("id").intValue()), name);
        assertFalse(panel.path("description").asText().isBlank(), name + ": no description");
        if (WITHOUT_QUERY.contains(panel.required("type").textValue())) {
          continue;
        }
        JsonNode defaults = panel.at("/fieldConfig/defaults");
        assertTrue(defaults.has("unit"), name + ": no unit");
        assertTrue(defaults.at("/thresholds/steps").size() > 0, name + ": no thresholds");
        assertTrue(panel.required("targets").size() > 0, name + ": no query");
      }
    }
  }

  @Test
  void eachSourceIsTheVariable() throws IOException {
    for (Dashboard dashboard : Dashboard.all()) {
      for (JsonNode source : dashboard.json().findValues("datasource")) {
        String uid = source.required("uid").textValue();
        assertTrue(Set.of("${datasource}", "-- Grafana --").contains(uid), dashboard.file());
      }
    }
  }

  @Test
  void eachLinksToAChapterThatExists() throws IOException {
    Set<String> anchors =
        HEADING
            .matcher(Files.readString(OPERATIONS))
            .results()
            .map(result -> result.group(1).toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9 -]", ""))
            .map(heading -> heading.replace(' ', '-'))
            .collect(Collectors.toSet());
    for (Dashboard dashboard : Dashboard.all()) {
      List<String> links =
          dashboard
              .json()
              .required("links")
              .valueStream()
              .map(link -> link.path("url").asText())
              .filter(url -> url.startsWith("${runbook}#"))
              .toList();
      assertFalse(links.isEmpty(), dashboard.file() + " has no link to the runbook");
      for (String link : links) {
        Matcher anchor = Pattern.compile("\\$\\{runbook}#(.+)").matcher(link);
        assertTrue(anchor.matches() && anchors.contains(anchor.group(1)), link);
      }
    }
  }

  @Test
  void theyAskForMetricsOfTheDocument() throws IOException {
    Metrics metrics = MetricsDocument.read();
    metrics.addRecorded(RuleFiles.read());
    for (Dashboard dashboard : Dashboard.all()) {
      for (String query : dashboard.queries()) {
        assertEquals(List.of(), metrics.missing(query), dashboard.file());
      }
    }
  }

  /** As recording rules, since promtool checks those. */
  @Test
  void prometheusTakesTheirQueries(@TempDir Path folder) throws Exception {
    var rules = new StringBuilder("groups:\n  - name: dashboards\n    rules:\n");
    int number = 0;
    for (Dashboard dashboard : Dashboard.all()) {
      for (String query : dashboard.queries()) {
        rules.append("      - record: dashboards:query:").append(number++);
        rules.append("\n        expr: '").append(query.replace("'", "''")).append("'\n");
      }
    }
    Tool.PROMTOOL.run("check", "rules", Files.writeString(folder.resolve("all.yml"), rules));
  }
}
