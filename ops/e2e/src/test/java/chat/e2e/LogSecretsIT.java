package chat.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import chat.e2e.client.ClassicClient;
import chat.e2e.client.FrameClient;
import chat.e2e.client.Json;
import chat.e2e.client.LinesClient;
import chat.e2e.client.Person;
import chat.e2e.client.RestClient;
import chat.e2e.client.SocketClient;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * No log of any part says what is nobody's business: passwords, tokens and what people write,
 * whether it is in order or not.
 */
@ExtendWith(Stack.Shared.class)
class LogSecretsIT {
  private static final int TOO_LONG = 70_000;

  private final List<String> secrets = new ArrayList<>();

  @Test
  void noLogHasPasswordsTokensOrContents(Stack stack) throws Exception {
    Person ann = register(stack, "ann");
    Person bob = register(stack, "bob");
    password(stack, ann);
    token(stack, ann);
    contents(stack, ann, bob);
    broken(stack);
    secrets.addAll(ofTheStack(stack));

    List<Path> logs = logs(stack);
    for (String part : List.of("gateway-1", "gateway-2", "message", "mariadb", "kafka", "redis")) {
      assertTrue(
          logs.stream().anyMatch(log -> log.getFileName().toString().startsWith(part)),
          "no log of " + part + " among " + logs);
    }
    for (Path log : logs) {
      String text = Files.readString(log, StandardCharsets.ISO_8859_1);
      for (String secret : secrets) {
        assertFalse(text.contains(secret), secret + " is in " + log);
      }
    }
  }

  /** Right ones and wrong ones, everywhere that takes any. */
  private void password(Stack stack, Person person) {
    try (var requester = stack.lines()) {
      requester.logIn(person);
      requester.ask(login(person, secret("wrong")));
      requester.ask(
          Json.message(3011)
              .put("old_password", secret("guess"))
              .put("new_password", secret("changed")));
      requester.ask(Json.message(4).put("name", person.name()).put("password", secret("taken")));
    }
    try (FrameClient classic = new ClassicClient(stack.gateway(1).tcp())) {
      classic.send(login(person, secret("classic")).toString());
      assertTrue(classic.receive().contains("\"errno\":1"));
    }
    for (String path : List.of("/api/login", "/api/find-user-id")) {
      rest(stack, "POST", path, Optional.empty(), credentials(person, person.password()));
      rest(stack, "POST", path, Optional.empty(), credentials(person, secret("rest")));
      rest(stack, "POST", path, Optional.empty(), "{\"pwd\":\"" + secret("broken") + "\"");
    }
  }

  /** A good one and a forged one, everywhere that takes any. */
  private void token(Stack stack, Person person) {
    String forged = secret("forged");
    for (String token : List.of(person.token(), person.token() + forged, forged)) {
      for (String path : List.of("/ws?token=", "/ws?dialect=lines&token=")) {
        try (var socket = new SocketClient(stack.gateway(2).http(), path + token)) {
          socket.poll();
        }
      }
      for (String path : List.of("/api/friends", "/api/nothing", "/api/admin/users")) {
        stack.rest().call("GET", path, Optional.of(token), Optional.empty());
        stack.rest().call("GET", path + "?token=" + token, Optional.empty(), Optional.empty());
      }
      try (var requester = stack.lines(2)) {
        requester.ask(Json.message(2007).put("token", token));
        requester.ask(Json.message(1).put("token", token));
      }
    }
  }

  /** What is sent and arrives, is looked for, or is refused. */
  private void contents(Stack stack, Person ann, Person bob) {
    stack.people().befriend(ann, bob);
    try (var requester = stack.lines();
        var receiver = stack.lines(2)) {
      receiver.logIn(bob);
      requester.logIn(ann);
      String text = secret("text");
      requester.demand(Json.message(1001).put("to_id", bob.id()).put("content", text));
      assertEquals(text, receiver.nextPush().get("content").textValue());
      requester.ask(Json.message(1011).put("text", secret("search")));
      requester.ask(Json.message(1001).put("to_id", 2147483647).put("content", secret("nobody")));
      requester.ask(Json.message(2001).put("friend_id", 2147483647).put("text", secret("request")));
    }
    try (FrameClient web = new SocketClient(stack.gateway(1).http(), "/ws?token=" + ann.token());
        var receiver = stack.lines(2)) {
      receiver.logIn(bob);
      String text = secret("web");
      web.send(
          Json.object()
              .put("type", "ONE_CHAT_MSG")
              .put("toid", String.valueOf(bob.id()))
              .put("msg", text)
              .toString());
      assertEquals(text, receiver.nextPush().get("content").textValue());
    }
    rest(stack, "GET", "/api/messages/friend/" + bob.id(), Optional.of(ann.token()), "");
  }

