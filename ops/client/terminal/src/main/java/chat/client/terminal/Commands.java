package chat.client.terminal;

import chat.client.ChatException;
import chat.client.Draft;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What a line of input does: a command, or a text for the open conversation. */
final class Commands {
  private final Chat chat;
  private final Map<String, Command> commands = new LinkedHashMap<>();
  private boolean quit;

  Commands(Chat chat) {
    this.chat = chat;
    add(new Command("help", "", false, _ -> help()));
    List.of(new MessageCommands(chat).all(), new PeopleCommands(chat).all())
        .forEach(some -> some.forEach(this::add));
    add(new Command("quit", "", false, _ -> quit = true));
  }

  private void add(Command command) {
    commands.put(command.name(), command);
  }

  Collection<Command> all() {
    return commands.values();
  }

  /** Whether a line said so. */
  boolean hasQuit() {
    return quit;
  }

  /** Does what a line says. What goes wrong is shown. */
  void run(String line) {
    try {
      if (line.startsWith("/") && !line.startsWith("//")) {
        command(line.substring(1).strip());
      } else if (!line.isBlank()) {
        chat.send(
            Draft.text(new Lookup(chat).open(), line.startsWith("//") ? line.substring(1) : line));
      }
    } catch (Command.Wrong e) {
      chat.screen().warn(e.getMessage());
    } catch (ChatException e) {
      chat.screen().warn(chat.texts().of("failed", Harmless.line(e.getMessage())));
    }
  }

  private void command(String line) throws Command.Wrong {
    String[] words = line.split(" ", 2);
    Command command = commands.get(words[0]);
    if (command == null) {
      throw new Command.Wrong(chat.texts().of("unknown", Harmless.line(words[0])));
    }
    command.action().run(words.length > 1 ? words[1].strip() : "");
  }

  private void help() {
    for (Command command : commands.values()) {
      String head = "/" + command.name() + " " + command.arguments();
      chat.screen().say(String.format("  %-28s %s", head, chat.texts().of(command.helpKey())));
    }
    chat.screen().say("  " + chat.texts().of("help.text"));
  }
}
