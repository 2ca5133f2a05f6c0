package chat.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import chat.e2e.client.Json;
import chat.e2e.client.Person;
import chat.e2e.client.ServiceClient;
import chat.e2e.client.SignedToken;
import chat.proto.ConversationId;
import chat.proto.TokenClaims;
import chat.proto.common.ChatMessage;
import chat.proto.message.AdvanceCursorsRequest;
import chat.proto.message.ChatReply;
import chat.proto.message.Cursor;
import chat.proto.message.CursorAdvance;
import chat.proto.message.GroupChatRequest;
import chat.proto.message.HeadsReply;
import chat.proto.message.HeadsRequest;
import chat.proto.message.ListMessagesReply;
import chat.proto.message.ListMessagesRequest;
import chat.proto.message.OneChatRequest;
import chat.proto.message.SyncRequest;
import chat.proto.message.UserHeads;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Messages and cursors as programs use them that call the services without a gateway. */
@ExtendWith(Stack.Shared.class)
class GrpcMessagesIT {
  private ServiceClient services;
  private Person ada;
  private Person bob;
  private Person eve;
  private int group;

  @BeforeEach
  void connect(Stack stack) {
    services = stack.services();
    ada = stack.people().make("ada");
    bob = stack.people().make("bob");
    eve = stack.people().make("eve");
    group = stack.people().makeGroup("team", ada, bob);
  }

  @AfterEach
  void disconnect() {
    services.close();
  }

  @Test
  void theSameMessageAgainGetsTheFirstAnswer() {
    ChatReply first = toBob(ada.token(), 0, "hello", "m-1");
    assertEquals(1, first.getSeq());
    assertTrue(first.getTimestampMs() > 0);
    assertEquals(first, toBob(ada.token(), ada.id(), "hello", "m-1"));
    assertEquals(409, toBob(ada.token(), 0, "another text", "m-1").getErrno());
    assertEquals(2, toBob(ada.token(), 0, "hello", "m-2").getSeq());
    ChatReply inGroup = toGroup(ada, "hello", "g-1");
    assertEquals(1, inGroup.getSeq());
    assertEquals(inGroup, toGroup(ada, "hello", "g-1"));
    assertEquals(409, toGroup(ada, "another text", "g-1").getErrno());
  }

  @Test
  void onlyTheSenderAndOnlyMembersSend() {
    assertEquals(403, toBob(ada.token(), eve.id(), "hello", "m-1").getErrno());
    assertEquals(403, toGroup(eve, "hello", "m-1").getErrno());
    assertEquals(400, toBob(ada.token(), 0, "", "m-1").getErrno());
    assertEquals(400, toBob(ada.token(), 0, "hello", "").getErrno());
    assertEquals(413, toBob(ada.token(), 0, "x".repeat(49_153), "m-1").getErrno());
    var refused =
        assertThrows(StatusRuntimeException.class, () -> toBob("", ada.id(), "hello", "m-1"));
    assertEquals(Status.Code.UNAUTHENTICATED, refused.getStatus().getCode());
  }

  @Test
  void historyIsForThoseWhoWereThere() {
    toGroup(ada, "to all", "g-1");
    toBob(ada.token(), 0, "to bob", "m-1");
    ChatMessage inGroup = list(bob, 0, "group:" + group).getMessages(0);
    assertEquals("to all", inGroup.getContent());
    assertEquals(group, inGroup.getGroupId());
    assertEquals(ada.name(), inGroup.getFromName());
    assertEquals("to bob", list(bob, 0, "private:" + ada.id()).getMessages(0).getContent());
    assertEquals(403, list(eve, 0, "group:" + group).getErrno());
    assertEquals(403, list(eve, bob.id(), "private:" + ada.id()).getErrno());
    assertEquals(0, list(eve, 0, "private:" + ada.id()).getMessagesCount());
    assertEquals(400, list(ada, 0, "team").getErrno());
    assertEquals(404, list(ada, 0, "group:" + Integer.MAX_VALUE).getErrno());
  }

