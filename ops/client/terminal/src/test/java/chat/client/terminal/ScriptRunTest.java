package chat.client.terminal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import chat.client.ChatClient;
import chat.client.ChatClientBuilder;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What a script gets for what it writes. */
class ScriptRunTest {
  private final TinyServer server = new TinyServer();
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();

  @AfterEach
  void close() {
    server.close();
  }

  private ChatClientBuilder client() {
    return ChatClient.builder("127.0.0.1", server.port()).account("ann", "pwd");
  }

  private boolean run(String lines) throws Exception {
    var in = new ByteArrayInputStream(lines.getBytes(StandardCharsets.UTF_8));
    return new ScriptRun(in, out).run(client(), false);
  }

  private List<JsonNode> events(String kind) throws Exception {
    List<JsonNode> events = new ArrayList<>();
    for (String line : out.toString(StandardCharsets.UTF_8).lines().toList()) {
      JsonNode event = ScriptLine.MAPPER.readTree(line);
      if (event.get("event").textValue().equals(kind)) {
        events.add(event);
      }
    }
    return events;
  }

  @Test
  void everythingIsAcknowledgedBeforeItEnds() throws Exception {
    StringBuilder lines = new StringBuilder();
    for (int line = 1; line <= 500; line++) {
      lines.append("ben: text ").append(line).append('\n');
    }
    assertTrue(run(lines.toString()));
    List<JsonNode> sent = events("sent");
    assertEquals(500, sent.size());
    for (JsonNode one : sent) {
      assertEquals(one.get("line"), one.get("seq"), one::toString);
    }
  }

  @Test
  void whatWasRefusedIsNamedAndEverythingElseGoesOn() throws Exception {
    assertFalse(
        run(
            """
            {"to":3,"text":"hi"}
            nonsense
            somebody: hi
            {"msgid":2007}

            {"to":"ben","text":"hi","msg_id":"mine"}
            """));
    List<JsonNode> failed = events("failed");
    assertEquals(3, failed.size(), failed::toString);
    JsonNode refused = failed.stream().filter(one -> one.has("errno")).findFirst().orElseThrow();
    assertEquals(1, refused.get("line").intValue());
    assertEquals(403, refused.get("errno").intValue());
    assertEquals("ben", events("answer").getFirst().at("/answer/friends/0/name").textValue());
    assertTrue(server.stored().containsKey("mine"));
    assertEquals("ann", events("online").getFirst().at("/user/name").textValue());
  }
}
