package chat.ops.local;

import java.io.IOException;
import java.io.PrintStream;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;

/** Says where a message went: from the database of a stack that runs, its logs and its spans. */
final class TraceCommand {
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private final Command.Trace command;
  private final PrintStream out;
  private final DataDirectory data;

  TraceCommand(Command.Trace command, PrintStream out) {
    this.command = command;
    this.out = out;
    this.data = new DataDirectory(command.data());
  }

  /**
   * Prints it.
   *
   * @return the exit code: 0 when the message is stored
   * @throws StackFailure when the database cannot be asked
   */
  int run() throws InterruptedException {
    RunningStack stack = new RunningStack(data);
    if (!data.inUse() || stack.ports("mariadb").isEmpty()) {
      throw new StackFailure(
          "No stack runs in " + data.path() + ", so there is no database to ask; see ops/chat up");
    }
    List<StoredMessage> messages = new StoredMessages(stack.database()).withId(command.messageId());
    if (messages.isEmpty()) {
      out.println("No message with the msg_id " + command.messageId() + " is stored.");
    }
    messages.forEach(message -> out.print(message.text()));
    new LoggedMessage(data.logs()).lines(command.messageId()).forEach(out::println);
    out.println();
    out.print(spans(stack.ports("traces")));
    return messages.isEmpty() ? 1 : 0;
  }

  private String spans(List<Integer> ports) throws InterruptedException {
    if (ports.isEmpty()) {
      return "No spans: this stack has no part traces (ops/chat up --observability). Elsewhere look for"
          + " messaging.message.id=%s\n".formatted(command.messageId());
    }
    String id = URLEncoder.encode(command.messageId(), StandardCharsets.UTF_8);
    URI page = URI.create("http://127.0.0.1:" + ports.getFirst() + "/traces?message=" + id);
    try (HttpClient client = HttpClient.newHttpClient()) {
      return client
          .send(
              HttpRequest.newBuilder(page).timeout(PATIENCE).build(),
              HttpResponse.BodyHandlers.ofString())
          .body();
    } catch (IOException e) {
      return "No spans: the part traces does not answer.\n";
    }
  }
}
