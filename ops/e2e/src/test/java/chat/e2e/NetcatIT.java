package chat.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import chat.e2e.client.Json;
import chat.e2e.client.LinesClient;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * The lines that people have always piped into {@code nc}. The first test of all, since these lines
 * name the first users and the first group.
 */
@Order(1)
@ExtendWith(Stack.Shared.class)
class NetcatIT {
  private static final String LOGIN = "{\"msgid\":1,\"id\":1,\"password\":\"pwd\"}";
  private static final List<String> LINES =
      List.of(
          "{\"msgid\":2001,\"user_id\":1,\"friend_id\":2}",
          "{\"msgid\":2003,\"owner_id\":1,\"name\":\"team\",\"desc\":\"demo\"}",
          "{\"msgid\":2005,\"group_id\":1,\"user_id\":2}",
          "{\"msgid\":1001,\"from_id\":1,\"to_id\":2,\"content\":\"hi\",\"timestamp_ms\":1690000000000}",
          "{\"msgid\":1003,\"from_id\":1,\"group_id\":1,\"content\":\"hello group\",\"timestamp_ms\":1690000000001}");

  @Test
  void eachLineThroughItsOwnNetcatAndAllThroughOne(Stack stack) throws Exception {
    assertEquals(1, stack.people().makeNamed("One").id());
    assertEquals(2, stack.people().makeNamed("Two").id());
    int port = stack.gateway(1).tcp();

    List<JsonNode> login = pipe(port, LOGIN);
    assertEquals(1, login.size());
    assertLoggedIn(login.getFirst());
    String token = login.getFirst().get("token").textValue();

    List<JsonNode> answers = new ArrayList<>();
    for (String line : LINES) {
      List<JsonNode> answer = pipe(port, withToken(line, token));
      assertEquals(1, answer.size(), () -> line + " was answered with " + answer);
      answers.add(answer.getFirst());
    }
    assertAnswers(answers, 1);

    List<JsonNode> together =
        pipe(port, Stream.concat(Stream.of(LOGIN), LINES.stream()).toArray(String[]::new));
    assertLoggedIn(together.getFirst());
    assertAnswers(together.stream().skip(1).filter(frame -> frame.has("errno")).toList(), 2);
  }

  @Test
  void withoutATokenNothingHappens(Stack stack) throws Exception {
    for (String line : LINES) {
      JsonNode answer = pipe(stack.gateway(1).tcp(), line).getFirst();
      assertEquals(401, answer.get("errno").intValue(), line);
    }
  }

  private static void assertLoggedIn(JsonNode login) {
    assertEquals(2, login.get("msgid").intValue());
    assertEquals(0, login.get("errno").intValue());
    assertEquals(1, login.at("/user/id").intValue());
    assertEquals("One", login.at("/user/name").textValue());
    assertFalse(login.get("token").textValue().isEmpty());
  }

  /** The five answers, in the order of the requests but for the chats', which may come later. */
  private static void assertAnswers(List<JsonNode> answers, int time) {
    assertEquals(5, answers.size(), answers::toString);
    List.of(2002, 2004, 2006, 1002, 1004)
        .forEach(msgid -> assertEquals(0, answer(answers, msgid).get("errno").intValue()));
    assertEquals(time, answer(answers, 2004).get("group_id").intValue());
    for (int msgid : List.of(1002, 1004)) {
      assertEquals(time, answer(answers, msgid).get("seq").intValue());
      assertFalse(answer(answers, msgid).get("msg_id").textValue().isEmpty());
    }
  }

  private static JsonNode answer(List<JsonNode> answers, int msgid) {
    return answers.stream()
        .filter(answer -> answer.get("msgid").intValue() == msgid)
        .findFirst()
        .orElseThrow(() -> new AssertionError("no " + msgid + " in " + answers));
  }

  private static String withToken(String line, String token) {
    return ((ObjectNode) Json.parse(line)).put("token", token).toString();
  }

  private static List<JsonNode> pipe(int port, String... lines)
      throws IOException, InterruptedException {
    Optional<Path> netcat = netcat();
    List<String> output =
        netcat.isPresent() ? pipe(netcat.get(), port, lines) : pipeBySocket(port, lines);
    return output.stream().map(Json::parse).toList();
  }

  private static List<String> pipe(Path netcat, int port, String... lines)
      throws IOException, InterruptedException {
    Process process =
        new ProcessBuilder(netcat.toString(), "-N", "127.0.0.1", String.valueOf(port))
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    try (var in = process.outputWriter(StandardCharsets.UTF_8)) {
      in.write(String.join("\n", lines) + "\n");
    }
    List<String> output = process.inputReader(StandardCharsets.UTF_8).readAllLines();
    assertEquals(0, process.waitFor());
    return output;
  }

  private static List<String> pipeBySocket(int port, String... lines) {
    try (var client = new LinesClient(port)) {
      Stream.of(lines).forEach(client::send);
      client.shutdownOutput();
      return Stream.generate(client::poll)
          .takeWhile(Optional::isPresent)
          .map(Optional::get)
          .toList();
    }
  }

  /** OpenBSD's netcat, the one that half-closes with -N. */
  private static Optional<Path> netcat() {
    return Stream.of(System.getenv("PATH").split(File.pathSeparator))
        .map(directory -> Path.of(directory, "nc.openbsd"))
        .filter(Files::isExecutable)
        .findFirst();
  }
}
