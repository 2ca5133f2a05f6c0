package chat.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import chat.e2e.client.Json;
import chat.e2e.client.Person;
import chat.e2e.client.Requester;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The message service is killed between many sends: what was acked is there, once. */
@Tag("long")
@Order(Integer.MAX_VALUE - 1)
@ExtendWith(Stack.Shared.class)
class KilledServiceIT {
  private static final int SENDERS = 4;
  private static final int MESSAGES = 250;

  /** A message as its sender knows it. */
  private record Acked(int fromId, String msgId, long seq, long timestampMs) {}

  @Test
  void whatWasAckedIsThereOnce(Stack stack) throws Exception {
    Person receiver = stack.people().make("receiver");
    List<Person> senders =
        IntStream.range(0, SENDERS).mapToObj(i -> stack.people().make("sender")).toList();
    int group = stack.people().makeGroup("all", receiver, senders.toArray(Person[]::new));
    var underWay = new CountDownLatch(SENDERS * MESSAGES / 4);
    try (var watcher = stack.lines();
        ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor()) {
      watcher.logIn(receiver);
      List<Future<List<Acked>>> sending = new ArrayList<>();
      for (Person sender : senders) {
        Callable<List<Acked>> task = () -> sendAll(stack, sender, group, underWay);
        sending.add(executor.submit(task));
      }
      underWay.await();
      stack.processes().kill("services");
      stack.processes().restart("services");
      List<Acked> acked = new ArrayList<>();
      for (Future<List<Acked>> future : sending) {
        acked.addAll(future.get());
      }
      assertEquals(SENDERS * MESSAGES, acked.size());
      assertInTable(stack, group, acked);
      assertSentAgainGivesTheFirstAnswer(stack, senders.getFirst(), group, acked);
      assertReceivedOnceInOrder(watcher, acked.size());
      assertNothingIsLeftOfTheRehearsal(stack);
    }
  }

  private static List<Acked> sendAll(
      Stack stack, Person sender, int group, CountDownLatch underWay) {
    List<Acked> acked = new ArrayList<>();
    try (var requester = stack.lines()) {
      requester.logIn(sender);
      for (int i = 0; i < MESSAGES; i++) {
        JsonNode answer = requester.demand(message(sender, group, i));
        acked.add(
            new Acked(
                sender.id(),
                answer.get("msg_id").textValue(),
                answer.get("seq").longValue(),
                answer.get("timestamp_ms").longValue()));
        underWay.countDown();
      }
    }
    return acked;
  }

  private static ObjectNode message(Person sender, int group, int i) {
    return Json.message(1003)
        .put("group_id", group)
        .put("content", sender.name() + " says " + i)
        .put("msg_id", "k-" + i);
  }

  private static void assertInTable(Stack stack, int group, List<Acked> acked) throws SQLException {
    Map<Long, Acked> stored = new HashMap<>();
    try (Connection database = stack.database();
        PreparedStatement statement =
            database.prepareStatement(
                "SELECT seq, from_id, msg_id, timestamp_ms FROM messages"
                    + " WHERE conversation_id = ? ORDER BY seq")) {
      statement.setLong(1, group);
      try (ResultSet rows = statement.executeQuery()) {
        while (rows.next()) {
          assertEquals(stored.size() + 1, rows.getLong(1), "a gap in the sequence");
          stored.put(
              rows.getLong(1),
              new Acked(rows.getInt(2), rows.getString(3), rows.getLong(1), rows.getLong(4)));
        }
      }
    }
    assertEquals(acked.size(), stored.size(), "more or fewer messages than were acked");
    acked.forEach(message -> assertEquals(message, stored.get(message.seq())));
  }

  /** A service writes before it is ready, as somebody who is there by then, and takes it back. */
  private static void assertNothingIsLeftOfTheRehearsal(Stack stack)
      throws SQLException, IOException {
    try (Connection database = stack.database();
        Statement statement = database.createStatement();
        ResultSet rows =
            statement.executeQuery("SELECT COUNT(*) FROM messages WHERE content = 'rehearsal'")) {
      rows.next();
      assertEquals(0, rows.getInt(1));
    }
    String log = Files.readString(stack.processes().log("services"));
    assertFalse(log.contains("the rehearsal failed"), log);
  }

  private static void assertSentAgainGivesTheFirstAnswer(
      Stack stack, Person sender, int group, List<Acked> acked) {
    Map<String, Acked> first = new HashMap<>();
    acked.stream()
        .filter(message -> message.fromId() == sender.id())
        .forEach(message -> first.put(message.msgId(), message));
    try (var requester = stack.lines()) {
      requester.logIn(sender);
      for (int i = 0; i < MESSAGES; i++) {
        JsonNode answer = requester.demand(message(sender, group, i));
        Acked before = first.get("k-" + i);
        assertEquals(before.seq(), answer.get("seq").longValue());
        assertEquals(before.timestampMs(), answer.get("timestamp_ms").longValue());
      }
    }
  }

  private static void assertReceivedOnceInOrder(Requester watcher, int count) {
    for (int seq = 1; seq <= count; seq++) {
      assertEquals(seq, watcher.nextPush().get("seq").longValue());
    }
    assertTrue(watcher.ask(Json.message(9001)).get("errno").intValue() == 0);
  }
}