  /** What is not understood. */
  private void broken(Stack stack) {
    for (String frame :
        List.of(
            "{\"msgid\":1001,\"to_id\":\"two\",\"content\":\"" + secret("refused") + "\"}",
            "{\"msgid\":1001,\"content\":\"" + secret("cut off"),
            secret("no JSON"),
            "{\"msgid\":1001,\"to_id\":1,\"content\":\"" + secret("half") + "\\ud800\"}")) {
      for (FrameClient client :
          List.of(
              new LinesClient(stack.gateway(1).tcp()),
              new SocketClient(stack.gateway(2).http(), "/ws?dialect=lines"))) {
        try (client) {
          client.send(frame);
          client.poll();
        }
      }
    }
    try (FrameClient client = new LinesClient(stack.gateway(1).tcp())) {
      client.send("{\"msgid\":1001,\"content\":\"" + secret("long").repeat(TOO_LONG / 40) + "\"}");
      client.poll();
    }
  }

  /** Somebody with a password that nobody else has. */
  private Person register(Stack stack, String name) {
    String unique = name + "-" + UUID.randomUUID();
    String password = secret("password");
    try (var requester = stack.lines()) {
      int id =
          requester
              .demand(Json.message(4).put("name", unique).put("password", password))
              .get("id")
              .intValue();
      JsonNode login = requester.demand(Json.message(1).put("id", id).put("password", password));
      String token = login.get("token").textValue();
      // Its parts alone are as good as the whole, to somebody who has the other parts.
      secrets.add(token.substring(token.lastIndexOf('.') + 1));
      return new Person(id, unique, password, token);
    }
  }

  private String secret(String of) {
    String secret = of + " " + UUID.randomUUID();
    // The end of it alone: what is cut off, escaped or encoded on its way is found as well.
    secrets.add(secret.substring(of.length() + 1));
    return secret.replace(' ', '-');
  }

  private static ObjectNode login(Person person, String password) {
    return Json.message(1).put("id", person.id()).put("password", password);
  }

  private static String credentials(Person person, String password) {
    return Json.object().put("name", person.name()).put("pwd", password).toString();
  }

  private static void rest(
      Stack stack, String method, String path, Optional<String> token, String body) {
    RestClient.Answer answer =
        stack.rest().call(method, path, token, Optional.of(body).filter(text -> !text.isEmpty()));
    assertFalse(answer.body().isEmpty());
  }

  /** The passwords and keys that the parts share. */
  private static List<String> ofTheStack(Stack stack) throws IOException {
    var properties = new Properties();
    try (var reader = Files.newBufferedReader(stack.data().resolve("secrets.properties"))) {
      properties.load(reader);
    }
    List<String> values = properties.values().stream().map(Object::toString).toList();
    assertFalse(values.isEmpty());
    return values;
  }

  /** All that the parts have written down, those of their own as well. */
  private static List<Path> logs(Stack stack) throws IOException {
    try (Stream<Path> files = Files.walk(stack.data())) {
      return files.filter(Files::isRegularFile).filter(LogSecretsIT::isLog).toList();
    }
  }

  /** Kafka's records, and MariaDB's and Redis' files, are what people wrote, and no logs. */
  private static boolean isLog(Path file) {
    String name = file.getFileName().toString();
    boolean ofPart = file.getParent().getFileName().toString().equals("logs");
    return ofPart || (name.endsWith(".log") && !name.matches("[0-9]+\\.log|.*_log.*|aria.*"));
  }
}
