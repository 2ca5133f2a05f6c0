package chat.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import chat.e2e.client.Json;
import chat.e2e.client.Person;
import chat.ops.backup.BackupFailed;
import chat.ops.backup.Manifest;
import chat.schema.Database;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** A backup that is taken while messages flow is the state of one moment. */
@ExtendWith(Stack.Shared.class)
class BackupIT {
  private static final int WRITERS = 4;
  private static final int BEFORE = 100;
  private static final int AT_MOST = 5_000;
  // The first table by name, with more than a pipe holds.
  private static final String MUCH_TO_READ_FIRST =
      "INSERT INTO audit_log (at_ms, actor_id, action, subject, detail)"
          + " SELECT 0, 0, 'filler', '', REPEAT('x', 500) FROM seq_1_to_1000";

  @TempDir Path directory;

  /** Somebody who writes in a group until it is enough. */
  private record Writer(
      Stack stack,
      Person person,
      int group,
      CountDownLatch begun,
      CountDownLatch enough,
      AtomicLong acked) {
    long write() {
      try (var requester = stack.lines()) {
        requester.logIn(person);
        for (int i = 0; i < AT_MOST && enough.getCount() > 0; i++) {
          var chat = Json.message(1003).put("group_id", group).put("content", "nr. " + i);
          long seq = requester.demand(chat).get("seq").longValue();
          acked.accumulateAndGet(seq, Math::max);
          begun.countDown();
        }
      }
      return acked.get();
    }
  }

  @Test
  void isOneMomentWhileMessagesFlow(Stack stack) throws Exception {
    Person reader = stack.people().make("reader");
    List<Person> people = new ArrayList<>();
    for (int i = 0; i < WRITERS; i++) {
      people.add(stack.people().make("writer"));
    }
    int group = stack.people().makeGroup("all", reader, people.toArray(Person[]::new));
    Path file = directory.resolve("backup.zip");
    var begun = new CountDownLatch(BEFORE);
    var enough = new CountDownLatch(1);
    var acked = new AtomicLong();
    try (var copies = new Copies(stack);
        var watcher = stack.lines();
        ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor()) {
      watcher.logIn(reader);
      List<Future<Long>> writing = new ArrayList<>();
      people.forEach(
          person ->
              writing.add(
                  executor.submit(new Writer(stack, person, group, begun, enough, acked)::write)));
      begun.await();
      long before = acked.get();
      Rows.change(stack, MUCH_TO_READ_FIRST);
      var dump =
          StalledDump.in(Files.createDirectory(directory.resolve("program")), Copies.PROGRAMS);
      Future<Manifest> backup = executor.submit(() -> copies.backUp(file, dump.programs()));
      long meanwhile;
      try {
        dump.awaitBegun();
        var chat = Json.message(1003).put("group_id", group).put("content", "while it is read");
        meanwhile = watcher.demand(chat).get("seq").longValue();
        dump.goOn();
        backup.get();
      } finally {
        enough.countDown();
        Rows.change(stack, "DELETE FROM audit_log WHERE action = 'filler'");
      }
      Manifest manifest = backup.get();
      long last = 0;
      for (Future<Long> writer : writing) {
        last = Math.max(last, writer.get());
      }
      Database restored = copies.empty("chat_restored");
      assertEquals(manifest, Copies.restore(file, restored));
      assertOneMoment(restored);
      long head =
          number(restored, "SELECT MAX(seq) FROM messages WHERE conversation_id = " + group);
      assertTrue(head >= before, head + " is the last one, of " + before + " acknowledged before");
      assertTrue(head <= last, head + " is the last one, of " + last + " ever");
      assertTrue(head < meanwhile, head + " is the last one, of " + meanwhile + " after it began");
      assertRefused("is not empty", file, restored);
    }
  }

  private static void assertOneMoment(Database restored) throws SQLException {
    assertEquals(
        0,
        number(
            restored,
            "SELECT COUNT(*) FROM (SELECT 1 FROM messages GROUP BY conversation_id"
                + " HAVING MIN(seq) <> 1 OR MAX(seq) <> COUNT(*)) AS gaps"),
        "conversations with a gap");
    assertEquals(
        0,
        number(
            restored,
            "SELECT COUNT(*) FROM cursors WHERE GREATEST(joined_seq, delivered_seq, read_seq) >"
                + " (SELECT COALESCE(MAX(seq), 0) FROM messages"
                + " WHERE messages.conversation_id = cursors.conversation_id)"),
        "cursors beyond the end");
    try (Connection connection = restored.connect();
        Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery("SELECT ranges FROM outbox")) {
      while (row.next()) {
        for (String range : row.getString(1).split(",", -1)) {
          String[] parts = range.split("[:-]", -1);
          assertEquals(
              Long.parseLong(parts[2]) - Long.parseLong(parts[1]) + 1,
              number(
                  restored,
                  "SELECT COUNT(*) FROM messages WHERE conversation_id = %s AND seq BETWEEN %s AND %s"
                      .formatted((Object[]) parts)),
              "messages still to be pushed: " + range);
        }
      }
    }
  }

  static void assertRefused(String why, Path file, Database into) {
    String message =
        assertThrows(BackupFailed.class, () -> Copies.restore(file, into)).getMessage();
    assertTrue(message.contains(why), message);
  }

  private static long number(Database database, String query) throws SQLException {
    try (Connection connection = database.connect();
        Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(query)) {
      row.next();
      return row.getLong(1);
    }
  }
}
