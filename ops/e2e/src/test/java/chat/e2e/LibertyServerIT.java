package chat.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import chat.e2e.client.Person;
import chat.e2e.client.ServiceClient;
import chat.ops.local.LocalStack;
import chat.ops.local.Ports;
import chat.ops.local.Service;
import chat.proto.message.ListConversationsRequest;
import chat.proto.social.ListFriendsRequest;
import chat.proto.user.LoginRequest;
import chat.schema.Database;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Each service on a Liberty of one's own, by the commands that OPERATIONS.md names. */
@Tag("long")
@ExtendWith(Stack.Shared.class)
class LibertyServerIT {
  /** Of the servers; the stack has others. */
  private static final Ports PORTS = new Ports(1730);

  private static final Path CHECKOUT = LocalStack.checkout();

  @TempDir Path directory;

  @ParameterizedTest
  @EnumSource
  void aServiceRunsAsDocumented(Service service, Stack stack) throws Exception {
    Path liberty = plainLiberty();
    String name = service.name().toLowerCase(Locale.ROOT);
    Map<String, String> variables = variables(stack, liberty);
    variables.put("SERVICE", name);
    variables.put("HTTP_PORT", String.valueOf(PORTS.http(service)));
    variables.put("GRPC_PORT", String.valueOf(PORTS.grpc(service)));
    List<String> commands =
        DocumentedCommands.of(CHECKOUT.resolve("ops/OPERATIONS.md"), "On your own Liberty servers");
    assertTrue(commands.size() >= 2, "the last one stops it");
    Person ada = stack.people().make("ada");
    boolean stopped = false;
    try {
      for (String command : commands.subList(0, commands.size() - 1)) {
        run(command, variables);
      }
      assertServes(service, ada);
      run(commands.getLast(), variables);
      stopped = true;
    } finally {
      if (!stopped) {
        Path ignored = directory.resolve("stop.txt");
        DocumentedCommands.run(commands.getLast(), variables, ignored);
      }
    }
    Path log = liberty.resolve("usr/servers/chat-" + name + "/logs/messages.log");
    assertTrue(read(log).contains("CWWKE0036I"), () -> "it was stopped in order: " + read(log));
  }

  /** It knows somebody whom the stack's own services have made. */
  private static void assertServes(Service service, Person person) {
    try (var services = new ServiceClient(PORTS)) {
      int errno =
          switch (service) {
            case USER ->
                services
                    .user("")
                    .login(
                        LoginRequest.newBuilder()
                            .setId(person.id())
                            .setPassword(person.password())
                            .build())
                    .getErrno();
            case SOCIAL ->
                services
                    .social(person.token())
                    .listFriends(ListFriendsRequest.getDefaultInstance())
                    .getErrno();
            case MESSAGE ->
                services
                    .message(person.token())
                    .listConversations(ListConversationsRequest.getDefaultInstance())
                    .getErrno();
          };
      assertEquals(0, errno);
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
