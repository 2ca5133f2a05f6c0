package chat.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import chat.e2e.client.ClassicClient;
import chat.e2e.client.FrameClient;
import chat.e2e.client.Json;
import chat.e2e.client.LinesClient;
import chat.e2e.client.Person;
import chat.e2e.client.SocketClient;
import chat.ops.traces.Span;
import chat.ops.traces.Trace;
import chat.ops.traces.TraceText;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** One message is one trace, from the sender's frame to the receiver's socket. */
@ExtendWith(Stack.Shared.class)
class TracesIT {
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  /** How far two processes may be apart about what time it is. */
  private static final long CLOCKS_NANOS = 1_000_000;

  private static final String SEND = "chat.message.MessageService/Send";
  private static final String GATEWAY = "chat-gateway";
  private static final String SERVICE = "chat-message-service";

  static Stream<Arguments> pairs() {
    List<String> dialects = List.of("lines", "classic", "web");
    return dialects.stream()
        .flatMap(sender -> dialects.stream().map(receiver -> Arguments.of(sender, receiver)));
  }

  @ParameterizedTest
  @MethodSource("pairs")
  void aMessageIsOneTraceThroughTwoGateways(String from, String to, Stack stack) throws Exception {
    Person sender = stack.people().make("sender");
    Person receiver = stack.people().make("receiver");
    String content = "secret " + UUID.randomUUID();
    try (FrameClient receiving = connect(stack, to, 2, receiver);
        FrameClient sending = connect(stack, from, 1, sender)) {
      send(sending, from, sender, receiver, content);
      while (!receiving.receive().contains(content)) {
        // what a login says first
      }
    }
    Trace trace = complete(stack, sender);
    String tree = TraceText.tree(trace, stack.traces());

    Span root = one(trace, "private_chat", tree);
    Span call = child(trace, root, SEND, tree);
    Span service = child(trace, call, SEND, tree);
    Span commit = child(trace, service, "commit", tree);
    Span outbox = child(trace, service, "outbox", tree);
    // The sender's other devices may be anywhere, so that its gateway gets a record as well.
    Span push = one(trace, "push", tree);
    Span process = parent(trace, push, "process chat.push", tree);
    Span record = parent(trace, process, "send chat.push", tree);
    assertEquals(outbox.spanId(), record.parentId(), tree);
    for (Span part : List.of(root, call, process, push)) {
      assertEquals(GATEWAY, part.service(), tree);
    }
    for (Span part : List.of(service, commit, outbox, record)) {
      assertEquals(SERVICE, part.service(), tree);
    }
    child(trace, root, "decode " + from, tree);
    child(trace, service, "wait for the committer", tree);
    child(trace, commit, "INSERT messages", tree);
    child(trace, commit, "INSERT outbox", tree);
    child(trace, commit, "COMMIT", tree);

    inOrder(tree, root, call, service, commit, outbox, record, process, push);
    assertEquals(from, root.attribute("chat.dialect"), tree);
    assertEquals(protocol(from), root.attribute("network.protocol.name"), tree);
    assertEquals("tcp", root.attribute("network.transport"), tree);
    assertEquals(String.valueOf(sender.id()), root.attribute("user.id"), tree);
    assertEquals(to, push.attribute("chat.dialect"), tree);
    assertEquals(protocol(to), push.attribute("network.protocol.name"), tree);
    assertEquals(String.valueOf(receiver.id()), push.attribute("user.id"), tree);
    assertFalse(service.attribute("service.instance.id").isEmpty(), tree);
    assertEquals(root.attribute("messaging.message.id"), push.attribute("messaging.message.id"));
    assertEquals(root.attribute("messaging.message.id"), record.attribute("messaging.message.id"));
    assertSend(call, tree);
    assertSend(service, tree);
    assertEquals("127.0.0.1", call.attribute("server.address"), tree);
    assertFalse(call.attribute("server.port").isEmpty(), tree);
    assertStored(one(trace, "INSERT messages", tree), "messages", tree);
    assertStored(one(trace, "INSERT outbox", tree), "outbox", tree);
    assertOfTopic(record, Span.Kind.PRODUCER, "send", tree);
    assertTrue(record.attribute("messaging.destination.partition.id").matches("\\d+"), tree);
    assertOfTopic(process, Span.Kind.CONSUMER, "process", tree);
    assertFalse(
        root.attribute("service.instance.id").equals(push.attribute("service.instance.id")),
        "through two gateways\n" + tree);
    assertFalse(tree.contains("secret"), tree);
    assertTrue(
        trace.spans().stream().noneMatch(span -> span.attributes().toString().contains(content)),
        "no content is traced");
  }

