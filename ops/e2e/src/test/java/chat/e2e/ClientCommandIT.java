package chat.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import chat.e2e.client.Json;
import chat.e2e.client.Person;
import chat.e2e.command.OpsScript;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** ops/chat client in a script, with the real system. */
@Tag("long")
@ExtendWith(Stack.Shared.class)
class ClientCommandIT {
  private static final OpsScript CHAT = new OpsScript("chat");
  private static final Map<String, String> PASSWORD = Map.of("CHAT_PASSWORD", "pwd");
  private static final ObjectMapper JSON = new ObjectMapper();

  private static List<String> words(Stack stack, String name, String... more) {
    return words(stack.gateway(1).tcp(), name, more);
  }

  private static List<String> words(int port, String name, String... more) {
    List<String> words =
        new ArrayList<>(List.of("client", "--script", "--port", "" + port, "--name", name));
    words.addAll(List.of(more));
    return words;
  }

  @Test
  void twoScriptsChat(Stack stack) throws Exception {
    Person bob = stack.people().make("bob");
    String ada = bob.name().replace("bob", "ada");
    Process listens = CHAT.start(PASSWORD, words(stack, bob.name(), "--stay"));
    try (BufferedReader heard = listens.inputReader(StandardCharsets.UTF_8)) {
      await(heard, "online");
      Process says = CHAT.start(PASSWORD, words(stack, ada, "--register"));
      try (Writer lines = says.outputWriter(StandardCharsets.UTF_8)) {
        lines.write("@" + bob.id() + ": 你好\n{\"to\":" + bob.id() + ",\"text\":\"two\\nlines\"}\n");
      }
      try (BufferedReader told = says.inputReader(StandardCharsets.UTF_8)) {
        await(told, "online");
        assertEquals(1, await(told, "sent").get("seq").intValue());
        assertEquals(2, await(told, "sent").get("seq").intValue());
        assertEquals(0, says.waitFor());
      }
      JsonNode first = await(heard, "message");
      assertEquals("你好", first.get("text").textValue());
      assertEquals(ada, first.at("/from/name").textValue());
      assertEquals("two\nlines", await(heard, "message").get("text").textValue());
    } finally {
      end(listens);
    }
  }

  @Test
  void whoeverStaysComesBackWithTheGateway(Stack stack) throws Exception {
    Person ada = stack.people().make("ada");
    Person bob = stack.people().make("bob");
    Process listens = CHAT.start(PASSWORD, words(stack, bob.name(), "--stay"));
    try (BufferedReader heard = listens.inputReader(StandardCharsets.UTF_8)) {
      listens.getOutputStream().close();
      await(heard, "online");
      stack.processes().restart("gateway-1");
      await(heard, "offline");
      await(heard, "online");
      try (var requester = stack.lines()) {
        requester.logIn(ada);
        requester.demand(Json.chat(bob, "you are back"));
      }
      assertEquals("you are back", await(heard, "message").get("text").textValue());
    } finally {
      end(listens);
    }
  }

  @Test
  void overTlsItTrustsTheCertificateThatItIsGiven(Stack stack, @TempDir Path folder)
      throws Exception {
    Person bob = stack.people().make("bob");
    TlsGateway gateway = TlsGateway.start(stack, folder);
    try {
      List<String> words = words(gateway.tcp(), bob.name(), "--tls");
      assertStranger(words);
      words.addAll(List.of("--ca", gateway.certificate().toString()));
      OpsScript.Result known = CHAT.run(PASSWORD, words.toArray(String[]::new));
      assertEquals(0, known.exitCode(), known.output());
      assertTrue(known.output().contains("\"online\""), known.output());
    } finally {
      gateway.drop();
    }
  }

  private static void assertStranger(List<String> words) throws Exception {
    Process client = CHAT.start(PASSWORD, words);
    try (BufferedReader heard = client.inputReader(StandardCharsets.UTF_8)) {
      String reason = await(heard, "offline").get("reason").textValue();
      assertTrue(reason.contains("certification path"), reason);
    } finally {
      end(client);
    }
  }

  /** Ends the process itself: the launcher becomes it. */
  private static void end(Process process) throws InterruptedException {
    process.destroy();
    process.waitFor();
  }

  /** The next event of a kind. Other lines, as those of --register, are passed over. */
  private static JsonNode await(BufferedReader events, String kind) throws IOException {
    for (String line = events.readLine(); line != null; line = events.readLine()) {
      if (line.startsWith("{")) {
        JsonNode event = JSON.readTree(line);
        if (event.path("event").asText().equals(kind)) {
          return event;
        }
      }
    }
    throw new AssertionError("it has ended without " + kind);
  }

  @Test
  void exitCodesTell(Stack stack) throws Exception {
    Person bob = stack.people().make("bob");
    String port = String.valueOf(stack.gateway(1).tcp());
    String[] login = words(stack, bob.name()).toArray(String[]::new);
    assertEquals(0, CHAT.run(PASSWORD, login).exitCode());
    OpsScript.Result wrong = CHAT.run(Map.of("CHAT_PASSWORD", "guess"), login);
    assertEquals(3, wrong.exitCode(), wrong.output());
    assertTrue(wrong.output().contains("id or password is invalid!"), wrong.output());
    OpsScript.Result noName = CHAT.run("client", "--script", "--port", port);
    assertEquals(2, noName.exitCode(), noName.output());
    assertTrue(noName.output().contains("--script needs --name"), noName.output());
    OpsScript.Result help = CHAT.run("client", "--help");
    assertEquals(0, help.exitCode());
    assertTrue(help.output().startsWith("Usage: ops/chat client"), help.output());
  }
}
