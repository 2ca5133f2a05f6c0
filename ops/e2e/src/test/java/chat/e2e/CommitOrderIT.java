package chat.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import chat.e2e.client.Json;
import chat.e2e.client.Person;
import chat.e2e.client.ServiceClient;
import chat.proto.ConversationId;
import chat.proto.common.ChatMessage;
import chat.proto.common.MessageKind;
import chat.proto.message.ChatReply;
import chat.proto.message.GroupChatRequest;
import chat.proto.message.ListMessagesRequest;
import chat.proto.message.OneChatRequest;
import chat.proto.social.BlockUserRequest;
import chat.proto.social.RemoveFromGroupRequest;
import com.fasterxml.jackson.databind.JsonNode;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * A block, a removal, an edit or a recall is wholly before or after the commit of every message.
 * The test's own database connection plays another instance's committer, and stops in the middle.
 */
@Timeout(60)
@ExtendWith(Stack.Shared.class)
class CommitOrderIT {
  private static final String INSERT =
      "INSERT INTO messages (conversation_id, seq, from_id, to_id, group_id, content,"
          + " timestamp_ms, msg_id) VALUES (?, 1, ?, ?, ?, 'by hand', 1, 'by-hand')";

  private static final String INSERT_CHANGE =
      "INSERT INTO messages (conversation_id, seq, from_id, to_id, group_id, content,"
          + " timestamp_ms, msg_id, kind, target_seq)"
          + " VALUES (?, 2, ?, ?, 0, ?, 1, 'by-hand', ?, 1)";

  private final ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor();
  private ServiceClient services;
  private Connection committer;
  private Person ada;
  private Person bob;
  private Person eve;
  private int group;

  @BeforeEach
  void connect(Stack stack) throws SQLException {
    services = stack.services();
    ada = stack.people().make("ada");
    bob = stack.people().make("bob");
    eve = stack.people().make("eve");
    group = stack.people().makeGroup("team", ada, bob);
    committer = stack.database();
    committer.setTransactionIsolation(Connection.TRANSACTION_READ_COMMITTED);
    committer.setAutoCommit(false);
  }

  @AfterEach
  void disconnect() throws SQLException {
    committer.rollback();
    committer.close();
    services.close();
    executor.close();
  }

  @Test
  void aBlockIsAnsweredAfterTheCommitOfWhatWasInsertedBefore(Stack stack) throws Exception {
    insertPrivate(ada, bob);
    var block = ask(() -> block(bob, ada));
    awaitLockWait(stack, block);
    committer.commit();
    assertEquals(0, answer(block));
    assertEquals(1, messagesBetween(ada, bob));
    assertEquals(403, toUser(ada, bob, "m-1").getErrno());
  }

  @Test
  void aBlockIsAnsweredAfterTheRollbackOfWhatWasInsertedBefore(Stack stack) throws Exception {
    insertPrivate(ada, bob);
    var block = ask(() -> block(bob, ada));
    awaitLockWait(stack, block);
    committer.rollback();
    assertEquals(0, answer(block));
    assertEquals(0, messagesBetween(ada, bob));
  }

  @Test
  void aBlockWaitsForNoOtherConversation() throws Exception {
    // The neighbours in the table.
    insertPrivate(ada, ada);
    insertPrivate(eve, ada);
    assertEquals(0, block(bob, ada));
  }

  /** The real committer has found nobody blocked, and stands at its insert. */
  @Test
  void whatIsInsertedAfterTheBlockIsNotCommitted(Stack stack) throws Exception {
    insertPrivate(bob, ada);
    var message = ask(() -> toUser(ada, bob, "m-1").getErrno());
    awaitLockWait(stack, message);
    try (Connection other = stack.database();
        Statement statement = other.createStatement()) {
      statement.execute("INSERT INTO blocks VALUES (" + bob.id() + "," + ada.id() + ")");
    }
    assertFalse(message.isDone());
    committer.rollback();
    assertEquals(403, answer(message));
    assertEquals(0, messagesBetween(ada, bob));
  }

  @Test
  void aRemovalIsAnsweredAfterTheCommitsThatTheMemberIsToSee(Stack stack) throws Exception {
    query(committer, "SELECT id FROM `groups` WHERE id = " + group + " LOCK IN SHARE MODE");
    insert(group, ada.id(), 0, group);
    var removal = ask(() -> remove(ada, bob));
    awaitLockWait(stack, removal);
    committer.commit();
    assertEquals(0, answer(removal));
    assertEquals(403, toGroup(bob, "m-1").getErrno());
  }

  @Test
  void whatAnotherInstanceRecallsAtTheSameTimeIsNotEdited(Stack stack) throws Exception {
    assertEquals(1, toUser(ada, bob, "m-1").getSeq());
    changeByHand(MessageKind.RECALL, "");
    var edit = ask(() -> edit(stack, "mine").get("errno").intValue());
    awaitLockWait(stack, edit);
    committer.commit();
    assertEquals(404, answer(edit));
    assertEquals("", first().getContent());
    assertEquals(2, messagesBetween(ada, bob));
  }

  @Test
  void ofTwoEditsAtTheSameTimeTheOneWithTheHigherSeqCounts(Stack stack) throws Exception {
    assertEquals(1, toUser(ada, bob, "m-1").getSeq());
    changeByHand(MessageKind.EDIT, "theirs");
    var edit = ask(() -> edit(stack, "mine").get("seq").intValue());
    awaitLockWait(stack, edit);
    committer.commit();
    assertEquals(3, answer(edit));
    assertEquals("mine", first().getContent());
  }

