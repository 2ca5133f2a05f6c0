package chat.e2e.observe;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;

import chat.e2e.client.Json;
import chat.e2e.client.RestClient;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a real Alertmanager says, and what not, with the example of its configuration. */
class InhibitionTest {
  private static final String PART_DOWN =
      "PartDown job=gateway instance=gateway-1 severity=critical";
  private static final String SLOW = "AcknowledgementsSlow severity=warning follows=part-down";
  private static final String STUCK = "NothingAcknowledged severity=critical follows=part-down";

  @TempDir private Path folder;
  private Process process;
  private RestClient api;

  @BeforeEach
  void start() throws IOException {
    Path program = Tool.ALERTMANAGER.demand();
    int port = PrometheusServer.freePort();
    process =
        new ProcessBuilder(
                program.toString(),
                "--config.file=../prometheus/alertmanager.yml",
                "--storage.path=" + folder.resolve("data"),
                "--cluster.listen-address=",
                "--web.listen-address=127.0.0.1:" + port)
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("alertmanager.log").toFile())
            .start();
    api = new RestClient(port);
    await()
        .ignoreException(UncheckedIOException.class)
        .until(() -> api.get("/-/ready").status() == 200);
  }

  @AfterEach
  void stop() throws InterruptedException {
    if (process != null) {
      process.destroy();
      process.waitFor();
    }
  }

  @Test
  void onePartOfSeveralMutesNothingThatIsCritical() {
    assertSaid(
        List.of("NothingAcknowledged critical", "PartDown critical"), PART_DOWN, SLOW, STUCK);
  }

  @Test
  void theLastPartMutesAllThatFollows() {
    assertSaid(
        List.of("AllInstancesDown critical"),
        PART_DOWN,
        "AllInstancesDown job=gateway severity=critical",
        SLOW,
        STUCK);
  }

  @Test
  void thePartsOfAnotherKindAreSaid() {
    assertSaid(
        List.of("AllInstancesDown critical", "PartDown critical"),
        PART_DOWN,
        "AllInstancesDown job=user-service severity=critical");
  }

  @Test
  void theWorseOneOfTwoIsSaid() {
    assertSaid(
        List.of("PushesSlow critical"),
        "PushesSlow severity=warning",
        "PushesSlow severity=critical");
  }

  @Test
  void whatFollowsFromKafkaIsNotSaid() {
    assertSaid(
        List.of("OutboxNotPublished warning"),
        "OutboxNotPublished job=message-service severity=warning",
        "KafkaUnheard job=gateway severity=warning follows=kafka-away");
  }

  private void assertSaid(List<String> expected, String... alerts) {
    ArrayNode firing = JsonNodeFactory.instance.arrayNode();
    for (String alert : alerts) {
      String[] words = alert.split(" ", -1);
      var labels = Json.object().put("alertname", words[0]);
      for (String word : List.of(words).subList(1, words.length)) {
        String[] label = word.split("=", 2);
        labels.put(label[0], label[1]);
      }
      firing.add(Json.object().set("labels", labels));
    }
    assertEquals(
        200,
        api.call("POST", "/api/v2/alerts", Optional.empty(), Optional.of(firing.toString()))
            .status());
    await().untilAsserted(() -> assertEquals(expected, said(alerts.length)));
  }

  private List<String> said(int all) {
    List<String> said = new ArrayList<>();
    var alerts = api.get("/api/v2/alerts").json();
    assertEquals(all, alerts.size());
    for (var alert : alerts) {
      if (alert.at("/status/inhibitedBy").isEmpty()) {
        said.add(
            alert.at("/labels/alertname").textValue()
                + " "
                + alert.at("/labels/severity").textValue());
      }
    }
    said.sort(null);
    return said;
  }
}
