package chat.ops.local;

import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What a person typed. */
sealed interface Command {
  /** Start the stack; with {@code detached}, this process stays behind in the background. */
  record Up(StackOptions options, boolean detached) implements Command {}

  /** Stop the stack; with {@code purge}, delete its data as well. */
  record Down(Path data, boolean purge) implements Command {}

  /** Say what runs. */
  record Status(Path data, boolean json) implements Command {}

  /** Say where a message went. */
  record Trace(Path data, String messageId) implements Command {}

  /** The command line makes no sense; the message says why. */
  final class UsageException extends Exception {
    private static final long serialVersionUID = 1L;

    UsageException(String message) {
      super(message);
    }
  }

  /**
   * Understands a command line.
   *
   * @param defaultData used without --data
   */
  static Command parse(List<String> arguments, Path defaultData) throws UsageException {
    Deque<String> rest = new ArrayDeque<>(arguments);
    String name = rest.isEmpty() ? "" : rest.pop();
    Path data = defaultData;
    int portOffset = 0;
    int gateways = 1;
    boolean split = false;
    boolean consul = false;
    boolean observability = false;
    boolean detached = false;
    boolean purge = false;
    boolean json = false;
    Optional<String> message = Optional.empty();
    while (!rest.isEmpty()) {
      String option = rest.pop();
      switch (name + " " + option) {
        case "up --data", "down --data", "status --data", "trace --data" ->
            data = Path.of(value(option, rest));
        case "up --port-offset" -> portOffset = number(option, rest);
        case "up --gateways" -> gateways = number(option, rest);
        case "up --split" -> split = true;
        case "up --consul" -> consul = true;
        case "up --observability" -> observability = true;
        case "up --detach" -> detached = true;
        case "down --purge" -> purge = true;
        case "status --json" -> json = true;
        // What follows is no option, whatever it looks like.
        case "trace --" -> message = Optional.of(value(option, rest));
        default -> {
          if (!name.equals("trace") || option.startsWith("-") || message.isPresent()) {
            throw new UsageException("Unknown option of " + name + ": " + option);
          }
          message = Optional.of(option);
        }
      }
    }
    try {
      return switch (name) {
        case "up" -> {
          var options = new StackOptions(data, portOffset, gateways, split, Map.of());
          if (consul) {
            options = options.withConsul();
          }
          if (observability) {
            options = options.withObservability();
          }
          yield new Up(options, detached);
        }
        case "down" -> new Down(data.toAbsolutePath().normalize(), purge);
        case "status" -> new Status(data.toAbsolutePath().normalize(), json);
        case "trace" ->
            new Trace(
                data.toAbsolutePath().normalize(),
                message.orElseThrow(() -> new UsageException("trace needs a message's msg_id")));
        default -> throw new UsageException("Unknown command: " + name);
      };
    } catch (IllegalArgumentException e) {
      throw new UsageException(e.getMessage());
    }
  }

  private static String value(String option, Deque<String> rest) throws UsageException {
    if (rest.isEmpty() || rest.peek().isEmpty()) {
      throw new UsageException(option + " needs a value");
    }
    return rest.pop();
  }

  private static int number(String option, Deque<String> rest) throws UsageException {
    String text = value(option, rest);
    try {
      return Integer.parseInt(text);
    } catch (NumberFormatException e) {
      throw new UsageException(option + " needs a number, not " + text);
    }
  }
}