  @Test
  void everybodyMovesOnlyTheirOwnCursorsAndOnlyForward() {
    toGroup(ada, "one", "g-1");
    toGroup(ada, "two", "g-2");
    assertEquals(cursor(0, 0), ofGroup(bob));
    assertEquals(0, advance(bob, bob.id(), 2, 1));
    assertEquals(cursor(2, 1), ofGroup(bob));
    assertEquals(0, advance(bob, bob.id(), 1, 0));
    assertEquals(0, advance(bob, bob.id(), 0, 99));
    assertEquals(cursor(2, 2), ofGroup(bob), "never back, never past the end");
    assertEquals(403, advance(eve, ada.id(), 2, 2));
    var others = SyncRequest.newBuilder().setUserId(ada.id()).build();
    assertEquals(403, services.message(eve.token()).sync(others).getErrno());
    assertEquals(List.of(), cursors(eve));
  }

  @Test
  void aGatewayAsksForManyUsersAtATime(Stack stack) {
    toGroup(ada, "one", "g-1");
    toBob(ada.token(), 0, "hello", "m-1");
    advance(bob, bob.id(), 1, 1);
    String gateway = gatewayToken(stack);
    HeadsReply reply = heads(gateway, List.of(ada.id(), bob.id(), eve.id()));
    assertEquals(0, reply.getErrno());
    assertEquals(
        Map.of(ada.id(), Set.copyOf(cursors(ada)), bob.id(), Set.copyOf(cursors(bob))),
        reply.getUsersList().stream()
            .collect(
                Collectors.toMap(UserHeads::getUserId, user -> Set.copyOf(user.getCursorsList()))),
        "the same as each one's own, nothing of who has none");
    assertEquals(2, cursors(bob).size());
    assertEquals(0, heads(gateway, List.of()).getUsersCount());
    assertEquals(0, heads(gateway, upTo(500)).getErrno());
    assertEquals(413, heads(gateway, upTo(501)).getErrno());
    assertEquals(403, heads(ada.token(), List.of(ada.id())).getErrno());
  }

  private HeadsReply heads(String token, List<Integer> userIds) {
    return services.message(token).heads(HeadsRequest.newBuilder().addAllUserIds(userIds).build());
  }

  private static String gatewayToken(Stack stack) {
    ObjectNode claims =
        Json.object()
            .put("iss", TokenClaims.ISSUER)
            .put(TokenClaims.SUBJECT, "0")
            .put("iat", Instant.now().getEpochSecond())
            .put("exp", Instant.now().plusSeconds(60).getEpochSecond());
    claims.putArray(TokenClaims.GROUPS).add(TokenClaims.GATEWAY);
    return SignedToken.of(claims, "HS256", stack.processes().jwtSecret());
  }

  private static List<Integer> upTo(int last) {
    return IntStream.rangeClosed(1, last).boxed().toList();
  }

  private ChatReply toBob(String token, int fromId, String content, String msgId) {
    var request = OneChatRequest.newBuilder().setFromId(fromId).setToId(bob.id());
    return services.message(token).oneChat(request.setContent(content).setMsgId(msgId).build());
  }

  private ChatReply toGroup(Person sender, String content, String msgId) {
    var request = GroupChatRequest.newBuilder().setFromId(sender.id()).setGroupId(group);
    return services
        .message(sender.token())
        .groupChat(request.setContent(content).setMsgId(msgId).build());
  }

  private ListMessagesReply list(Person caller, int userId, String scope) {
    var request = ListMessagesRequest.newBuilder().setUserId(userId).setScope(scope).build();
    return services.message(caller.token()).listMessages(request);
  }

  private int advance(Person caller, int userId, long delivered, long read) {
    var advance =
        CursorAdvance.newBuilder()
            .setUserId(userId)
            .setConversationId(conversation())
            .setDeliveredSeq(delivered)
            .setReadSeq(read);
    var request = AdvanceCursorsRequest.newBuilder().addAdvances(advance).build();
    return services.message(caller.token()).advanceCursors(request).getErrno();
  }

  private List<Cursor> cursors(Person person) {
    var own = SyncRequest.newBuilder().setUserId(person.id()).build();
    return services.message(person.token()).sync(own).getCursorsList();
  }

  private Cursor ofGroup(Person person) {
    return cursors(person).stream()
        .filter(cursor -> cursor.getConversationId() == conversation())
        .findFirst()
        .orElseThrow();
  }

  private Cursor cursor(long delivered, long read) {
    return Cursor.newBuilder()
        .setConversationId(conversation())
        .setDeliveredSeq(delivered)
        .setReadSeq(read)
        .setHeadSeq(2)
        .build();
  }

  private long conversation() {
    return ConversationId.ofGroup(group).value();
  }
}
