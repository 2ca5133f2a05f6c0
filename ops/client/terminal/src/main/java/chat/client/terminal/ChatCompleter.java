package chat.client.terminal;

import java.util.Collection;
import java.util.List;
import org.jline.reader.Candidate;
import org.jline.reader.Completer;
import org.jline.reader.LineReader;
import org.jline.reader.ParsedLine;

/** Completes commands, and the names of people and groups. */
final class ChatCompleter implements Completer {
  private final Collection<Command> commands;
  private final Names names;

  ChatCompleter(Collection<Command> commands, Names names) {
    this.commands = commands;
    this.names = names;
  }

  @Override
  public void complete(LineReader reader, ParsedLine line, List<Candidate> candidates) {
    String first = line.words().getFirst();
    if (line.wordIndex() == 0 && first.startsWith("/")) {
      commands.forEach(command -> add(candidates, "/" + command.name()));
    } else if (!first.startsWith("/") || takesName(first)) {
      names.all().stream()
          // A name that steers a terminal can still be written as @ID.
          .filter(name -> name.equals(Harmless.line(name)))
          .forEach(name -> add(candidates, name));
    }
  }

  private boolean takesName(String first) {
    return commands.stream()
        .anyMatch(command -> command.names() && first.equals("/" + command.name()));
  }

  private static void add(List<Candidate> candidates, String value) {
    candidates.add(new Candidate(value));
  }
}
