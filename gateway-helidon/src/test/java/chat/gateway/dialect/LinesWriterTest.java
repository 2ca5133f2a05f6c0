package chat.gateway.dialect;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import chat.proto.ErrorCode;
import chat.proto.common.Attachment;
import chat.proto.common.MessageKind;
import chat.proto.message.Conversation;
import chat.proto.message.Cursor;
import chat.proto.message.FoundMessage;
import chat.proto.social.FriendRequest;
import chat.proto.user.Profile;
import chat.proto.user.Session;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

class LinesWriterTest {
  private static final Optional<JsonNode> NO_REQ = Optional.empty();
  private static final String PRIVATE =
      "{'msgid':1001,'from_id':1,'from_name':'Ann','to_id':2,'content':'hi',"
          + "'timestamp_ms':1690000000000,'msg_id':'m1','seq':7}";
  private static final String GROUP =
      "{'msgid':1003,'from_id':1,'from_name':'Ann','group_id':3,'content':'hi',"
          + "'timestamp_ms':1690000000000,'msg_id':'m1','seq':7}";

  private static final Attachment FILE =
      Attachment.newBuilder().setId("f").setName("a.png").setType("image/png").setSize(3).build();

  private final LinesCodec codec = LinesCodec.overTcp();

  @Test
  void theLoginReplyCarriesEverything() {
    var event =
        new Event.LoggedIn(
            NO_REQ,
            Frames.ANN,
            "t.o.k",
            List.of(Frames.BOB),
            List.of(Frames.group(3, "team", 2).build()),
            List.of(Frames.ANN),
            false,
            List.of(Frames.privateMessage("hi").build(), Frames.groupMessage("hi").build()));
    assertWritten(
        "{'msgid':2,'errno':0,'errmsg':'','user':{'id':1,'name':'Ann','state':'online'},"
            + "'token':'t.o.k','friends':[{'id':2,'name':'Bob','state':'offline'}],"
            + "'groups':[{'id':3,'name':'team','desc':'demo','owner_id':1,'member_count':2,"
            + "'members':[{'id':1,'name':'user1','role':'owner','state':'online'},"
            + "{'id':2,'name':'user2','role':'member','state':'offline'}]}],"
            + "'offlinemsg':["
            + PRIVATE
            + ","
            + GROUP
            + "]}",
        event);
  }

  @Test
  void hintsNameTheConversationAndTheUser() {
    assertWritten(
        "{'msgid':1101,'scope':'group:3','user_id':1,'name':'Ann'}",
        new Event.Typing("group:3", 1, "Ann"));
    assertWritten(
        "{'msgid':1103,'scope':'private:1','user_id':1,'delivered_seq':7,'read_seq':0}",
        new Event.Receipt("private:1", 1, 7, 0));
  }

