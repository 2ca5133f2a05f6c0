package chat.e2e;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import chat.e2e.client.ClassicClient;
import chat.e2e.client.Json;
import chat.e2e.client.Person;
import chat.e2e.client.RestClient;
import chat.e2e.client.Scrape;
import chat.e2e.client.SocketClient;
import chat.ops.local.Service;
import chat.proto.gateway.ListSessionsRequest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The metrics of every process are those of the reference, and nothing in them is a client's. */
@ExtendWith(Stack.Shared.class)
class MetricsIT {
  private static final Path REFERENCE = Path.of("../METRICS.md");
  private static final Pattern ROW = Pattern.compile("\\| `([a-z_A-Z]+)`\\S* \\| ([a-z]+)\\b.*");
  private static final Pattern OURS = Pattern.compile("(chat|grpc|process|jvm_virtual)_.*");

  /** Those of the reference that this stack has none of: its ports are without TLS. */
  private static final Set<String> ELSEWHERE = Set.of("chat_gateway_certificate_expiry_seconds");

  @Test
  void theReferenceTellsOfEveryMetricAndOfNoOther(Stack stack) throws IOException {
    talk(stack, "zqxj" + Long.toString(System.nanoTime(), 36));
    Map<String, String> exposed = new TreeMap<>();
    for (int port : ports(stack)) {
      Scrape.of(port).types().entrySet().stream()
          .filter(entry -> OURS.matcher(entry.getKey()).matches())
          .forEach(entry -> exposed.put(entry.getKey(), entry.getValue()));
    }
    Map<String, String> told = new TreeMap<>(reference());
    told.keySet().removeAll(ELSEWHERE);
    assertEquals(lines(told), lines(exposed));
  }

  @Test
  void noLabelComesFromAClient(Stack stack) {
    String odd = "zqxj" + Long.toString(System.nanoTime(), 36);
    talk(stack, odd);
    for (int port : ports(stack)) {
      List<String> found =
          Scrape.of(port).text().lines().filter(line -> line.contains("zqxj")).toList();
      assertEquals(List.of(), found, "at port " + port);
    }
  }

  @Test
  void whatHappensIsCounted(Stack stack) {
    Map<String, Double> before = numbers(stack);
    talk(stack, "zqxj" + Long.toString(System.nanoTime(), 36));
    Map<String, Double> after = numbers(stack);
    before.forEach(
        (number, value) -> assertTrue(after.get(number) > value, () -> number + " stays " + value));
  }

  @Test
  void whoIsConnectedIsCounted(Stack stack) {
    int gateway = stack.gateway(1).probes();
    Person ada = stack.people().make("ada");
    try (var here = stack.lines();
        var page = stack.page();
        var _ = new SocketClient(stack.gateway(1).http(), "/ws?token=" + ada.token());
        var classic = new ClassicClient(stack.gateway(1).tcp())) {
      here.logIn(ada);
      page.logIn(ada);
      classic.send(Json.message(1).put("id", ada.id()).put("password", ada.password()).toString());
      classic.receive();
      for (String kind : List.of("lines websocket", "web websocket", "classic tcp")) {
        String[] words = kind.split(" ", 2);
        await(kind)
            .until(
                () ->
                    Scrape.of(gateway)
                            .sum(
                                "chat_gateway_connections",
                                "dialect=\"" + words[0] + "\"",
                                "transport=\"" + words[1] + "\"")
                        >= 1);
      }
      Scrape scrape = Scrape.of(gateway);
      assertTrue(scrape.sum("chat_gateway_users_online") >= 1);
      assertTrue(scrape.sum("chat_gateway_connections", "dialect=\"lines\"", "\"tcp\"") >= 1);
      assertEquals(0, scrape.sum("chat_gateway_unanswered_messages"));
      assertEquals(0, scrape.sum("chat_gateway_push_lag_records"));
      assertEquals(1, scrape.sum("chat_gateway_partition_held"));
      assertTrue(scrape.sum("chat_gateway_message_streams_up") >= 1);
      assertTrue(scrape.sum("chat_redis_pool_connections", "state=\"active\"") >= 1);
    }
  }

