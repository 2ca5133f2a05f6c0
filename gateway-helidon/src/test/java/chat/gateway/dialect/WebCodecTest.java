package chat.gateway.dialect;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import chat.proto.ErrorCode;
import chat.proto.common.ChatMessage;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

class WebCodecTest {
  private final WebCodec codec = new WebCodec(new Timestamps(ZoneId.of("UTC")));

  @Test
  void idsAreTextsOrNumbers() throws FrameException {
    var chat =
        (Command.PrivateChat)
            read("{'type':'ONE_CHAT_MSG','fromid':'9','toid':'2','msg':'hi','time':'now'}");
    assertEquals(2, chat.toId());
    assertEquals("hi", chat.content());
    assertEquals(OptionalInt.empty(), chat.envelope().actor(), "fromid is never believed");
    chat = (Command.PrivateChat) read("{'type':'ONE_CHAT_MSG','toid':2,'msg':'hi'}");
    assertEquals(2, chat.toId());
  }

  @Test
  void aGroupsIdMayStandInToid() throws FrameException {
    var chat = (Command.GroupChat) read("{'type':'GROUP_CHAT_MSG','groupid':'3','msg':'hi'}");
    assertEquals(3, chat.groupId());
    chat = (Command.GroupChat) read("{'type':'GROUP_CHAT_MSG','toid':'3','msg':'hi'}");
    assertEquals(3, chat.groupId());
  }

  @Test
  void aTraceOfTheClientsIsTakenAlongAndWhatIsNoneIsIgnored() throws FrameException {
    for (String request :
        List.of(
            "'type':'ONE_CHAT_MSG','toid':'2','msg':'hi'",
            "'type':'GROUP_CHAT_MSG','groupid':'3','msg':'hi'",
            "'msgid':1001,'to_id':2,'content':'hi'")) {
      Frames.assertTraceparents(codec, request);
    }
  }

  @Test
  void aPageMessageIsNotAnsweredUnlessItFails() throws FrameException {
    greet();
    var req = read("{'type':'ONE_CHAT_MSG','toid':'2','msg':'hi'}").envelope().req();
    assertEquals(
        List.of(), codec.encode(new Event.Accepted(RequestKind.PRIVATE_CHAT, req, "m1", 1, 1)));
    assertEquals(
        "{\"type\":\"ERROR_MSG\",\"success\":false,\"message\":\"no &lt;b&gt;\",\"errno\":503,"
            + "\"retry_after_ms\":9}",
        Frames.one(
            codec,
            new Event.Failed(
                RequestKind.PRIVATE_CHAT,
                req,
                ErrorCode.UNAVAILABLE,
                "no <b>",
                Optional.of("m1"),
                OptionalInt.of(9))));
  }

  @Test
  void aMsgidMessageIsAnsweredAsOne() throws FrameException {
    greet();
    Command command = read("{'msgid':1001,'to_id':2,'content':'hi'}");
    assertEquals(
        "{\"msgid\":1002,\"errno\":0,\"errmsg\":\"\",\"msg_id\":\"m1\",\"seq\":1,"
            + "\"timestamp_ms\":1}",
        Frames.one(
            codec, new Event.Accepted(command.kind(), command.envelope().req(), "m1", 1, 1)));
  }

  @Test
  void whatIsNoRequestIsAnswered() {
    for (String frame : new String[] {"x", "[]", "{}", "{'type':5}", "{'type':'ONE_CHAT_MSG'}"}) {
      var e = assertThrows(FrameException.class, () -> read(frame), frame);
      assertEquals(ErrorCode.MALFORMED, e.reply().code());
    }
    var e = assertThrows(FrameException.class, () -> read("{'type':'NO_SUCH_MSG'}"));
    assertEquals(ErrorCode.NOT_FOUND, e.reply().code());
    assertEquals(
        "{\"type\":\"ERROR_MSG\",\"success\":false,\"message\":\"m\",\"errno\":404}",
        Frames.one(
            codec,
            new Event.Failed(
                e.reply().kind(),
                e.reply().req(),
                e.reply().code(),
                "m",
                Optional.empty(),
                OptionalInt.empty())));
  }

