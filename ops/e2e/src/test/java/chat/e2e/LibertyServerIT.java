package chat.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import chat.e2e.client.Inbox;
import chat.e2e.client.Person;
import chat.ops.local.LocalStack;
import chat.ops.local.Ports;
import chat.proto.user.LoginReply;
import chat.proto.user.LoginRequest;
import chat.proto.user.UserServiceGrpc;
import chat.schema.Database;
import io.grpc.ManagedChannel;
import io.grpc.ManagedChannelBuilder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** A service on a Liberty of one's own, by the commands that OPERATIONS.md names. */
@Tag("long")
@ExtendWith(Stack.Shared.class)
class LibertyServerIT {
  private static final int HTTP_PORT = 9781;
  private static final int GRPC_PORT = 61_781;
  private static final Path CHECKOUT = LocalStack.checkout();

  @TempDir Path directory;

  @Test
  void aServiceRunsAsDocumented(Stack stack) throws Exception {
    Path liberty = plainLiberty();
    Map<String, String> variables = variables(stack, liberty);
    List<String> commands =
        DocumentedCommands.of(CHECKOUT.resolve("ops/OPERATIONS.md"), "On your own Liberty servers");
    assertTrue(commands.size() >= 2, "the last one stops it");
    Person ada = stack.people().make("ada");
    boolean stopped = false;
    try {
      for (String command : commands.subList(0, commands.size() - 1)) {
        run(command, variables);
      }
      assertEquals(ada.id(), logIn(ada).getUser().getId());
      run(commands.getLast(), variables);
      stopped = true;
    } finally {
      if (!stopped) {
        Path ignored = directory.resolve("stop.txt");
        DocumentedCommands.run(commands.getLast(), variables, ignored);
      }
    }
    String log = Files.readString(liberty.resolve("usr/servers/chat-user/logs/messages.log"));
    assertTrue(log.contains("CWWKE0036I"), "it was stopped in order: " + log);
  }

  private static LoginReply logIn(Person person) throws InterruptedException {
    ManagedChannel channel =
        ManagedChannelBuilder.forAddress("127.0.0.1", GRPC_PORT).usePlaintext().build();
    try {
      return UserServiceGrpc.newBlockingStub(channel)
          .withDeadlineAfter(Inbox.PATIENCE.toSeconds(), TimeUnit.SECONDS)
          .login(
              LoginRequest.newBuilder().setId(person.id()).setPassword(person.password()).build());
    } finally {
      channel.shutdownNow();
    }
  }

  private void run(String command, Map<String, String> variables) throws Exception {
    Path output = Files.createTempFile(directory, "command", ".txt");
    int code = DocumentedCommands.run(command, variables, output);
    assertEquals(0, code, () -> read(output));
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** As it comes out of its zip, without any server. */
  private Path plainLiberty() throws Exception {
    Path liberty = directory.resolve("wlp");
    Path unpacked = CHECKOUT.resolve("ops/local/software/target/wlp");
    // Links but for the programs: nothing else is ever changed, and it is large. The build's own
    // programs are not executable, as everybody may read them.
    String copy =
        "cp -al \"$0\" \"$1\" 2>/dev/null || cp -rf \"$0/.\" \"$1\";"
            + " rm -r \"$1/bin\"; cp -r \"$0/bin\" \"$1/bin\"; chmod +x \"$1\"/bin/*";
    Process copying =
        new ProcessBuilder("bash", "-ec", copy, unpacked.toString(), liberty.toString())
            .inheritIO()
            .start();
    assertEquals(0, copying.waitFor());
    return liberty;
  }

  private static Map<String, String> variables(Stack stack, Path liberty) {
    Database database = stack.processes().database();
    Ports ports = stack.processes().ports();
    Map<String, String> variables = new HashMap<>();
    variables.put("JAVA_HOME", System.getProperty("java.home"));
    variables.put("WLP", liberty.toString());
    variables.put("CHAT", CHECKOUT.toString());
    variables.put("SERVICE", "user");
    variables.put("HTTP_PORT", String.valueOf(HTTP_PORT));
    variables.put("GRPC_PORT", String.valueOf(GRPC_PORT));
    variables.put("DB_HOST", database.host());
    variables.put("DB_PORT", String.valueOf(database.port()));
    variables.put("DB_NAME", database.name());
    variables.put("DB_USER", database.user());
    variables.put("DB_PASS", database.password());
    variables.put("JWT_SECRET", stack.processes().jwtSecret());
    variables.put("REDIS_URL", "tcp://127.0.0.1:" + ports.redis());
    variables.put("KAFKA_BROKERS", "127.0.0.1:" + ports.kafka());
    return variables;
  }
}
