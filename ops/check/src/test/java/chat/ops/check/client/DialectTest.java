package chat.ops.check.client;

import static org.junit.jupiter.api.Assertions.assertEquals;

import chat.ops.check.history.Send;
import chat.proto.ConversationId;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What each dialect makes of the frames that the protocol document shows. */
class DialectTest {
  private static final Person ME = new Person(2, "Bob", "pwd", "t");
  private static final ConversationId PAIR = ConversationId.ofUsers(1, 2);
  private static final ConversationId TEAM = ConversationId.ofGroup(5);

  @Test
  void linesReadsPushesAnswersAndLogins() {
    var lines = new LinesDialect(false, true, false);
    String push = "{\"msgid\":1001,\"from_id\":1,\"to_id\":2,\"content\":\"hi\",\"seq\":3}";
    var message = new Incoming.Message(PAIR, 3, "hi");
    assertEquals(message, lines.read(ME, push));
    assertEquals(
        new Incoming.LoggedIn(List.of(message)),
        lines.read(ME, "{\"msgid\":2,\"errno\":0,\"offlinemsg\":[" + push + "]}"));
    assertEquals(
        new Incoming.ChatAnswered(7, 503, 0, 0, 1000),
        lines.read(ME, "{\"msgid\":1004,\"errno\":503,\"retry_after_ms\":1000,\"req\":7}"));
  }

  @Test
  void classicHasNoSeqAndPacksOfflineMessagesInTexts() {
    var classic = new ClassicDialect();
    assertEquals(
        new Incoming.LoggedIn(List.of(new Incoming.Message(PAIR, 0, "hi"))),
        classic.read(
            ME,
            "{\"msgid\":2,\"errno\":0,\"offlinemsg\":[\"{\\\"msgid\\\":6,\\\"id\\\":1,"
                + "\\\"toid\\\":2,\\\"msg\\\":\\\"hi\\\"}\"]}"));
    assertEquals(
        new Incoming.Message(TEAM, 0, "all"),
        classic.read(ME, "{\"msgid\":10,\"id\":1,\"groupid\":5,\"msg\":\"all\"}"));
  }

  @Test
  void webHasIdsAsTexts() {
    var web = new WebDialect();
    assertEquals(
        new Incoming.Message(PAIR, 4, "hi"),
        web.read(
            ME,
            "{\"type\":\"ONE_CHAT_MSG\",\"seq\":4,\"fromid\":\"1\",\"toid\":\"2\",\"msg\":\"hi\"}"));
    assertEquals(
        "{\"type\":\"GROUP_CHAT_MSG\",\"fromid\":\"2\",\"groupid\":\"5\",\"msg\":\"all\","
            + "\"time\":\"10:03\"}",
        web.chat(ME, new Send(2, TEAM, "", "all"), 1));
  }
}