  @Test
  void theGreetingComesFirstAndTheMissedMessagesBehindIt() {
    List<byte[]> frames =
        codec.encode(
            login(
                List.of(
                    Frames.privateMessage("<b>&'\"").setFromName("<Ann>").build(),
                    Frames.groupMessage("hi").build())));
    assertEquals(
        List.of(
            "{\"type\":\"LOGIN_MSG_ACK\",\"success\":true,\"message\":\"logged in\"}",
            "{\"type\":\"ONE_CHAT_MSG\",\"id\":\"4294967298-7\",\"seq\":7,\"fromid\":\"1\","
                + "\"fromname\":\"&lt;Ann&gt;\",\"toid\":\"2\","
                + "\"msg\":\"&lt;b&gt;&amp;&#39;&quot;\",\"time\":\"2023-07-22 04:26:40\"}",
            "{\"type\":\"GROUP_CHAT_MSG\",\"id\":\"3-7\",\"seq\":7,\"fromid\":\"1\","
                + "\"fromname\":\"Ann\",\"userid\":\"1\",\"groupid\":\"3\","
                + "\"msg\":\"hi\",\"time\":\"2023-07-22 04:26:40\"}"),
        frames.stream().map(frame -> new String(frame, UTF_8)).toList());
  }

  @Test
  void aLaterLoginIsAnsweredInLines() {
    greet();
    assertEquals(
        "{\"msgid\":2,\"errno\":0,\"errmsg\":\"\",\"user\":{\"id\":1,\"name\":\"Ann\","
            + "\"state\":\"online\"},\"token\":\"t.o.k\",\"friends\":[],\"groups\":[],"
            + "\"offlinemsg\":[]}",
        Frames.one(codec, login(List.of())));
  }

  @Test
  void aFailedGreetingIsThePagesToo() {
    assertEquals(
        "{\"type\":\"LOGIN_MSG_ACK\",\"success\":false,\"message\":\"away\",\"errno\":503,"
            + "\"retry_after_ms\":1}",
        Frames.one(
            codec,
            new Event.Failed(
                RequestKind.LOGIN,
                Optional.empty(),
                ErrorCode.UNAVAILABLE,
                "away",
                Optional.empty(),
                OptionalInt.of(1))));
  }

  @Test
  void changesOfTheListsMakeThePageReload() {
    assertEquals(
        "{\"type\":\"ADD_FRIEND_MSG\",\"success\":true,\"message\":\"you have a new friend\","
            + "\"friendid\":\"2\",\"friendname\":\"Bob\"}",
        Frames.one(codec, new Event.FriendAdded(Frames.BOB)));
    assertEquals(
        "{\"type\":\"ADD_FRIEND_MSG\",\"success\":true,"
            + "\"message\":\"somebody is your friend no more\","
            + "\"friendid\":\"2\",\"friendname\":\"Bob\"}",
        Frames.one(codec, new Event.FriendRemoved(Frames.BOB)));
    assertEquals(
        "{\"type\":\"CREATE_GROUP_MSG\",\"success\":true,\"message\":\"you are in a new group\","
            + "\"groupid\":\"3\",\"groupname\":\"a&amp;b\"}",
        Frames.one(codec, new Event.GroupJoined(3, "a&b")));
    assertEquals(
        "{\"type\":\"CREATE_GROUP_MSG\",\"success\":true,"
            + "\"message\":\"you are in a group no more\","
            + "\"groupid\":\"3\",\"groupname\":\"a&amp;b\"}",
        Frames.one(codec, new Event.GroupLeft(3, "a&b")));
    assertEquals(
        "{\"type\":\"NOTICE_MSG\",\"message\":\"bye\",\"retry_after_ms\":5}",
        Frames.one(codec, new Event.Notice("bye", OptionalInt.of(5))));
  }

  @Test
  void friendsStatesAreNotForTheOldPage() {
    greet();
    assertEquals(List.of(), codec.encode(new Event.FriendStates(List.of(Frames.BOB))));
  }

  private void greet() {
    assertEquals(1, codec.encode(login(List.of())).size());
  }

  private static Event.LoggedIn login(List<ChatMessage> offline) {
    return new Event.LoggedIn(
        Optional.empty(), Frames.ANN, "t.o.k", List.of(), List.of(), List.of(), false, offline);
  }

  private Command read(String frame) throws FrameException {
    return codec.decode(Frames.bytes(frame));
  }
}
