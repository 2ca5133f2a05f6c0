package chat.ops.local;

import chat.schema.Database;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What a person typed. */
sealed interface Command {
  /** Commands that are about something, which is named without an option. */
  Set<String> SUBJECTS = Set.of("trace", "restore", "admin");

  /** Start the stack; with {@code detached}, this process stays behind in the background. */
  record Up(StackOptions options, boolean detached) implements Command {}

  /** Stop the stack; with {@code purge}, delete its data as well. */
  record Down(Path data, boolean purge) implements Command {}

  /** Say what runs. */
  record Status(Path data, boolean json) implements Command {}

  /** Say where a message went. */
  record Trace(Path data, String messageId) implements Command {}

  /** Back a database up. */
  record Backup(Place where, Path to) implements Command {}

  /** Restore a backup into an empty database, and then run those statements. */
  record Restore(Path file, Place where, Optional<Path> then) implements Command {}

  /** Make an account an administrator's. */
  record Admin(Place where, String name) implements Command {}

  /** Which database is meant. */
  sealed interface Place {
    /** That of the local stack there. */
    record Directory(Path path) implements Place {}

    /** The one that the environment names. */
    record Named(Database database) implements Place {}
  }

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
   * @param environment may name a database for backup, restore and admin
   */
  static Command parse(List<String> arguments, Path defaultData, Map<String, String> environment)
      throws UsageException {
    Deque<String> rest = new ArrayDeque<>(arguments);
    String name = rest.isEmpty() ? "" : rest.pop();
    Optional<Path> given = Optional.empty();
    int portOffset = 0;
    int gateways = 1;
    boolean split = false;
    boolean consul = false;
    boolean observability = false;
    boolean detached = false;
    boolean purge = false;
    boolean json = false;
    Optional<Path> to = Optional.empty();
    Optional<Path> then = Optional.empty();
    // A message's id, a file, or a name.
    Optional<String> subject = Optional.empty();
    while (!rest.isEmpty()) {
      String option = rest.pop();
      switch (name + " " + option) {
        case "up --data",
            "down --data",
            "status --data",
            "trace --data",
            "backup --data",
            "restore --data",
            "admin --data" ->
            given = Optional.of(Path.of(value(option, rest)));
        case "restore --then" -> then = Optional.of(Path.of(value(option, rest)));
        case "backup --to" -> to = Optional.of(Path.of(value(option, rest)));
        case "up --port-offset" -> portOffset = number(option, rest);
        case "up --gateways" -> gateways = number(option, rest);
        case "up --split" -> split = true;
        case "up --consul" -> consul = true;
        case "up --observability" -> observability = true;
        case "up --detach" -> detached = true;
        case "down --purge" -> purge = true;
        case "status --json" -> json = true;
        // What follows is no option, whatever it looks like.
        case "trace --", "restore --", "admin --" -> subject = Optional.of(value(option, rest));
        default -> {
          if (!SUBJECTS.contains(name) || option.startsWith("-") || subject.isPresent()) {
            throw new UsageException("Unknown option of " + name + ": " + option);
          }
          subject = Optional.of(option);
        }
      }
    }
    Path data = given.orElse(defaultData);
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
                subject.orElseThrow(() -> new UsageException("trace needs a message's msg_id")));
        case "backup" -> new Backup(place(given, data, environment), to.orElse(Path.of("")));
        case "restore" ->
            new Restore(
                subject
                    .map(Path::of)
                    .orElseThrow(() -> new UsageException("restore needs a backup's file")),
                place(given, data, environment),
                then);
        case "admin" ->
            new Admin(
                place(given, data, environment),
                subject.orElseThrow(() -> new UsageException("admin needs an account's name")));
        default -> throw new UsageException("Unknown command: " + name);
      };
    } catch (IllegalArgumentException e) {
      throw new UsageException(e.getMessage());
    }
  }

  /** The environment's database counts where no directory was named. */
  private static Place place(Optional<Path> given, Path data, Map<String, String> environment) {
    return given.isEmpty() && environment.containsKey("DB_HOST")
        ? new Place.Named(Database.of(environment))
        : new Place.Directory(data.toAbsolutePath().normalize());
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
