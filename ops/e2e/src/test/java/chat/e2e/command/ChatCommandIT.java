package chat.e2e.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import chat.e2e.client.LinesClient;
import chat.e2e.client.People;
import chat.e2e.client.Person;
import chat.e2e.client.Requester;
import chat.e2e.client.RestClient;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/** ops/chat up, status, logs, down, and what happens when processes are killed. In this order. */
@Tag("long")
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class ChatCommandIT {
  private static final String PORT_OFFSET = "3700";
  private static final List<String> PARTS =
      List.of("supervisor", "mariadb", "redis", "kafka", "services", "gateway-1");
  private static final Duration PATIENCE = Duration.ofMinutes(3);
  private static final Duration PROMPT = Duration.ofSeconds(30);
  private static final Duration POLL = Duration.ofMillis(50);

  @TempDir static Path temporary;
  private static ChatCommand chat;

  @BeforeAll
  static void start() throws Exception {
    chat = new ChatCommand(temporary.resolve("a stack's data"));
    OpsScript.Result up = chat.run("up", "--detach", "--port-offset", PORT_OFFSET);
    assertEquals(0, up.exitCode(), up.output());
    assertTrue(up.output().contains("http://localhost:6700/"), up.output());
    assertTrue(up.output().contains("| nc localhost 10700"), up.output());
  }

  @AfterAll
  static void stop() throws Exception {
    chat.run("down", "--purge");
  }

  @Test
  @Order(1)
  void statusNamesEveryProcess() throws Exception {
    List<String> names = new ArrayList<>();
    for (JsonNode part : status()) {
      names.add(part.get("name").textValue());
      assertEquals("running", part.get("state").textValue(), part.toString());
      assertTrue(part.get("pid").longValue() > 0, part.toString());
      assertTrue(part.get("memory_bytes").longValue() > 1 << 20, part.toString());
    }
    assertEquals(PARTS, names);
    OpsScript.Result table = chat.run("status");
    assertEquals(0, table.exitCode());
    assertEquals(PARTS.size() + 1, table.output().lines().count());
  }

  @Test
  @Order(2)
  void aSecondUpSaysThatItRuns() throws Exception {
    long pid = pid("gateway-1");
    OpsScript.Result up = chat.run("up");
    assertEquals(0, up.exitCode());
    assertTrue(up.output().contains("running already"), up.output());
    assertTrue(up.output().contains("http://localhost:6700/"), up.output());
    assertEquals(pid, pid("gateway-1"));
  }

  @Test
  @Order(3)
  void aPortThatIsTakenIsNamedWithItsHolder() throws Exception {
    ChatCommand other = new ChatCommand(temporary.resolve("other"));
    OpsScript.Result up = other.run("up", "--port-offset", PORT_OFFSET);
    assertEquals(1, up.exitCode());
    String line = "Port 7006, which mariadb needs, is held by process " + pid("mariadb");
    assertTrue(up.output().contains(line), up.output());
    assertTrue(up.output().contains("--port-offset N"), up.output());
    assertEquals(List.of(), other.processes());

    // A port of the gateway, taken on one address only by somebody else.
    try (ServerSocket taken = new ServerSocket(10_800, 1, InetAddress.getLoopbackAddress())) {
      up = other.run("up", "--port-offset", "3800");
      assertEquals(1, up.exitCode());
      line =
          "Port 10800, which gateway-1 needs, is held by process " + ProcessHandle.current().pid();
      assertTrue(up.output().contains(line), up.output());
      assertFalse(up.output().contains("Port 7106"), up.output());
      assertEquals(10_800, taken.getLocalPort());
    }
  }

  @Test
  @Order(4)
  void wrongUsageIsRefused() throws Exception {
    for (String option : List.of("--nonsense", "--gateways")) {
      OpsScript.Result up = chat.run("up", option);
      assertEquals(2, up.exitCode(), up.output());
      assertTrue(up.output().contains(option), up.output());
    }
    assertEquals(2, chat.run("dance").exitCode());
    OpsScript.Result logs = chat.run("logs", "nobody");
    assertEquals(2, logs.exitCode());
    assertTrue(logs.output().contains("mariadb"), logs.output());
    assertTrue(chat.run("logs", "mariadb").output().contains("ready for connections"));
  }

  @Test
  @Order(4)
  void anAccountIsMadeAnAdministrators() throws Exception {
    Person ada = new People(10_700).makeNamed("it's ada");
    OpsScript.Result nobody = chat.run("admin", "nobody");
    assertEquals(1, nobody.exitCode(), nobody.output());
    assertTrue(nobody.output().contains("There is no account nobody"), nobody.output());
    OpsScript.Result done = chat.run("admin", ada.name());
    assertEquals(0, done.exitCode(), done.output());
    try (var requester = new Requester(new LinesClient(10_700))) {
      Optional<String> token = Optional.of(requester.logIn(ada).get("token").textValue());
      RestClient page = new RestClient(6_700);
      RestClient.Answer audit = page.call("GET", "/api/admin/audit", token, Optional.empty());
      assertEquals(200, audit.status(), audit::body);
      assertTrue(audit.body().contains("\"detail\":\"admin, by ops/chat\""), audit::body);
    }
  }

  @Test
  @Order(5)
  void aPartThatDiesIsStartedAgain() throws Exception {
    long pid = pid("redis");
    kill(pid);
    awaitTrue(() -> running("redis") && pid("redis") != pid);
    assertTrue(
        chat.run("logs", "supervisor").output().contains("redis: died, starts again in 1 s"));
  }

  @Test
  @Order(6)
  void aPartThatHangsIsNotCalledRunning() throws Exception {
    long pid = pid("redis");
    signal("STOP", pid);
    try {
      assertEquals("not answering", part("redis").get("state").textValue());
    } finally {
      signal("CONT", pid);
    }
    assertTrue(running("redis"));
  }

  @Test
  @Order(7)
  void aKilledSupervisorLeavesNothingBehindAndTheDataIsThere() throws Exception {
    long mariadb = pid("mariadb");
    kill(pid("supervisor"));
    awaitTrue(() -> chat.processes().isEmpty());
    assertEquals(3, chat.run("status").exitCode());

    OpsScript.Result up = chat.run("up", "--detach", "--port-offset", PORT_OFFSET);
    assertEquals(0, up.exitCode(), up.output());
    assertTrue(up.output().contains("migrations applied: 0"), up.output());
    assertNotEquals(mariadb, pid("mariadb"));
  }

  @Test
  @Order(8)
  void aBackupIsRestoredElsewhere() throws Exception {
    Path backups = Files.createDirectory(temporary.resolve("backups"));
    OpsScript.Result backup = chat.run("backup", "--to", backups.toString());
    assertEquals(0, backup.exitCode(), backup.output());
    String file;
    try (Stream<Path> files = Files.list(backups)) {
      file = files.findFirst().orElseThrow().toString();
    }
    OpsScript.Result used = chat.run("restore", file);
    assertEquals(1, used.exitCode());
    assertTrue(used.output().contains("ops/chat down"), used.output());

    ChatCommand elsewhere = new ChatCommand(temporary.resolve("elsewhere"));
    OpsScript.Result restore = elsewhere.run("restore", file);
    assertEquals(0, restore.exitCode(), restore.output());
    assertTrue(restore.output().contains("0 messages"), restore.output());
    assertEquals(List.of(), elsewhere.processes());
    OpsScript.Result again = elsewhere.run("restore", file);
    assertEquals(1, again.exitCode());
    assertTrue(again.output().contains("is not empty"), again.output());
    assertEquals(0, elsewhere.run("down", "--purge").exitCode());
  }

  @Test
  @Order(9)
  void downEndsEverythingAndPurgeDeletes() throws Exception {
    OpsScript.Result down = chat.run("down");
    assertEquals(0, down.exitCode(), down.output());
    assertEquals(List.of(), chat.processes());
    OpsScript.Result status = chat.run("status", "--json");
    assertEquals(3, status.exitCode());
    assertEquals("[]\n", status.output());

    assertTrue(Files.exists(temporary.resolve("a stack's data")));
    assertEquals(0, chat.run("down", "--purge").exitCode());
    assertFalse(Files.exists(temporary.resolve("a stack's data")));
  }

  @Test
  @Order(10)
  void aHangUpWhileItStartsLeavesNothingBehind() throws Exception {
    // While it prepares, and while the services start.
    for (String moment : List.of("redis: ready", "kafka: ready")) {
      Process up = chat.start("up", "--port-offset", PORT_OFFSET);
      assertTrue(up.inputReader().lines().anyMatch(line -> line.contains(moment)));
      signal("HUP", up.pid());
      CompletableFuture<Void> drained =
          CompletableFuture.runAsync(() -> up.inputReader().lines().forEach(line -> {}));
      if (!up.waitFor(PROMPT.toSeconds(), TimeUnit.SECONDS)) {
        up.destroy();
        throw new AssertionError("it went on after the hang-up");
      }
      drained.join();
      assertNotEquals(0, up.exitValue());
      assertEquals(List.of(), chat.processes());
    }
  }

  private static JsonNode status() throws Exception {
    return new ObjectMapper().readTree(chat.run("status", "--json").output());
  }

  private static JsonNode part(String name) throws Exception {
    for (JsonNode part : status()) {
      if (part.get("name").textValue().equals(name)) {
        return part;
      }
    }
    throw new AssertionError(name + " is not in the status");
  }

  private static long pid(String name) throws Exception {
    return part(name).get("pid").longValue();
  }

  private static boolean running(String name) throws Exception {
    return part(name).get("state").textValue().equals("running");
  }

  private static void signal(String name, long pid) throws Exception {
    new ProcessBuilder("bash", "-c", "kill -" + name + " " + pid).start().waitFor();
  }

  private static void kill(long pid) {
    assertTrue(ProcessHandle.of(pid).orElseThrow().destroyForcibly());
  }

  private static void awaitTrue(Condition condition) throws Exception {
    long limit = System.nanoTime() + PATIENCE.toNanos();
    while (!condition.holds()) {
      assertTrue(System.nanoTime() < limit, "it never came true");
      LockSupport.parkNanos(POLL.toNanos());
    }
  }

  /** Something that becomes true. */
  @FunctionalInterface
  private interface Condition {
    boolean holds() throws Exception;
  }
}
