package chat.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;

import chat.e2e.client.Json;
import chat.e2e.client.Person;
import chat.e2e.client.Requester;
import chat.schema.Database;
import chat.schema.Migration;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/**
 * The services of this release start and go on with a schema that a later release has expanded, and
 * with an earlier state of the database, where clients have seen more than there is.
 */
@Tag("long")
@Order(Integer.MAX_VALUE - 1)
@ExtendWith(Stack.Shared.class)
class NewerSchemaIT {
  private static final List<String> SERVICES = List.of("services");

  @TempDir Path directory;

  @Test
  void servicesRunOnARestoredDatabaseThatIsNewerThanThey(Stack stack) throws Exception {
    Person ada = stack.people().make("ada");
    Person bob = stack.people().make("bob");
    Path file = directory.resolve("backup.zip");
    try (var copies = new Copies(stack)) {
      Database restored = copies.empty("chat_newer");
      say(stack, bob, ada, "one", 1);
      say(stack, bob, ada, "two", 2);
      copies.backUp(file);
      say(stack, bob, ada, "lost", 3);
      say(stack, bob, ada, "lost too", 4);
      Copies.restore(file, restored);
      expand(restored, "9998");
      stack.processes().restart(SERVICES, Map.of("DB_NAME", restored.name()));
      try (var phone = stack.lines()) {
        JsonNode login = logInHavingSeen(phone, ada, bob, 4);
        assertEquals(0, login.get("offlinemsg").size(), login::toString);
        say(stack, bob, ada, "three", 3);
        assertEquals("three", phone.nextPush().get("content").textValue());
        expand(restored, "9999");
        say(stack, bob, ada, "four", 4);
        assertEquals("four", phone.nextPush().get("content").textValue());
        phone.demand(Json.message(1007).put("scope", scope(bob)).put("delivered_seq", 4));
      } finally {
        stack.processes().restart(SERVICES, Map.of());
      }
      assertEquals(0, Migration.apply(restored), "this release leaves a later schema alone");
      Path newer = directory.resolve("newer.zip");
      assertEquals("9999", Copies.backUp(restored, newer).schema());
      BackupIT.assertRefused("newer than this program", newer, copies.empty("chat_refused"));
    }
  }

  /** What a later release's migrations do. */
  private static void expand(Database database, String version) {
    Flyway.configure()
        .dataSource(database.url(), database.user(), database.password())
        .locations("classpath:db/migration", "classpath:schema/newer")
        .target(version)
        .load()
        .migrate();
  }

  private static void say(Stack stack, Person sender, Person receiver, String text, long seq) {
    try (var requester = stack.lines()) {
      requester.logIn(sender);
      JsonNode answer = requester.demand(Json.chat(receiver, text));
      assertEquals(seq, answer.get("seq").longValue(), answer::toString);
    }
  }

  private static JsonNode logInHavingSeen(Requester phone, Person person, Person peer, long seq) {
    ObjectNode login = Json.message(1).put("id", person.id()).put("password", person.password());
    login.put("acks", true).set("seen", Json.object().put(scope(peer), seq));
    return phone.demand(login);
  }

  private static String scope(Person peer) {
    return "private:" + peer.id();
  }
}
