package chat.deploy;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Rules and dashboards as a cluster with operators takes them. */
class MonitoringTest {
  private static final String SCRIPT = "ops/k8s/components/monitoring/objects.sh";

  @Test
  void everyFileOfRulesAndEveryDashboardBecomesAnObject() throws Exception {
    Map<String, JsonNode> expected = new HashMap<>();
    YAMLMapper mapper = new YAMLMapper();
    for (Path file : files("ops/prometheus/rules")) {
      String name = "chat-" + file.getFileName().toString().replace(".rules.yml", "");
      expected.put("PrometheusRule other/" + name, mapper.readTree(file.toFile()));
    }
    for (Path file : files("ops/grafana/dashboards")) {
      String name = file.getFileName().toString();
      expected.put(
          "ConfigMap other/chat-dashboard-" + name.replace(".json", ""),
          mapper.createObjectNode().put("chat-" + name, Repository.text(file)));
    }
    Map<String, JsonNode> made = new HashMap<>();
    for (JsonNode object : objects("other")) {
      JsonNode data = object.path(object.has("spec") ? "spec" : "data");
      String name = object.at("/metadata/name").textValue();
      String namespace = object.at("/metadata/namespace").textValue();
      made.put(object.get("kind").textValue() + " " + namespace + "/" + name, data);
    }
    assertEquals(expected, made);
  }

  @Test
  void grafanaFindsTheDashboards() throws Exception {
    for (JsonNode object : objects("chat")) {
      assertEquals(
          object.has("data") ? "1" : "",
          object.at("/metadata/labels/grafana_dashboard").asText(),
          object::toString);
    }
  }

  private static Iterable<JsonNode> objects(String namespace) throws Exception {
    Process script =
        new ProcessBuilder(Repository.TOP.resolve(SCRIPT).toString(), namespace)
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    String text = new String(script.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertEquals(0, script.waitFor());
    YAMLMapper mapper = new YAMLMapper();
    return mapper.readerFor(JsonNode.class).<JsonNode>readValues(text).readAll();
  }

  private static Iterable<Path> files(String directory) throws Exception {
    try (Stream<Path> files = Files.list(Repository.TOP.resolve(directory))) {
      return files.toList();
    }
  }
}
