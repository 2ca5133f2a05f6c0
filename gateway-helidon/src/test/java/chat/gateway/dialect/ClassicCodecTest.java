package chat.gateway.dialect;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import chat.proto.ErrorCode;
import chat.proto.common.ChatMessage;
import chat.proto.common.User;
import chat.proto.social.Group;
import com.fasterxml.jackson.databind.JsonNode;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ClassicCodecTest {
  private static final String NUL = "\0";

  private final ClassicCodec codec = new ClassicCodec(new Timestamps(ZoneId.of("Asia/Shanghai")));

  @Test
  void everyRequestIsRead() throws FrameException {
    assertEquals(
        new Command.Login(
            Envelope.EMPTY, new Credentials.ById(1, "pwd"), Command.Login.Abilities.NONE),
        read("{'msgid':1,'id':1,'password':'pwd'}"));
    assertEquals(new Command.Logout(actor()), read("{'msgid':3,'id':1}"));
    assertEquals(
        new Command.Register(Envelope.EMPTY, "Ann", "pwd"),
        read("{'msgid':4,'name':'Ann','password':'pwd'}"));
    assertEquals(
        new Command.PrivateChat(actor(), 2, "hi", Optional.empty()),
        read("{'msgid':6,'id':1,'name':'Ann','toid':2,'msg':'hi','time':'now'}"));
    assertEquals(new Command.AddFriend(actor(), 2, ""), read("{'msgid':7,'id':1,'friendid':2}"));
    assertEquals(
        new Command.CreateGroup(actor(), "team", "demo"),
        read("{'msgid':8,'id':1,'groupname':'team','groupdesc':'demo'}"));
    assertEquals(
        new Command.AddToGroup(actor(), 3, OptionalInt.empty()),
        read("{'msgid':9,'id':1,'groupid':3}"));
    assertEquals(
        new Command.GroupChat(actor(), 3, "hi", Optional.empty()),
        read("{'msgid':10,'id':1,'name':'Ann','groupid':3,'msg':'hi','time':'now'}"));
  }

  @Test
  void aTraceOfTheClientsIsTakenAlongAndWhatIsNoneIsIgnored() throws FrameException {
    for (String request :
        List.of(
            "'msgid':1,'id':1,'password':'pwd'",
            "'msgid':3",
            "'msgid':4,'name':'Ann','password':'pwd'",
            "'msgid':6,'toid':2,'msg':'hi'",
            "'msgid':10,'groupid':3,'msg':'hi'")) {
      Frames.assertTraceparents(codec, request);
    }
  }

  @Test
  void whatIsNoRequestIsAnswered() {
    assertRefused("nonsense", RequestKind.UNKNOWN, ErrorCode.MALFORMED);
    assertRefused("{'msgid':'6'}", RequestKind.UNKNOWN, ErrorCode.MALFORMED);
    assertRefused("{'msgid':1001}", RequestKind.UNKNOWN, ErrorCode.NOT_FOUND);
    assertRefused("{'msgid':1,'id':1}", RequestKind.LOGIN, ErrorCode.MALFORMED);
    assertRefused("{'msgid':6,'toid':'2','msg':''}", RequestKind.PRIVATE_CHAT, ErrorCode.MALFORMED);
  }

  @Test
  void listsAreTextsOfJson() {
    var login =
        login(
            List.of(Frames.BOB),
            List.of(Frames.group(3, "team", 2).build()),
            List.of(Frames.privateMessage("hi").build()));
    String one = "{\"id\":1,\"name\":\"user1\",\"state\":\"online\",\"role\":\"creator\"}";
    String two = "{\"id\":2,\"name\":\"user2\",\"state\":\"offline\",\"role\":\"normal\"}";
    assertEquals(
        "{\"msgid\":2,\"errno\":0,\"id\":1,\"name\":\"Ann\",\"offlinemsg\":["
            + text(
                "{\"msgid\":6,\"id\":1,\"name\":\"Ann\",\"toid\":2,\"msg\":\"hi\","
                    + "\"time\":\"2023-07-22 12:26:40\"}")
            + "],\"friends\":["
            + text("{\"id\":2,\"name\":\"Bob\",\"state\":\"offline\"}")
            + "],\"groups\":["
            + text(
                "{\"id\":3,\"groupname\":\"team\",\"groupdesc\":\"demo\",\"users\":["
                    + text(one)
                    + ","
                    + text(two)
                    + "]}")
            + "]}"
            + NUL,
        Frames.one(codec, login));
  }

  @Test
  void whoIsAwayIsOnlineForTheOldClient() {
    var away = Frames.BOB.toBuilder().setState("away").build();
    assertEquals(
        Frames.one(
            codec,
            login(
                List.of(Frames.BOB.toBuilder().setState("online").build()), List.of(), List.of())),
        Frames.one(codec, login(List.of(away), List.of(), List.of())));
    assertEquals(List.of(), codec.encode(new Event.FriendStates(List.of(away))));
  }

  @Test
  void listsAreThereWhenTheyAreEmpty() {
    assertEquals(
        "{\"msgid\":2,\"errno\":0,\"id\":1,\"name\":\"Ann\",\"offlinemsg\":[],\"friends\":[],"
            + "\"groups\":[]}"
            + NUL,
        Frames.one(codec, login(List.of(), List.of(), List.of())));
  }

  @Test
  void aLongLoginReplyIsShortenedAndTheMessagesFollow() throws MalformedException {
    List<User> friends =
        IntStream.range(2, 100)
            .mapToObj(id -> Frames.BOB.toBuilder().setId(id).setName("用户\"" + id).build())
            .toList();
    List<Group> groups =
        IntStream.range(1, 50).mapToObj(id -> Frames.group(id, "team", 40).build()).toList();
    List<ChatMessage> offline =
        IntStream.range(0, 500)
            .mapToObj(i -> Frames.privateMessage("text " + i).setSeq(i + 1).build())
            .toList();
    List<byte[]> frames = codec.encode(login(friends, groups, offline));
    assertShort(frames);
    JsonNode reply = json(frames.getFirst());
    assertTrue(reply.get("friends").size() >= 3, "friends");
    assertTrue(reply.get("groups").size() >= 3, "groups");
    assertEquals(offline.stream().map(ChatMessage::getContent).toList(), texts(frames));
  }

  @Test
  void aFewOfflineMessagesAreInTheReplyAndTheOthersFollow() throws MalformedException {
    List<ChatMessage> offline =
        IntStream.range(0, 20)
            .mapToObj(i -> Frames.groupMessage("text " + i).setSeq(i + 1).build())
            .toList();
    List<byte[]> frames = codec.encode(login(List.of(), List.of(), offline));
    assertShort(frames);
    int inReply = json(frames.getFirst()).get("offlinemsg").size();
    assertTrue(inReply > 3 && inReply < 20, "in the reply: " + inReply);
    assertEquals(20 - inReply, frames.size() - 1);
    assertEquals(offline.stream().map(ChatMessage::getContent).toList(), texts(frames));
  }

  @Test
  void aGroupShowsAsManyMembersAsFit() throws MalformedException {
    List<byte[]> frames =
        codec.encode(login(List.of(), List.of(Frames.group(3, "team", 300).build()), List.of()));
    assertShort(frames);
    JsonNode group = Json.parse(bytes(json(frames.getFirst()).get("groups").get(0)));
    assertTrue(group.get("users").size() >= 8, "members: " + group.get("users").size());
  }

  @Test
  void aMessageHasAllItsFields() {
    assertEquals(
        "{\"msgid\":10,\"id\":1,\"name\":\"Ann\",\"groupid\":3,\"msg\":\"hi\","
            + "\"time\":\"2023-07-22 12:26:40\"}"
            + NUL,
        Frames.one(codec, new Event.MessagePushed(Frames.groupMessage("hi").build())));
  }

  @Test
  void aLongTextGoesInPiecesThatAreWhole() throws MalformedException {
    for (String unit :
        new String[] {"a", "\"", "\\", "\u0001", "\n", "é", "你", "😀", Frames.NASTY}) {
      String text = unit.repeat(6_000 / unit.length());
      List<byte[]> frames =
          codec.encode(new Event.MessagePushed(Frames.privateMessage(text).build()));
      assertShort(frames);
      assertEquals(text, String.join("", texts(frames)));
    }
  }

  @Test
  void anEmptyTextIsOneFrame() throws MalformedException {
    List<byte[]> frames = codec.encode(new Event.MessagePushed(Frames.privateMessage("").build()));
    assertEquals(List.of(""), texts(frames));
  }

  @Test
  void failuresHaveTheReplysNumberWhereThereIsOne() {
    assertEquals(
        "{\"msgid\":2,\"errno\":1,\"errmsg\":\"id or password is invalid!\"}" + NUL,
        failed(RequestKind.LOGIN, ErrorCode.REJECTED, "id or password is invalid!"));
    assertEquals(
        "{\"msgid\":5,\"errno\":1,\"errmsg\":\"taken\"}" + NUL,
        failed(RequestKind.REGISTER, ErrorCode.REJECTED, "taken"));
    assertEquals(
        "{\"msgid\":0,\"errno\":403,\"errmsg\":\"no\"}" + NUL,
        failed(RequestKind.PRIVATE_CHAT, ErrorCode.FORBIDDEN, "no"));
    assertShort(
        List.of(failed(RequestKind.UNKNOWN, ErrorCode.INTERNAL, "😀".repeat(900)).getBytes(UTF_8)));
  }

  @Test
  void repliesThatTheClientDoesNotKnowAreNotSent() {
    assertEquals(List.of(), codec.encode(new Event.Done(RequestKind.ADD_FRIEND, Optional.empty())));
    assertEquals(
        List.of(),
        codec.encode(new Event.Accepted(RequestKind.PRIVATE_CHAT, Optional.empty(), "m1", 1, 1)));
    assertEquals(List.of(), codec.encode(new Event.GroupCreated(Optional.empty(), 3, "team")));
    assertEquals(
        "{\"msgid\":5,\"errno\":0,\"id\":9}" + NUL,
        Frames.one(codec, new Event.Registered(Optional.empty(), 9)));
    assertEquals(
        "{\"msgid\":9003,\"text\":\"bye\",\"retry_after_ms\":5}" + NUL,
        Frames.one(codec, new Event.Notice("bye", OptionalInt.of(5))));
  }

  private Command read(String frame) throws FrameException {
    return codec.decode(Frames.bytes(frame));
  }

  private void assertRefused(String frame, RequestKind kind, ErrorCode code) {
    var e = assertThrows(FrameException.class, () -> read(frame));
    assertEquals(kind, e.reply().kind());
    assertEquals(code, e.reply().code());
  }

  private static Envelope actor() {
    return new Envelope(Optional.empty(), Optional.empty(), OptionalInt.of(1));
  }

  private static Event.LoggedIn login(
      List<User> friends, List<Group> groups, List<ChatMessage> offline) {
    return new Event.LoggedIn(
        Optional.empty(),
        Frames.ANN,
        "t.o.k",
        friends,
        groups,
        List.of(Frames.ANN),
        false,
        offline);
  }

  private String failed(RequestKind kind, ErrorCode code, String message) {
    return Frames.one(
        codec,
        new Event.Failed(
            kind, Optional.empty(), code, message, Optional.empty(), OptionalInt.empty()));
  }

  /** Every frame fits, and has one NUL, at its end. */
  private static void assertShort(List<byte[]> frames) {
    for (byte[] frame : frames) {
      assertTrue(frame.length <= 1_000, "bytes: " + frame.length);
      assertEquals(0, frame[frame.length - 1]);
      for (int i = 0; i < frame.length - 1; i++) {
        assertTrue(frame[i] != 0, "a NUL inside");
      }
    }
  }

  /** The texts of all messages, those in the login reply first. */
  private static List<String> texts(List<byte[]> frames) throws MalformedException {
    List<String> texts = new ArrayList<>();
    for (byte[] frame : frames) {
      JsonNode object = json(frame);
      if (object.get("msgid").intValue() == ClassicReader.LOGIN_REPLY) {
        for (JsonNode document : object.get("offlinemsg")) {
          texts.add(Json.parse(bytes(document)).get("msg").textValue());
        }
      } else {
        texts.add(object.get("msg").textValue());
      }
    }
    return texts;
  }

  private static JsonNode json(byte[] frame) throws MalformedException {
    return Json.parse(new String(frame, 0, frame.length - 1, UTF_8).getBytes(UTF_8));
  }

  private static byte[] bytes(JsonNode text) {
    return text.textValue().getBytes(UTF_8);
  }

  /** A text as it stands in JSON. */
  private static String text(String text) {
    return '"' + text.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
  }
}