  @Test
  void anEditThatAnotherInstanceDidNotCommitLeavesNothing(Stack stack) throws Exception {
    assertEquals(1, toUser(ada, bob, "m-1").getSeq());
    changeByHand(MessageKind.RECALL, "");
    var edit = ask(() -> edit(stack, "mine").get("seq").intValue());
    awaitLockWait(stack, edit);
    committer.rollback();
    assertEquals(2, answer(edit));
    assertEquals("mine", first().getContent());
  }

  /** As when a service is frozen in the middle of changing the members. */
  @Test
  void aLockedGroupHoldsNobodyElseUp(Stack stack) throws Exception {
    query(committer, "SELECT id FROM `groups` WHERE id = " + group + " FOR UPDATE");
    ChatReply busy = toGroup(bob, "m-1");
    assertEquals(503, busy.getErrno());
    assertTrue(busy.getRetryAfterMs() > 0);
    assertEquals(0, toUser(ada, bob, "m-2").getErrno());
    int elsewhere = stack.people().makeGroup("other", ada);
    assertEquals(0, toGroup(ada, elsewhere, "m-3").getErrno());
    assertEquals(503, toGroup(bob, "m-1").getErrno());
    committer.rollback();
    assertEquals(1, toGroup(bob, "m-1").getSeq());
  }

  /** As another instance does it, up to its commit. */
  private void changeByHand(MessageKind kind, String content) throws SQLException {
    long conversation = ConversationId.ofUsers(ada.id(), bob.id()).value();
    try (PreparedStatement insert = committer.prepareStatement(INSERT_CHANGE)) {
      insert.setLong(1, conversation);
      insert.setInt(2, ada.id());
      insert.setInt(3, bob.id());
      insert.setString(4, content);
      insert.setInt(5, kind.getNumber());
      insert.executeUpdate();
    }
    String changed = kind == MessageKind.EDIT ? "edited_ms" : "recalled_ms";
    try (PreparedStatement update =
        committer.prepareStatement(
            "UPDATE messages SET content = ?, "
                + changed
                + " = 1 WHERE conversation_id = ? AND seq = 1")) {
      update.setString(1, content);
      update.setLong(2, conversation);
      update.executeUpdate();
    }
  }

  private JsonNode edit(Stack stack, String content) {
    try (var requester = stack.lines()) {
      return requester.ask(Json.chat(bob, content).put("token", ada.token()).put("edits", 1));
    }
  }

  private ChatMessage first() {
    var request = ListMessagesRequest.newBuilder().setScope("private:" + bob.id()).build();
    return services.message(ada.token()).listMessages(request).getMessages(0);
  }

  private void insertPrivate(Person from, Person to) throws SQLException {
    insert(ConversationId.ofUsers(from.id(), to.id()).value(), from.id(), to.id(), 0);
  }

  private void insert(long conversation, int from, int to, int toGroup) throws SQLException {
    try (PreparedStatement insert = committer.prepareStatement(INSERT)) {
      insert.setLong(1, conversation);
      insert.setInt(2, from);
      insert.setInt(3, to);
      insert.setInt(4, toGroup);
      insert.executeUpdate();
    }
  }

  /** Until the question, and nothing else is asked here, waits for a row that is locked. */
  private static void awaitLockWait(Stack stack, CompletableFuture<Integer> question)
      throws SQLException {
    try (Connection connection = stack.database()) {
      while (query(connection, "SHOW GLOBAL STATUS LIKE 'Innodb_row_lock_current_waits'")
          .equals("0")) {
        assertFalse(question.isDone(), "answered without waiting");
      }
    }
    assertFalse(question.isDone(), "answered without waiting");
  }

  /** The last column of the only row. */
  private static String query(Connection connection, String sql) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(sql)) {
      assertTrue(rows.next(), sql);
      return rows.getString(rows.getMetaData().getColumnCount());
    }
  }

  private CompletableFuture<Integer> ask(Supplier<Integer> question) {
    return CompletableFuture.supplyAsync(question, executor);
  }

  private static int answer(CompletableFuture<Integer> question) throws Exception {
    return question.get(20, TimeUnit.SECONDS);
  }

  private int block(Person caller, Person blocked) {
    var request = BlockUserRequest.newBuilder().setBlockedId(blocked.id()).build();
    return services.social(caller.token()).blockUser(request).getErrno();
  }

  private int remove(Person caller, Person member) {
    var request =
        RemoveFromGroupRequest.newBuilder().setGroupId(group).setUserId(member.id()).build();
    return services.social(caller.token()).removeFromGroup(request).getErrno();
  }

  private ChatReply toUser(Person from, Person to, String msgId) {
    var request = OneChatRequest.newBuilder().setToId(to.id()).setContent("hi").setMsgId(msgId);
    return services.message(from.token()).oneChat(request.build());
  }

  private ChatReply toGroup(Person from, String msgId) {
    return toGroup(from, group, msgId);
  }

  private ChatReply toGroup(Person from, int groupId, String msgId) {
    var request =
        GroupChatRequest.newBuilder().setGroupId(groupId).setContent("hi").setMsgId(msgId);
    return services.message(from.token()).groupChat(request.build());
  }

  private int messagesBetween(Person caller, Person peer) {
    var request = ListMessagesRequest.newBuilder().setScope("private:" + peer.id()).build();
    return services.message(caller.token()).listMessages(request).getMessagesCount();
  }
}
