package chat.deploy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class ComposeTest {
  private static final Set<String> STORES = Set.of("mariadb", "kafka", "redis");
  private static final Pattern PINNED = Pattern.compile("[a-z/]+:v?\\d+\\.\\d+\\.\\d+");
  private static final Pattern SECRET = Pattern.compile("PASS|SECRET|TOKEN|REDIS_URL");

  @Test
  void everyProgramRunsAndTheGatewayTwice() {
    List<Program> running = new ArrayList<>();
    Compose.services()
        .values()
        .forEach(service -> Compose.program(service).ifPresent(running::add));
    assertEquals(EnumSet.allOf(Program.class), EnumSet.copyOf(running));
    assertEquals(2, running.stream().filter(Program.GATEWAY::equals).count());
    assertEquals(2, running.stream().filter(Program.MESSAGE::equals).count());
  }

  @Test
  void everyVariableIsReadByTheProgramThatGetsIt() {
    Compose.services()
        .forEach(
            (name, service) ->
                Compose.program(service)
                    .ifPresent(
                        program ->
                            service
                                .get("environment")
                                .fieldNames()
                                .forEachRemaining(
                                    variable ->
                                        assertTrue(
                                            program.reads(variable),
                                            name + " does not read " + variable))));
  }

  @Test
  void everyServiceHasLimitsAndAHealthCheckAndComesBack() {
    Compose.services()
        .forEach(
            (name, service) -> {
              JsonNode limits = service.at("/deploy/resources/limits");
              assertTrue(limits.has("cpus") && limits.has("memory"), name + " has no limits");
              assertTrue(service.has("restart"), name + " does not come back");
              // Ours have theirs in the image, see DockerfileTest.
              assertTrue(
                  service.has("healthcheck") || Compose.program(service).isPresent(),
                  name + " has no health check");
            });
  }

  @Test
  void imagesOfOthersArePinned() {
    Compose.services()
        .forEach(
            (name, service) -> {
              if (Compose.program(service).isEmpty()) {
                String image = Compose.image(service);
                assertTrue(PINNED.matcher(image).matches(), name + ": " + image);
              }
            });
  }

  @Test
  void thePortsAreThoseThatPeopleKnow() {
    Map<String, String> published = new TreeMap<>();
    Compose.services()
        .forEach(
            (name, service) ->
                service
                    .path("ports")
                    .forEach(
                        port -> {
                          String[] parts = Compose.filled(port.asText()).split(":", -1);
                          boolean forPeople = name.equals("nginx");
                          assertEquals(forPeople ? "0.0.0.0" : "127.0.0.1", parts[0], name);
                          published.put(parts[1], name);
                          Compose.program(service)
                              .ifPresent(
                                  program ->
                                      assertEquals(
                                          program.ports().get(program.probePort()),
                                          Integer.valueOf(parts[2]),
                                          name));
                        }));
    assertEquals(
        Map.ofEntries(
            Map.entry("7000", "nginx"),
            Map.entry("8000", "nginx"),
            Map.entry("8080", "gateway-1"),
            Map.entry("8090", "gateway-2"),
            Map.entry("8081", "user-service"),
            Map.entry("8082", "social-service"),
            Map.entry("8083", "message-service-1"),
            Map.entry("8093", "message-service-2"),
            Map.entry("8500", "consul"),
            Map.entry("9090", "prometheus"),
            Map.entry("9093", "alertmanager"),
            Map.entry("16686", "jaeger"),
            Map.entry("3000", "grafana")),
        published);
  }

  @Test
  void databasesAreInANetworkWithoutAWayOut() {
    JsonNode networks = Compose.read().get("networks");
    assertTrue(networks.at("/data/internal").asBoolean());
    for (String store : STORES) {
      JsonNode service = Compose.services().get(store);
      assertEquals("[\"data\"]", service.get("networks").toString());
      assertFalse(service.has("ports"), store);
    }
    assertEquals("[\"edge\"]", Compose.services().get("nginx").get("networks").toString());
  }

  @Test
  void kafkaKeepsWhatItHasTaken() {
    JsonNode kafka = Compose.services().get("kafka");
    JsonNode settings = kafka.get("environment");
    assertEquals(
        "kafka:" + settings.get("KAFKA_LOG_DIRS").asText(), kafka.at("/volumes/0").asText());
    assertTrue(Compose.read().get("volumes").has("kafka"));
    assertEquals("false", settings.get("KAFKA_UNCLEAN_LEADER_ELECTION_ENABLE").asText());
    int copies = settings.get("KAFKA_DEFAULT_REPLICATION_FACTOR").asInt();
    int certain = settings.get("KAFKA_MIN_INSYNC_REPLICAS").asInt();
    assertEquals(copies > 1 ? copies - 1 : 1, certain, "of " + copies + " copies");
    assertTrue(kafka.has("stop_grace_period"), "it writes what it has when it stops");
  }

  @Test
  void everybodyStartsAfterWhatItNeeds() {
    Compose.services()
        .forEach(
            (name, service) -> {
              JsonNode after = service.path("depends_on");
              Compose.program(service)
                  .ifPresent(
                      program -> {
                        switch (program) {
                          case MIGRATION -> healthy(after, "mariadb");
                          case GATEWAY ->
                              healthy(after, "user-service", "social-service", "message-service-1");
                          case USER, SOCIAL, MESSAGE -> {
                            healthy(after, "mariadb", "kafka", "redis", "consul");
                            assertEquals(
                                "service_completed_successfully",
                                after.at("/migration/condition").asText(),
                                name);
                          }
                        }
                      });
            });
    healthy(Compose.services().get("nginx").get("depends_on"), "gateway-1", "gateway-2");
  }

  @Test
  void aGatewayHasTheTimeThatItTakesToStop() {
    Map<String, String> settings = Program.GATEWAY.settings();
    Duration takes =
        Duration.parse(settings.get("DRAIN_TIMEOUT"))
            .plus(Duration.parse(settings.get("GOODBYE_TIMEOUT")));
    Duration has =
        Duration.parse(
            "PT" + Compose.services().get("gateway-1").get("stop_grace_period").asText());
    assertTrue(has.compareTo(takes) > 0, has + " is not more than " + takes);
  }

  @Test
  void noSecretIsWrittenAnywhere() {
    Set<String> used = new HashSet<>();
    Compose.services()
        .forEach(
            (name, service) -> {
              service.path("secrets").forEach(secret -> used.add(secret.asText()));
              service
                  .path("environment")
                  .properties()
                  .forEach(
                      variable -> {
                        if (SECRET.matcher(variable.getKey()).find()) {
                          assertTrue(
                              variable.getKey().endsWith("_FILE"), name + ": " + variable.getKey());
                          assertTrue(
                              variable.getValue().asText().startsWith("/run/secrets/"), name);
                        }
                      });
            });
    Set<String> made = new TreeSet<>();
    Matcher make =
        Pattern.compile("(?m)^make (\\w+)").matcher(Repository.text("ops/docker/secrets.sh"));
    while (make.find()) {
      made.add(make.group(1));
    }
    Set<String> named =
        Compose.read().get("secrets").properties().stream()
            .map(Map.Entry::getKey)
            .collect(Collectors.toSet());
    assertEquals(used, named);
    assertEquals(used, made);
    // That one names the directory with the files.
    assertEquals(
        List.of("SECRETS_DIR"),
        Compose.variables().keySet().stream().filter(SECRET.asPredicate()).toList());
  }

  @Test
  void theExampleOfSettingsHasThemAllWithTheirDefaults() {
    Map<String, String> example =
        Repository.text(".env.example")
            .lines()
            .filter(line -> !line.isBlank() && !line.startsWith("#"))
            .map(line -> line.split("=", 2))
            .collect(Collectors.toMap(parts -> parts[0], parts -> parts[1]));
    assertEquals(Compose.variables(), new TreeMap<>(example));
  }

  @Test
  void nginxPassesOnToTheGatewaysPortsAndSaysWhoseTheyAre() {
    String nginx = Repository.text("ops/docker/nginx.conf");
    Map<String, Integer> ports = Program.GATEWAY.ports();
    assertTrue(nginx.contains("set $gateways gateways:" + ports.get("TCP_PORT") + ";"));
    assertTrue(nginx.contains("set $gateways gateways:" + ports.get("HTTP_PORT") + ";"));
    Compose.services()
        .forEach(
            (name, service) -> {
              if (Compose.program(service).filter(Program.GATEWAY::equals).isPresent()) {
                assertEquals("gateways", service.at("/networks/edge/aliases/0").asText(), name);
                assertEquals(
                    nginx.contains("proxy_protocol on;"),
                    service.at("/environment/PROXY_PROTOCOL").asBoolean(),
                    name);
              }
            });
  }

  @Test
  void prometheusAsksEverybody() {
    Set<String> asked = new TreeSet<>();
    Matcher target =
        Pattern.compile("[a-z0-9-]+:80\\d\\d")
            .matcher(Repository.text("ops/prometheus/prometheus.yml"));
    while (target.find()) {
      asked.add(target.group());
    }
    Set<String> there = new TreeSet<>();
    Compose.services()
        .forEach(
            (name, service) ->
                Compose.program(service)
                    .filter(program -> program != Program.MIGRATION)
                    .ifPresent(
                        program ->
                            there.add(name + ":" + program.ports().get(program.probePort()))));
    assertEquals(there, asked);
  }

  private static void healthy(JsonNode after, String... names) {
    for (String name : names) {
      assertEquals("service_healthy", after.at("/" + name + "/condition").asText(), name);
    }
  }
}
