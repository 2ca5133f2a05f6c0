package chat.deploy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class DockerfileTest {
  private static final String FILE = "ops/docker/Dockerfile";
  private static final Pattern COPY = Pattern.compile("(?m)^COPY (?!--from)(.+)$");
  private static final Pattern BASE = Pattern.compile("(?m)^ARG (\\w+_IMAGE)=(.+)$");

  private final String text = Repository.text(FILE);

  @Test
  void whatIsCopiedIsThere() {
    Matcher copy = COPY.matcher(text);
    int found = 0;
    while (copy.find()) {
      String[] words = copy.group(1).replaceAll("--\\S+ ", "").split(" ", -1);
      for (int i = 0; i < words.length - 1; i++) {
        Path source = Repository.TOP.resolve(words[i]);
        assertTrue(Files.exists(source), words[i] + " is missing");
        found++;
      }
    }
    assertTrue(found > 10, "only " + found);
  }

  @Test
  void basesArePinnedAndTheSameForCompose() {
    Matcher base = BASE.matcher(text);
    Map<String, String> variables = Compose.variables();
    int found = 0;
    while (base.find()) {
      assertTrue(base.group(2).matches("\\S+:\\S+@sha256:[0-9a-f]{64}"), base.group(2));
      assertEquals(base.group(2), variables.get(base.group(1)), base.group(1));
      found++;
    }
    assertEquals(2, found);
    Matcher from = Pattern.compile("(?m)^FROM (\\S+) AS (\\S+)$|^FROM .*").matcher(text);
    Set<String> stages = new HashSet<>();
    while (from.find()) {
      String image = from.group(1);
      assertNotNull(image, from.group());
      assertTrue(image.matches("\\$\\{\\w+_IMAGE}") || stages.contains(image), image);
      stages.add(from.group(2));
    }
  }

  @Test
  void theServicesAreFoundWhereTheBuildPutsThem() {
    String parts = Repository.text("ops/docker/parts.sh");
    String wars = Repository.text("services-liberty/pom.xml");
    assertTrue(parts.contains("services-liberty/$service/target/server"));
    assertTrue(wars.contains("<outputDirectory>${project.build.directory}/server/apps<"));
    assertTrue(wars.contains("<outputDirectory>${project.build.directory}/server/jdbc<"));
    assertTrue(Repository.text("gateway-helidon/pom.xml").contains("/libs</outputDirectory>"));
  }

  @Test
  void theServicesVirtualMachineHasTheOptionsOfOrdinaryServersButForTheSizes() {
    String ordinary =
        Repository.text("services-liberty/runtime/src/main/liberty/config/jvm.options");
    String here = Repository.text("ops/docker/service.options");
    ordinary
        .lines()
        .filter(line -> line.startsWith("-") && !line.matches("-Xm[xn].*"))
        .forEach(option -> assertTrue(here.lines().anyMatch(option::equals), option));
  }

  @ParameterizedTest
  @ValueSource(strings = {"gateway.options", "service.options"})
  void theHeapIsAPartOfTheContainersMemory(String options) {
    String text = Repository.text("ops/docker/" + options);
    Matcher part = Pattern.compile("(?m)^-XX:MaxRAMPercentage=(\\d+)$").matcher(text);
    assertTrue(part.find(), options);
    int percent = Integer.parseInt(part.group(1));
    assertTrue(40 <= percent && percent <= 75, percent + " % leaves too much or too little");
    assertFalse(text.contains("-Xmx"), "which would count instead");
  }

  @Test
  void theVirtualMachinesGetTheirOptions() {
    String parts = Repository.text("ops/docker/parts.sh");
    assertTrue(parts.contains("cp service.options \"$to/$service/own/jvm.options\""));
    assertTrue(parts.contains("gateway.options \"$to/gateway/own\""));
    assertTrue(stage("gateway").contains("\"@/opt/chat/gateway.options\""));
    assertTrue(stage("migration").contains("\"-XX:MaxRAMPercentage="));
  }

  @ParameterizedTest
  @ValueSource(strings = {"gateway", "service", "migration"})
  void everyImageSaysWhatItIsAndWhereItComesFrom(String image) {
    Matcher label =
        Pattern.compile("org\\.opencontainers\\.image\\.(\\S+)=\"(.+)\"").matcher(stage(image));
    Map<String, String> labels = new HashMap<>();
    while (label.find()) {
      labels.put(label.group(1), label.group(2));
    }
    assertTrue(
        labels.keySet().containsAll(Set.of("title", "description", "licenses")), labels::toString);
    assertEquals("${VERSION}", labels.get("version"));
    assertEquals("${REVISION}", labels.get("revision"));
    assertEquals("${CREATED}", labels.get("created"));
    assertEquals("${BASE_IMAGE}", labels.get("base.name"));
  }

  @ParameterizedTest
  @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "MIGRATION")
  void theHealthCheckAsksTheProbeOfEachPart(Program program) {
    String healthy = Repository.text("ops/docker/healthy.sh");
    String port =
        "${%s:-%d}".formatted(program.probePort(), program.ports().get(program.probePort()));
    assertTrue(healthy.contains(port), port);
    assertTrue(healthy.contains("GET " + program.probes().get(Program.Probe.READY) + " HTTP/1.1"));
    program
        .ports()
        .forEach(
            (name, number) ->
                assertTrue(
                    name.equals("CONTROL_PORT") || isExposed(number), number + " is not exposed"));
  }

  /** From its FROM to the next one. */
  private String stage(String name) {
    int begin = text.indexOf(" AS " + name + "\n");
    int end = text.indexOf("\nFROM ", begin);
    return text.substring(begin, end < 0 ? text.length() : end);
  }

  private boolean isExposed(int port) {
    Matcher expose = Pattern.compile("(?m)^EXPOSE (.+)$").matcher(text);
    while (expose.find()) {
      for (String word : expose.group(1).split(" ", -1)) {
        String[] range = word.split("-", -1);
        if (Integer.parseInt(range[0]) <= port
            && port <= Integer.parseInt(range[range.length - 1])) {
          return true;
        }
      }
    }
    return false;
  }
}
