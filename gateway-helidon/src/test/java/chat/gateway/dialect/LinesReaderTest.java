package chat.gateway.dialect;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import chat.proto.ErrorCode;
import com.fasterxml.jackson.databind.node.IntNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LinesReaderTest {
  private final LinesCodec codec = LinesCodec.overTcp();

  @Test
  void aLoginTakesIdOrNameOrToken() throws FrameException {
    assertEquals(
        new Command.Login(
            Envelope.EMPTY, new Credentials.ById(1, "pwd"), Command.Login.Abilities.NONE),
        read("{'msgid':1,'id':1,'password':'pwd'}"));
    assertEquals(
        new Command.Login(
            Envelope.EMPTY,
            new Credentials.ByName("Ann", "pwd"),
            new Command.Login.Abilities(true, false, false)),
        read("{'msgid':1,'name':'Ann','password':'pwd','acks':true}"));
    assertEquals(
        new Command.Login(
            new Envelope(Optional.empty(), Optional.of("t.o.k"), OptionalInt.of(5)),
            new Credentials.ByToken("t.o.k"),
            Command.Login.Abilities.NONE),
        read("{'msgid':1,'token':'t.o.k','id':5}"));
  }

  @Test
  void aTraceOfTheClientsIsTakenAlongAndWhatIsNoneIsIgnored() throws FrameException {
    for (String request : List.of("'msgid':9001", "'msgid':1001,'to_id':2,'content':'hi'")) {
      Frames.assertTraceparents(codec, request);
    }
  }

  @Test
  void aLoginAsksForFriendsStates() throws FrameException {
    assertEquals(
        new Command.Login(
            Envelope.EMPTY,
            new Credentials.ById(1, "pwd"),
            new Command.Login.Abilities(false, false, true)),
        read("{'msgid':1,'id':1,'password':'pwd','presence':true}"));
  }

  @Test
  void aLoginAsksForHints() throws FrameException {
    assertEquals(
        new Command.Login(
            Envelope.EMPTY,
            new Credentials.ById(1, "pwd"),
            new Command.Login.Abilities(false, false, false, true, false)),
        read("{'msgid':1,'id':1,'password':'pwd','typing':true}"));
    assertEquals(
        new Command.Login(
            Envelope.EMPTY,
            new Credentials.ById(1, "pwd"),
            new Command.Login.Abilities(false, false, false, false, true)),
        read("{'msgid':1,'id':1,'password':'pwd','receipts':true}"));
  }

  @Test
  void whoeverIsWritingNamesTheConversation() throws FrameException {
    assertEquals(
        new Command.Typing(Envelope.EMPTY, "group:3"), read("{'msgid':1013,'scope':'group:3'}"));
  }

  @Test
  void aLoginSaysWhatTheDeviceHasSeen() throws FrameException {
    assertEquals(
        new Command.Login(
            Envelope.EMPTY,
            new Credentials.ById(1, "pwd"),
            Command.Login.Abilities.NONE,
            Map.of("private:2", 17L, "group:9", 0L),
            "phone"),
        read(
            "{'msgid':1,'id':1,'password':'pwd','device':'phone','seen':{'private:2':17,'group:9':0}}"));
  }

  @Test
  void everyRequestIsRead() throws FrameException {
    assertEquals(new Command.Logout(actor(4)), read("{'msgid':3,'id':4}"));
    assertEquals(
        new Command.Register(Envelope.EMPTY, "Ann", "pwd"),
        read("{'msgid':4,'name':'Ann','password':'pwd'}"));
    assertEquals(
        new Command.PrivateChat(actor(1), 2, "hi", Optional.empty()),
        read("{'msgid':1001,'from_id':1,'to_id':2,'content':'hi','timestamp_ms':1690000000000}"));
    assertEquals(
        new Command.GroupChat(actor(1), 3, "", Optional.of("m1")),
        read("{'msgid':1003,'from_id':1,'group_id':3,'content':'','msg_id':'m1'}"));
    assertEquals(
        new Command.History(
            actor(1),
            "group:3",
            OptionalLong.of(0),
            OptionalInt.of(10),
            OptionalLong.of(8),
            OptionalLong.of(9)),
        read(
            "{'msgid':1005,'user_id':1,'scope':'group:3','since_ms':0,'limit':10,'before_seq':8,"
                + "'after_seq':9}"));
    assertEquals(
        new Command.Acknowledge(
            Envelope.EMPTY, "private:2", OptionalLong.of(5), OptionalLong.empty()),
        read("{'msgid':1007,'scope':'private:2','delivered_seq':5}"));
    assertEquals(
        new Command.AddFriend(actor(1), 2, ""), read("{'msgid':2001,'user_id':1,'friend_id':2}"));
    assertEquals(
        new Command.AddFriend(Envelope.EMPTY, 2, "it is me"),
        read("{'msgid':2001,'friend_id':2,'text':'it is me'}"));
    assertEquals(
        new Command.CreateGroup(actor(1), "team", "demo"),
        read("{'msgid':2003,'owner_id':1,'name':'team','desc':'demo'}"));
    assertEquals(
        new Command.AddToGroup(Envelope.EMPTY, 1, OptionalInt.of(2)),
        read("{'msgid':2005,'group_id':1,'user_id':2}"));
    assertEquals(new Command.ListFriends(actor(1)), read("{'msgid':2007,'user_id':1}"));
    assertEquals(new Command.ListGroups(Envelope.EMPTY), read("{'msgid':2009}"));
    assertEquals(new Command.ListMembers(Envelope.EMPTY, 3), read("{'msgid':2011,'group_id':3}"));
    assertEquals(
        new Command.RemoveFromGroup(Envelope.EMPTY, 3, OptionalInt.of(2)),
        read("{'msgid':2013,'group_id':3,'user_id':2}"));
    assertEquals(
        new Command.RemoveFromGroup(Envelope.EMPTY, 3, OptionalInt.empty()),
        read("{'msgid':2013,'group_id':3}"));
    assertEquals(
        new Command.BlockUser(actor(1), 2), read("{'msgid':2015,'user_id':1,'blocked_id':2}"));
    assertEquals(
        new Command.UnblockUser(actor(1), 2), read("{'msgid':2017,'user_id':1,'blocked_id':2}"));
    assertEquals(new Command.ListBlocked(actor(1)), read("{'msgid':2019,'user_id':1}"));
    assertEquals(
        new Command.GetProfile(Envelope.EMPTY, OptionalInt.of(2), Optional.empty()),
        read("{'msgid':3001,'user_id':2}"));
    assertEquals(
        new Command.GetProfile(Envelope.EMPTY, OptionalInt.empty(), Optional.of("Ann")),
        read("{'msgid':3001,'name':'Ann'}"));
    assertEquals(
        new Command.SetProfile(
            Envelope.EMPTY,
            Optional.of("Annie"),
            Optional.of(""),
            Optional.empty(),
            Optional.of(true)),
        read("{'msgid':3003,'nickname':'Annie','signature':'','asks':true}"));
    assertEquals(
        new Command.SetState(actor(1), true), read("{'msgid':3005,'user_id':1,'state':'away'}"));
    assertEquals(
        new Command.SetState(Envelope.EMPTY, false), read("{'msgid':3005,'state':'online'}"));
    assertEquals(new Command.ListFriendRequests(actor(1)), read("{'msgid':2021,'user_id':1}"));
    assertEquals(
        new Command.AnswerFriendRequest(Envelope.EMPTY, 2, false),
        read("{'msgid':2023,'user_id':2,'accept':false}"));
    assertEquals(
        new Command.RemoveFriend(actor(1), 2), read("{'msgid':2025,'user_id':1,'friend_id':2}"));
    assertEquals(new Command.ListSessions(Envelope.EMPTY), read("{'msgid':3007}"));
    assertEquals(
        new Command.EndSession(Envelope.EMPTY, "s"), read("{'msgid':3009,'session_id':'s'}"));
    assertEquals(
        new Command.ChangePassword(Envelope.EMPTY, "old", "new"),
        read("{'msgid':3011,'old_password':'old','new_password':'new'}"));
    assertEquals(new Command.Heartbeat(Envelope.EMPTY), read("{'msgid':9001}"));
  }

  @Test
  void aMessageMayBeMoreThanAText() throws FrameException {
    assertEquals(
        new Command.PrivateChat(
            Envelope.EMPTY,
            2,
            "hi",
            Optional.empty(),
            new Extras(OptionalLong.of(5), List.of(2, 3), Optional.of("f"), Optional.empty())),
        read(
            "{'msgid':1001,'to_id':2,'content':'hi','reply_to':5,'mentions':[2,3],"
                + "'file':{'id':'f','name':'ignored'}}"));
    assertEquals(
        new Command.PrivateChat(
            Envelope.EMPTY,
            2,
            "",
            Optional.empty(),
            new Extras(OptionalLong.empty(), List.of(), Optional.of("f"), Optional.empty())),
        read("{'msgid':1001,'to_id':2,'file':{'id':'f'}}"));
    assertEquals(
        changeInGroup("new", new Extras.Edit(7)), readInGroup("'content':'new','edits':7"));
    assertEquals(changeInGroup("", new Extras.Recall(7)), readInGroup("'recalls':7"));
  }

  @Test
  void conversationsAreListedAndSearched() throws FrameException {
    assertEquals(new Command.ListConversations(actor(1)), read("{'msgid':1009,'user_id':1}"));
    assertEquals(
        new Command.Search(
            Envelope.EMPTY, "x", Optional.empty(), OptionalInt.empty(), OptionalLong.empty()),
        read("{'msgid':1011,'text':'x'}"));
    assertEquals(
        new Command.Search(
            Envelope.EMPTY, "x", Optional.of("group:3"), OptionalInt.of(5), OptionalLong.of(9)),
        read("{'msgid':1011,'text':'x','scope':'group:3','limit':5,'before_ms':9}"));
  }

  private Command readInGroup(String fields) throws FrameException {
    return read("{'msgid':1003,'group_id':3," + fields + "}");
  }

  private static Command changeInGroup(String content, Extras.Change change) {
    return new Command.GroupChat(
        Envelope.EMPTY,
        3,
        content,
        Optional.empty(),
        new Extras(OptionalLong.empty(), List.of(), Optional.empty(), Optional.of(change)));
  }

  @Test
  void anyRequestMayCarryTokenAndReq() throws FrameException {
    assertEquals(
        new Envelope(Optional.of(TextNode.valueOf("r1")), Optional.of("t"), OptionalInt.empty()),
        read("{'msgid':9001,'token':'t','req':'r1'}").envelope());
    assertEquals(
        Optional.of(IntNode.valueOf(17)), read("{'msgid':9001,'req':17}").envelope().req());
  }

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '`',
      delimiter = '|',
      value = {
        "not json                                  | UNKNOWN      | MALFORMED",
        "[]                                        | UNKNOWN      | MALFORMED",
        "{}                                        | UNKNOWN      | MALFORMED",
        "{'msgid':'1'}                             | UNKNOWN      | MALFORMED",
        "{'msgid':1.5}                             | UNKNOWN      | MALFORMED",
        "{'msgid':1099511627776}                   | UNKNOWN      | NOT_FOUND",
        "{'msgid':4294967297}                      | UNKNOWN      | NOT_FOUND",
        "{'msgid':9001,'req':{}}                   | UNKNOWN      | MALFORMED",
        "{'msgid':1,'token':'t','seen':[]}         | LOGIN        | MALFORMED",
        "{'msgid':1,'token':'t','seen':{'x':-1}}   | LOGIN        | MALFORMED",
        "{'msgid':3005}                            | SET_STATE    | MALFORMED",
        "{'msgid':3005,'state':'offline'}          | SET_STATE    | MALFORMED",
        "{'msgid':777}                             | UNKNOWN      | NOT_FOUND",
        "{'msgid':0}                               | UNKNOWN      | NOT_FOUND",
        "{'msgid':-1}                              | UNKNOWN      | NOT_FOUND",
        "{'msgid':1002}                            | UNKNOWN      | NOT_FOUND",
        "{'msgid':1}                               | LOGIN        | MALFORMED",
        "{'msgid':1,'password':'p'}                | LOGIN        | MALFORMED",
        "{'msgid':1,'id':'1','password':'p'}       | LOGIN        | MALFORMED",
        "{'msgid':1001,'to_id':2}                  | PRIVATE_CHAT | MALFORMED",
        "{'msgid':1001,'to_id':-2,'content':'x'}   | PRIVATE_CHAT | MALFORMED",
        "{'msgid':1001,'to_id':2,'content':5}      | PRIVATE_CHAT | MALFORMED",
        "{'msgid':1001,'to_id':2,'content':'x','timestamp_ms':'now'} | PRIVATE_CHAT | MALFORMED",
        "{'msgid':1001,'from_id':0,'to_id':2,'content':'x'} | PRIVATE_CHAT | MALFORMED",
        "{'msgid':1001,'to_id':2,'edits':7}        | PRIVATE_CHAT | MALFORMED",
        "{'msgid':1001,'to_id':2,'content':'x','edits':0} | PRIVATE_CHAT | MALFORMED",
        "{'msgid':1001,'to_id':2,'content':'x','edits':7,'recalls':7} | PRIVATE_CHAT | MALFORMED",
        "{'msgid':1001,'to_id':2,'content':'x','reply_to':'7'} | PRIVATE_CHAT | MALFORMED",
        "{'msgid':1001,'to_id':2,'content':'x','mentions':7} | PRIVATE_CHAT | MALFORMED",
        "{'msgid':1001,'to_id':2,'content':'x','mentions':['7']} | PRIVATE_CHAT | MALFORMED",
        "{'msgid':1001,'to_id':2,'content':'x','file':'f'} | PRIVATE_CHAT | MALFORMED",
        "{'msgid':1001,'to_id':2,'content':'x','file':{}} | PRIVATE_CHAT | MALFORMED",
        "{'msgid':1011}                            | SEARCH       | MALFORMED",
        "{'msgid':1011,'text':'x','limit':'5'}     | SEARCH       | MALFORMED",
        "{'msgid':1007,'scope':'group:1'}          | ACKNOWLEDGE  | MALFORMED",
        "{'msgid':1013}                            | TYPING       | MALFORMED",
        "{'msgid':2003,'name':'x','desc':1}        | CREATE_GROUP | MALFORMED",
        "{'msgid':2013,'user_id':2}                | REMOVE_FROM_GROUP | MALFORMED",
        "{'msgid':2015}                            | BLOCK_USER   | MALFORMED",
        "{'msgid':2017,'blocked_id':'2'}           | UNBLOCK_USER | MALFORMED",
      })
  void whatIsNoRequestIsAnswered(String frame, RequestKind kind, ErrorCode code) {
    var e = assertThrows(FrameException.class, () -> read(frame));
    assertEquals(kind, e.reply().kind());
    assertEquals(code, e.reply().code());
  }

  @Test
  void aBadRequestKeepsItsReq() {
    var e = assertThrows(FrameException.class, () -> read("{'msgid':1001,'req':'r1'}"));
    assertEquals(Optional.of(TextNode.valueOf("r1")), e.reply().req());
    e = assertThrows(FrameException.class, () -> read("{'msgid':777,'req':'r2'}"));
    assertEquals(Optional.of(TextNode.valueOf("r2")), e.reply().req());
  }

  private Command read(String frame) throws FrameException {
    return codec.decode(Frames.bytes(frame));
  }

  private static Envelope actor(int id) {
    return new Envelope(Optional.empty(), Optional.empty(), OptionalInt.of(id));
  }
}