  @Test
  void aLoginIsTracedToTheStatementsOfTheServices(Stack stack) throws Exception {
    Person person = stack.people().make("person");
    try (var requester = stack.lines()) {
      requester.logIn(person);
    }
    Trace trace =
        stack
            .traces()
            .await(
                some ->
                    some.root().name().equals("login")
                        && some.root().attribute("user.id").equals(String.valueOf(person.id()))
                        && some.services().size() == 4,
                PATIENCE);
    String tree = TraceText.tree(trace, stack.traces());
    Span call = child(trace, trace.root(), "chat.user.UserService/Login", tree);
    Span service = child(trace, call, "chat.user.UserService/Login", tree);
    assertEquals("chat-user-service", service.service(), tree);
    for (Span span : List.of(call, service)) {
      assertEquals("grpc", span.attribute("rpc.system"), tree);
      assertEquals("chat.user.UserService", span.attribute("rpc.service"), tree);
      assertEquals("Login", span.attribute("rpc.method"), tree);
      assertEquals("0", span.attribute("rpc.grpc.status_code"), tree);
    }
    assertEquals("127.0.0.1", call.attribute("server.address"), tree);
    assertFalse(call.attribute("server.port").isEmpty(), tree);
    String sql = child(trace, service, "SELECT users", tree).attribute("db.query.text");
    assertTrue(sql.startsWith("select ") && sql.endsWith("=?"), sql);
    assertTrue(
        trace.spans().stream().noneMatch(span -> span.attributes().containsValue("pwd")),
        "no password is traced");
  }

  @Test
  void restIsTracedAndGoesOnWithTheCallersTrace(Stack stack) throws Exception {
    Person person = stack.people().make("person");
    String traceId = UUID.randomUUID().toString().replace("-", "");
    URI friends = URI.create("http://127.0.0.1:" + stack.gateway(1).http() + "/api/friends");
    var request =
        HttpRequest.newBuilder(friends)
            .header("Authorization", "Bearer " + person.token())
            .header("traceparent", "00-" + traceId + "-b7ad6b7169203331-01")
            .build();
    try (HttpClient http = HttpClient.newHttpClient()) {
      assertEquals(200, http.send(request, BodyHandlers.ofString()).statusCode());
    }
    Trace trace =
        stack
            .traces()
            .await(
                some ->
                    some.id().equals(traceId)
                        && some.services().contains("chat-social-service")
                        && !some.named("GET /api/friends").isEmpty(),
                PATIENCE);
    String tree = TraceText.tree(trace, stack.traces());
    Span root = one(trace, "GET /api/friends", tree);
    assertEquals("b7ad6b7169203331", root.parentId(), tree);
    assertEquals("200", root.attribute("http.response.status_code"), tree);
    assertEquals(String.valueOf(person.id()), root.attribute("user.id"), tree);
    assertFalse(root.attribute("chat.connection.id").isEmpty(), tree);
  }

  @Test
  void theUpgradeToAWebSocketIsTraced(Stack stack) throws Exception {
    Person person = stack.people().make("person");
    try (FrameClient web = connect(stack, "web", 1, person)) {
      web.receive();
    }
    Trace trace =
        stack
            .traces()
            .await(
                some ->
                    some.root().name().equals("GET /ws")
                        && some.root().attribute("user.id").equals(String.valueOf(person.id())),
                PATIENCE);
    String tree = TraceText.tree(trace, stack.traces());
    assertEquals("101", trace.root().attribute("http.response.status_code"), tree);
    assertEquals("/ws", trace.root().attribute("url.path"), tree);
    assertTrue(
        trace.spans().stream()
            .noneMatch(span -> span.attributes().toString().contains(person.token())),
        "no token is traced");
  }

  @Test
  void theGatewaysLog(Stack stack) throws Exception {
    String log = Files.readString(stack.processes().log("gateway-1"));
    assertTrue(log.contains(" INFO chat.gateway.trace.Tracing: tracing; slow is PT1S"), log);
  }

  private static String protocol(String dialect) {
    return dialect.equals("web") ? "websocket" : dialect;
  }

