package chat.ops.local;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import chat.schema.Database;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class CommandTest {
  private static final Path DEFAULT = Path.of("/somewhere/.data");

  @Test
  void upWithoutOptions() throws Exception {
    assertEquals(
        new Command.Up(new StackOptions(DEFAULT, 0, 1, false, Map.of()), false), parse("up"));
  }

  @Test
  void upWithAllOptions() throws Exception {
    assertEquals(
        new Command.Up(
            new StackOptions(Path.of("/a b"), -10, 3, true, Map.of())
                .withConsul()
                .withObservability(),
            true),
        parse(
            "up",
            "--data",
            "/a b",
            "--port-offset",
            "-10",
            "--gateways",
            "3",
            "--split",
            "--observability",
            "--consul",
            "--detach"));
  }

  @Test
  void downAndStatus() throws Exception {
    assertEquals(new Command.Down(DEFAULT, true), parse("down", "--purge"));
    assertEquals(
        new Command.Status(Path.of("/x"), true), parse("status", "--json", "--data", "/x"));
  }

  @Test
  void aMessageIsNamedByItsId() throws Exception {
    assertEquals(new Command.Trace(DEFAULT, "m1"), parse("trace", "m1"));
    assertEquals(new Command.Trace(Path.of("/x"), "m1"), parse("trace", "m1", "--data", "/x"));
    assertEquals(
        new Command.Trace(Path.of("/x"), "-m"), parse("trace", "--data", "/x", "--", "-m"));
  }

  @Test
  void aBackupIsOfAStackOrOfADatabaseElsewhere() throws Exception {
    var stack = new Command.Place.Directory(DEFAULT);
    assertEquals(new Command.Backup(stack, Path.of("")), parse("backup"));
    assertEquals(new Command.Backup(stack, Path.of("/b")), parse("backup", "--to", "/b"));
    Map<String, String> elsewhere = Map.of("DB_HOST", "db", "DB_PASS", "secret");
    assertEquals(
        new Command.Restore(
            Path.of("b.zip"),
            new Command.Place.Named(new Database("db", 3306, "chat", "secret", "chat")),
            Optional.empty()),
        parse(elsewhere, "restore", "b.zip"));
    assertEquals(
        new Command.Restore(
            Path.of("b.zip"),
            new Command.Place.Directory(Path.of("/x")),
            Optional.of(Path.of("since.sql"))),
        parse(elsewhere, "restore", "b.zip", "--data", "/x", "--then", "since.sql"));
  }

  @Test
  void anAdministratorIsNamedInAStackOrElsewhere() throws Exception {
    assertEquals(
        new Command.Admin(new Command.Place.Directory(DEFAULT), "ann"), parse("admin", "ann"));
    assertEquals(
        new Command.Admin(
            new Command.Place.Named(new Database("db", 3306, "chat", "", "chat")), "-x"),
        parse(Map.of("DB_HOST", "db"), "admin", "--", "-x"));
  }

  @Test
  void whatMakesNoSenseIsNamed() {
    refused("admin needs an account's name", "admin");
    refused("trace needs a message's msg_id", "trace");
    refused("restore needs a backup's file", "restore");
    refused("Unknown option of backup: b.zip", "backup", "b.zip");
    refused("Unknown option of trace: m2", "trace", "m1", "m2");
    refused("Unknown option of trace: -m", "trace", "-m");
    refused("Unknown option of down: m1", "down", "m1");
    refused("frobnicate", "frobnicate");
    refused("--purge", "up", "--purge");
    refused("--data needs a value", "up", "--data");
    refused("needs a number, not many", "up", "--gateways", "many");
    refused("1 to 16, not 17", "up", "--gateways", "17");
    refused("--port-offset must be", "up", "--port-offset", "9999");
    refused("Unknown command", new String[0]);
  }

  private static void refused(String reason, String... arguments) {
    String message =
        assertThrows(Command.UsageException.class, () -> parse(arguments)).getMessage();
    assertTrue(message.contains(reason), message);
  }

  private static Command parse(String... arguments) throws Command.UsageException {
    return parse(Map.of(), arguments);
  }

  private static Command parse(Map<String, String> environment, String... arguments)
      throws Command.UsageException {
    return Command.parse(List.of(arguments), DEFAULT, environment);
  }
}