  /** Numbers that grow with every talk, summed over all processes. */
  private static Map<String, Double> numbers(Stack stack) {
    Map<String, Double> numbers = new HashMap<>();
    for (int port : ports(stack)) {
      Scrape scrape = Scrape.of(port);
      add(numbers, scrape, "chat_gateway_send_to_ack_seconds_count");
      add(numbers, scrape, "chat_gateway_send_to_ack_seconds_bucket", "le=\"5.0\"");
      add(numbers, scrape, "chat_gateway_send_to_push_seconds_count");
      add(numbers, scrape, "chat_gateway_logins_total", "\"password\"", "\"ok\"");
      add(numbers, scrape, "chat_gateway_logins_total", "\"password\"", "\"rejected\"");
      add(numbers, scrape, "grpc_client_calls_seconds_bucket", "\"Login\"", "le=\"5.0\"");
      add(numbers, scrape, "grpc_server_calls_seconds_bucket", "\"Login\"", "le=\"5.0\"");
      add(numbers, scrape, "chat_gateway_messages_in_total");
      add(numbers, scrape, "chat_gateway_messages_acked_total");
      add(numbers, scrape, "chat_gateway_messages_pushed_total");
      add(numbers, scrape, "chat_messages_accepted_total");
      add(numbers, scrape, "chat_commit_time_seconds_bucket", "le=\"10.0\"");
      add(numbers, scrape, "chat_commit_flush_time_seconds_bucket", "le=\"10.0\"");
      add(numbers, scrape, "chat_outbox_batches_total", "\"published\"");
      add(numbers, scrape, "chat_commit_batch_messages_bucket", "le=\"1000.0\"");
      add(numbers, scrape, "chat_push_publish_seconds_count", "service=\"message\"");
      add(numbers, scrape, "process_cpu_seconds_total");
    }
    return numbers;
  }

  private static void add(
      Map<String, Double> numbers, Scrape scrape, String name, String... labels) {
    numbers.merge(name + List.of(labels), scrape.sum(name, labels), Double::sum);
  }

  /** Says things that clients can choose, in as many places as there are, all with this in them. */
  private static void talk(Stack stack, String odd) {
    Person ada = stack.people().makeNamed(odd + " \"o'dd\" {name}");
    Person bob = stack.people().make("bob");
    try (var adas = stack.lines();
        var bobs = stack.page();
        var services = stack.services();
        var classic = new ClassicClient(stack.gateway(2).tcp())) {
      adas.demand(Json.message(1).put("name", ada.name()).put("password", "pwd"));
      bobs.logIn(bob);
      adas.demand(Json.chat(bob, odd));
      bobs.nextPush();
      adas.ask(Json.message(1).put("name", odd).put("password", odd));
      adas.ask(Json.message(1).put("token", odd));
      adas.ask(Json.message(31_999).put(odd, odd));
      adas.demand(Json.message(2003).put("name", odd).put("desc", odd));
      adas.demand(Json.message(3003).put("nickname", odd));
      classic.send(Json.message(1).put("id", ada.id()).put("password", odd).toString());
      classic.receive();
      stack.rest().get("/api/" + odd);
      stack.rest().call("GET", "/api/friends", Optional.of(odd), Optional.empty());
      services
          .control(1, stack.administratorToken(bob))
          .listSessions(ListSessionsRequest.getDefaultInstance());
    }
    for (int port : ports(stack)) {
      new RestClient(port).get("/" + odd);
    }
  }

  /** The names and types in the tables of the reference. */
  private static Map<String, String> reference() throws IOException {
    Map<String, String> rows = new HashMap<>();
    for (String line : Files.readAllLines(REFERENCE)) {
      Matcher row = ROW.matcher(line);
      if (row.matches() && OURS.matcher(row.group(1)).matches()) {
        assertFalse(rows.containsKey(row.group(1)), () -> "twice: " + row.group(1));
        rows.put(row.group(1), row.group(2));
      }
    }
    return rows;
  }

  private static String lines(Map<String, String> types) {
    return String.join(
        "\n",
        types.entrySet().stream().map(type -> type.getKey() + " " + type.getValue()).toList());
  }

  private static List<Integer> ports(Stack stack) {
    return Stream.concat(
            Stream.of(stack.gateway(1).probes(), stack.gateway(2).probes()),
            Stream.of(Service.values()).map(stack.processes().ports()::http))
        .toList();
  }
}