  private static void assertSend(Span span, String tree) {
    assertEquals("grpc", span.attribute("rpc.system"), tree);
    assertEquals("chat.message.MessageService", span.attribute("rpc.service"), tree);
    assertEquals("Send", span.attribute("rpc.method"), tree);
  }

  private static void assertStored(Span span, String table, String tree) {
    assertEquals(Span.Kind.CLIENT, span.kind(), tree);
    assertEquals("mariadb", span.attribute("db.system.name"), tree);
    assertEquals("INSERT", span.attribute("db.operation.name"), tree);
    assertEquals(table, span.attribute("db.collection.name"), tree);
    // The text without the values.
    assertTrue(span.attribute("db.query.text").matches("(?s)INSERT .*VALUES \\([?, ]+\\)"), tree);
  }

  private static void assertOfTopic(Span span, Span.Kind kind, String operation, String tree) {
    assertEquals(kind, span.kind(), tree);
    assertEquals("kafka", span.attribute("messaging.system"), tree);
    assertEquals("chat.push", span.attribute("messaging.destination.name"), tree);
    assertEquals(operation, span.attribute("messaging.operation.type"), tree);
    assertEquals(operation, span.attribute("messaging.operation.name"), tree);
  }

  /** The newest message of a sender, when nothing of its trace is missing any more. */
  private static Trace complete(Stack stack, Person sender) throws Exception {
    return stack
        .traces()
        .await(
            trace ->
                trace.named("private_chat").stream()
                        .anyMatch(
                            span -> span.attribute("user.id").equals(String.valueOf(sender.id())))
                    && !trace.named("push").isEmpty()
                    && !trace.named("outbox").isEmpty()
                    && trace.named(SEND).size() == 2,
            PATIENCE);
  }

  private static FrameClient connect(Stack stack, String dialect, int gateway, Person person) {
    switch (dialect) {
      case "lines" -> {
        var client = new LinesClient(stack.gateway(gateway).tcp());
        client.send(Json.message(1).put("token", person.token()).toString());
        client.receive();
        return client;
      }
      case "classic" -> {
        var client = new ClassicClient(stack.gateway(gateway).tcp());
        client.send(Json.message(1).put("id", person.id()).put("password", "pwd").toString());
        client.receive();
        return client;
      }
      case "web" -> {
        return new SocketClient(stack.gateway(gateway).http(), "/ws?token=" + person.token());
      }
      default -> throw new IllegalArgumentException(dialect);
    }
  }

  private static void send(
      FrameClient client, String dialect, Person sender, Person receiver, String content) {
    client.send(
        switch (dialect) {
          case "lines" ->
              Json.message(1001).put("to_id", receiver.id()).put("content", content).toString();
          case "classic" ->
              Json.message(6)
                  .put("id", sender.id())
                  .put("name", sender.name())
                  .put("toid", receiver.id())
                  .put("msg", content)
                  .put("time", "2026-11-22 10:03:07")
                  .toString();
          case "web" ->
              Json.object()
                  .put("type", "ONE_CHAT_MSG")
                  .put("fromid", String.valueOf(sender.id()))
                  .put("toid", String.valueOf(receiver.id()))
                  .put("msg", content)
                  .toString();
          default -> throw new IllegalArgumentException(dialect);
        });
  }

  private static Span one(Trace trace, String name, String tree) {
    List<Span> found = trace.named(name);
    assertEquals(1, found.size(), name + "\n" + tree);
    return found.getFirst();
  }

  private static Span child(Trace trace, Span parent, String name, String tree) {
    return trace.children(parent).stream()
        .filter(span -> span.name().equals(name))
        .findFirst()
        .orElseThrow(
            () -> new AssertionError("no " + name + " below " + parent.name() + "\n" + tree));
  }

  private static Span parent(Trace trace, Span child, String name, String tree) {
    return trace.named(name).stream()
        .filter(span -> span.spanId().equals(child.parentId()))
        .findFirst()
        .orElseThrow(
            () -> new AssertionError("no " + name + " above " + child.name() + "\n" + tree));
  }

  private static void inOrder(String tree, Span... spans) {
    for (int i = 1; i < spans.length; i++) {
      assertTrue(
          spans[i - 1].startNanos() <= spans[i].startNanos() + CLOCKS_NANOS,
          spans[i].name() + " began before " + spans[i - 1].name() + "\n" + tree);
    }
  }
}
