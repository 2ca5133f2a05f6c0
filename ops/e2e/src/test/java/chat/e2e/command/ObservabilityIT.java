package chat.e2e.command;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import chat.e2e.client.Json;
import chat.e2e.client.LinesClient;
import chat.e2e.client.People;
import chat.e2e.client.Person;
import chat.e2e.client.Requester;
import chat.e2e.client.RestClient;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** ops/chat up --observability, and ops/chat trace. */
@Tag("long")
class ObservabilityIT {
  private static final int PORT_OFFSET = 4100;
  private static final int TCP = 7000 + PORT_OFFSET;
  private static final int TRACES = 4318 + PORT_OFFSET;
  private static final int PROMETHEUS = 9090 + PORT_OFFSET;
  private static final Duration SOME_SCRAPES = Duration.ofMinutes(1);

  @TempDir static Path temporary;
  private static ChatCommand chat;
  private static String said;

  @BeforeAll
  static void start() throws Exception {
    chat = new ChatCommand(temporary.resolve("data"));
    OpsScript.Result up =
        chat.run("up", "--detach", "--observability", "--port-offset", "" + PORT_OFFSET);
    assertEquals(0, up.exitCode(), up.output());
    said = up.output();
  }

  @AfterAll
  static void stop() throws Exception {
    chat.run("down", "--purge");
  }

  @Test
  void theReceiverIsAPartWithAnAddress() throws Exception {
    assertTrue(said.contains("  traces   http://localhost:" + TRACES + "/traces\n"), said);
    OpsScript.Result status = chat.run("status");
    assertTrue(status.output().lines().anyMatch(line -> line.matches("traces +running .*")), said);
    assertEquals(200, new RestClient(TRACES).get("/traces").status());
    assertTrue(chat.run("logs", "traces").output().contains("OTLP over gRPC at "));
  }

  @Test
  void aMessageIsTracedThroughTheDatabaseAndTheSpans() throws Exception {
    People people = new People(TCP);
    Person ann = people.make("ann");
    Person ben = people.make("ben");
    // Two people may choose the same.
    send(ann, ben, "same id");
    send(ben, ann, "same id");

    OpsScript.Result trace = chat.run("trace", "same id");
    assertEquals(0, trace.exitCode(), trace.output());
    String fromAnn = "user " + ann.id() + " to user " + ben.id() + ", conversation ";
    String fromBen = "user " + ben.id() + " to user " + ann.id() + ", conversation ";
    assertTrue(trace.output().contains(fromAnn), trace.output());
    assertTrue(trace.output().contains(fromBen), trace.output());
    assertTrue(trace.output().contains("user " + ben.id() + ": not delivered"), trace.output());
    // Parts send what they have once in a few seconds.
    await()
        .atMost(SOME_SCRAPES)
        .untilAsserted(
            () -> {
              String spans = chat.run("trace", "same id").output();
              assertEquals(2, spans.lines().filter(line -> line.startsWith("trace ")).count());
              for (String name : List.of("private_chat", "commit", "INSERT messages")) {
                assertTrue(spans.contains(name), spans);
              }
            });
    assertFalse(trace.output().contains("nobody's business"), trace.output());
  }

  @Test
  void aMessageThatIsNotThereIsNotFound() throws Exception {
    OpsScript.Result trace = chat.run("trace", "nothing");
    assertEquals(1, trace.exitCode(), trace.output());
    assertTrue(trace.output().contains("No message with the msg_id nothing"), trace.output());
    assertTrue(trace.output().contains("No trace of this message is kept"), trace.output());
    assertEquals(2, chat.run("trace").exitCode());
    OpsScript.Result down = new ChatCommand(temporary.resolve("other")).run("trace", "nothing");
    assertEquals(1, down.exitCode(), down.output());
    assertTrue(down.output().contains("No stack runs in "), down.output());
  }

  @Test
  void prometheusReachesEveryPart() {
    boolean installed =
        Arrays.stream(System.getenv("PATH").split(":", -1))
            .anyMatch(directory -> Files.isExecutable(Path.of(directory, "prometheus")));
    if (!installed) {
      assertTrue(said.contains("prometheus: not on the PATH"), said);
    }
    assumeTrue(installed, "prometheus is not on the PATH: apt-get install prometheus");
    assertTrue(said.contains("  metrics  http://localhost:" + PROMETHEUS + "/\n"), said);
    Map<String, String> expected =
        Map.of(
            "gateway gateway-1", "up",
            "user-service services", "up",
            "social-service services", "up",
            "message-service services", "up",
            "prometheus prometheus", "up");
    await().atMost(SOME_SCRAPES).untilAsserted(() -> assertEquals(expected, targets()));
    // One process for all services is one, at whichever port it is asked.
    await()
        .atMost(SOME_SCRAPES)
        .untilAsserted(
            () -> assertEquals(List.of("services"), instances("thread_count{job=~'.*-service'}")));
  }

  private static void send(Person from, Person to, String id) {
    ObjectNode message =
        Json.message(1001)
            .put("to_id", to.id())
            .put("content", "nobody's business")
            .put("msg_id", id);
    try (var requester = new Requester(new LinesClient(TCP))) {
      requester.demand(message.put("token", from.token()));
    }
  }

  /** Health by job and instance. */
  private static Map<String, String> targets() {
    Map<String, String> targets = new TreeMap<>();
    for (JsonNode target : prometheus("targets").path("activeTargets")) {
      JsonNode labels = target.get("labels");
      targets.put(
          labels.get("job").textValue() + " " + labels.get("instance").textValue(),
          target.get("health").textValue());
    }
    return targets;
  }

  private static List<String> instances(String query) {
    JsonNode found = prometheus("query?query=" + URLEncoder.encode(query, StandardCharsets.UTF_8));
    return found.path("result").findValuesAsText("instance");
  }

  private static JsonNode prometheus(String question) {
    return new RestClient(PROMETHEUS).get("/api/v1/" + question).json().get("data");
  }
}