  @Test
  void repliesAreNumberedAfterTheirRequests() {
    Optional<JsonNode> req = Optional.of(TextNode.valueOf("r1"));
    assertWritten(
        "{'msgid':5,'errno':0,'errmsg':'','id':9,'req':'r1'}", new Event.Registered(req, 9));
    assertWritten(
        "{'msgid':1002,'errno':0,'errmsg':'','msg_id':'m1','seq':7,'timestamp_ms':8}",
        new Event.Accepted(RequestKind.PRIVATE_CHAT, NO_REQ, "m1", 7, 8));
    assertWritten(
        "{'msgid':1004,'errno':0,'errmsg':'','msg_id':'m1','seq':7,'timestamp_ms':8}",
        new Event.Accepted(RequestKind.GROUP_CHAT, NO_REQ, "m1", 7, 8));
    assertWritten(
        "{'msgid':1006,'errno':0,'errmsg':'','messages':[" + PRIVATE + "],'more':true}",
        new Event.HistoryPage(NO_REQ, List.of(Frames.privateMessage("hi").build()), true));
    assertWritten(
        "{'msgid':1008,'errno':0,'errmsg':''}", new Event.Done(RequestKind.ACKNOWLEDGE, NO_REQ));
    assertWritten(
        "{'msgid':2002,'errno':0,'errmsg':''}", new Event.Done(RequestKind.ADD_FRIEND, NO_REQ));
    assertWritten(
        "{'msgid':2004,'errno':0,'errmsg':'','group_id':3}",
        new Event.GroupCreated(NO_REQ, 3, "team"));
    assertWritten(
        "{'msgid':2006,'errno':0,'errmsg':''}", new Event.Done(RequestKind.ADD_TO_GROUP, NO_REQ));
    assertWritten(
        "{'msgid':2008,'errno':0,'errmsg':'','friends':[{'id':2,'name':'Bob','state':'offline'}]}",
        new Event.Friends(NO_REQ, List.of(Frames.BOB)));
    assertWritten(
        "{'msgid':2010,'errno':0,'errmsg':'','groups':[{'id':3,'name':'team','desc':'demo',"
            + "'owner_id':1,'member_count':1,"
            + "'members':[{'id':1,'name':'user1','role':'owner'}]}]}",
        new Event.Groups(NO_REQ, List.of(Frames.group(3, "team", 1).build())));
    assertWritten(
        "{'msgid':2012,'errno':0,'errmsg':'','group_id':3,"
            + "'members':[{'id':1,'name':'user1','role':'owner'}]}",
        new Event.Members(NO_REQ, 3, Frames.group(3, "team", 1).getMembersList()));
    assertWritten(
        "{'msgid':2014,'errno':0,'errmsg':''}",
        new Event.Done(RequestKind.REMOVE_FROM_GROUP, NO_REQ));
    assertWritten(
        "{'msgid':2016,'errno':0,'errmsg':''}", new Event.Done(RequestKind.BLOCK_USER, NO_REQ));
    assertWritten(
        "{'msgid':2018,'errno':0,'errmsg':''}", new Event.Done(RequestKind.UNBLOCK_USER, NO_REQ));
    assertWritten(
        "{'msgid':2020,'errno':0,'errmsg':'','blocked':[{'id':2,'name':'Bob'}]}",
        new Event.Blocked(NO_REQ, List.of(Frames.BOB)));
    Profile profile = Profile.newBuilder().setId(1).setName("Ann").setNickname("Annie").build();
    assertWritten(
        "{'msgid':3002,'errno':0,'errmsg':'','profile':{'id':1,'name':'Ann','nickname':'Annie',"
            + "'signature':'','avatar_url':''}}",
        new Event.ProfileShown(RequestKind.GET_PROFILE, NO_REQ, profile, false));
    assertWritten(
        "{'msgid':3004,'errno':0,'errmsg':'','profile':{'id':1,'name':'Ann','nickname':'Annie',"
            + "'signature':'','avatar_url':'','asks':true}}",
        new Event.ProfileShown(
            RequestKind.SET_PROFILE, NO_REQ, profile.toBuilder().setAsks(true).build(), true));
    assertWritten(
        "{'msgid':2002,'errno':0,'errmsg':'','pending':true}", new Event.FriendAsked(NO_REQ));
    assertWritten(
        "{'msgid':2022,'errno':0,'errmsg':'',"
            + "'requests':[{'user':{'id':2,'name':'Bob'},'text':'hi','created_ms':5}]}",
        new Event.FriendRequests(
            NO_REQ,
            List.of(
                FriendRequest.newBuilder()
                    .setUser(Frames.BOB)
                    .setText("hi")
                    .setCreatedMs(5)
                    .build())));
    assertWritten(
        "{'msgid':3008,'errno':0,'errmsg':'','sessions':[{'session_id':'s','device':'phone',"
            + "'address':'::1','created_ms':5,'expires_ms':6,'current':true}]}",
        new Event.OpenSessions(
            NO_REQ,
            List.of(
                Session.newBuilder()
                    .setId("s")
                    .setDevice("phone")
                    .setAddress("::1")
                    .setCreatedMs(5)
                    .setExpiresMs(6)
                    .setCurrent(true)
                    .build())));
    assertWritten(
        "{'msgid':9002,'errno':0,'errmsg':''}", new Event.Done(RequestKind.HEARTBEAT, NO_REQ));
  }

  @Test
  void failuresSayWhatAndWhenToTryAgain() {
    assertWritten(
        "{'msgid':2,'errno':1,'errmsg':'id or password is invalid!'}",
        failed(RequestKind.LOGIN, ErrorCode.REJECTED, "id or password is invalid!"));
    assertWritten(
        "{'msgid':1002,'errno':503,'errmsg':'away','msg_id':'m1','retry_after_ms':1000,'req':'r'}",
        new Event.Failed(
            RequestKind.PRIVATE_CHAT,
            Optional.of(TextNode.valueOf("r")),
            ErrorCode.UNAVAILABLE,
            "away",
            Optional.of("m1"),
            OptionalInt.of(1_000)));
    assertWritten(
        "{'msgid':0,'errno':404,'errmsg':'no'}",
        failed(RequestKind.UNKNOWN, ErrorCode.NOT_FOUND, "no"));
    assertWritten(
        "{'msgid':0,'errno':401,'errmsg':'no'}",
        failed(RequestKind.LOGOUT, ErrorCode.NOT_LOGGED_IN, "no"));
  }

  @Test
  void pushesHaveTheirOwnNumbers() {
    assertWritten(PRIVATE, new Event.MessagePushed(Frames.privateMessage("hi").build()));
    assertWritten(GROUP, new Event.MessagePushed(Frames.groupMessage("hi").build()));
    assertWritten(
        "{'msgid':2101,'friend':{'id':2,'name':'Bob','state':'offline'}}",
        new Event.FriendAdded(Frames.BOB));
    assertWritten(
        "{'msgid':2109,'user':{'id':2,'name':'Bob'}}", new Event.FriendRequested(Frames.BOB));
    assertWritten(
        "{'msgid':2111,'friend':{'id':2,'name':'Bob'}}", new Event.FriendRemoved(Frames.BOB));
    assertWritten(
        "{'msgid':2107,'friends':[{'id':2,'name':'Bob','state':'offline'}]}",
        new Event.FriendStates(List.of(Frames.BOB)));
    assertWritten("{'msgid':2103,'group_id':3,'name':'team'}", new Event.GroupJoined(3, "team"));
    assertWritten("{'msgid':2105,'group_id':3,'name':'team'}", new Event.GroupLeft(3, "team"));
    assertWritten(
        "{'msgid':9003,'text':'bye','retry_after_ms':5}",
        new Event.Notice("bye", OptionalInt.of(5)));
    assertWritten("{'msgid':9003,'text':'hello'}", new Event.Notice("hello", OptionalInt.empty()));
  }

  @Test
  void aMessageSaysWhatItIsBeyondItsText() {
    var reply =
        Frames.privateMessage("hi").setReplySeq(5).addMentionIds(2).addMentionIds(3).setFile(FILE);
    assertWritten(
        open(PRIVATE)
            + ",'reply_to':5,'mentions':[2,3],"
            + "'file':{'id':'f','name':'a.png','type':'image/png','size':3},'edited_ms':9}",
        new Event.MessagePushed(reply.setEditedMs(9).build()));
    var edit = Frames.groupMessage("hi").setKind(MessageKind.EDIT).setTargetSeq(5);
    assertWritten(open(GROUP) + ",'edits':5}", new Event.MessagePushed(edit.build()));
    var recall = edit.setKind(MessageKind.RECALL).setRecalledMs(9);
    assertWritten(
        open(GROUP) + ",'recalls':5,'recalled_ms':9}", new Event.MessagePushed(recall.build()));
  }

  @Test
  void conversationsAndWhatWasFound() {
    var cursor = Cursor.newBuilder().setJoinedSeq(1).setDeliveredSeq(6).setReadSeq(5).setHeadSeq(7);
    var conversation =
        Conversation.newBuilder()
            .setScope("private:2")
            .setName("Bob")
            .setCursor(cursor)
            .setLast(Frames.privateMessage("hi"))
            .setPeer(Cursor.newBuilder().setDeliveredSeq(7).setReadSeq(4))
            .build();
    var empty = Conversation.newBuilder().setScope("group:3").setName("team").build();
    assertWritten(
        "{'msgid':1010,'errno':0,'errmsg':'','conversations':["
            + "{'scope':'private:2','name':'Bob','head_seq':7,'joined_seq':1,'delivered_seq':6,"
            + "'read_seq':5,'last':"
            + PRIVATE
            + ",'peer_delivered_seq':7,'peer_read_seq':4},"
            + "{'scope':'group:3','name':'team','head_seq':0,'joined_seq':0,'delivered_seq':0,"
            + "'read_seq':0}]}",
        new Event.Conversations(NO_REQ, List.of(conversation, empty)));
    var found =
        FoundMessage.newBuilder().setScope("group:3").setMessage(Frames.groupMessage("hi")).build();
    assertWritten(
        "{'msgid':1012,'errno':0,'errmsg':'','found':[{'scope':'group:3','message':"
            + GROUP
            + "}],'more':true}",
        new Event.Found(NO_REQ, List.of(found), true));
  }

  private static String open(String object) {
    return object.substring(0, object.length() - 1);
  }

  @Test
  void aLogoutIsNotAnswered() {
    assertEquals(List.of(), codec.encode(new Event.Done(RequestKind.LOGOUT, NO_REQ)));
  }

  @Test
  void textsComeBackByteForByte() throws MalformedException {
    String frame =
        Frames.one(codec, new Event.MessagePushed(Frames.privateMessage(Frames.NASTY).build()));
    JsonNode object = Json.parse(frame.getBytes(StandardCharsets.UTF_8));
    assertEquals(Frames.NASTY, object.get("content").textValue());
    assertTrue(frame.contains("你好 😀"), "no needless escapes");
    assertEquals(frame.length() - 1, frame.indexOf('\n'), "one line");
  }

  @Test
  void aMessageForManySessionsIsWrittenOnce() {
    var event = new Event.MessagePushed(Frames.groupMessage("hi").build());
    assertSame(codec.encode(event).getFirst(), codec.encode(event).getFirst());
  }

  @Test
  void aWebSocketFrameHasNoTerminator() {
    assertEquals(
        "{\"msgid\":9002,\"errno\":0,\"errmsg\":\"\"}",
        Frames.one(LinesCodec.overWebSocket(), new Event.Done(RequestKind.HEARTBEAT, NO_REQ)));
  }

  private static Event failed(RequestKind kind, ErrorCode code, String message) {
    return new Event.Failed(kind, NO_REQ, code, message, Optional.empty(), OptionalInt.empty());
  }

  private void assertWritten(String frame, Event event) {
    assertEquals(frame.replace('\'', '"') + "\n", Frames.one(codec, event));
  }
}
