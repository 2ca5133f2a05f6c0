package chat.client.terminal;

import chat.client.ChatClient;
import chat.client.ChatClientBuilder;
import chat.client.ChatException;
import chat.client.Store;
import java.io.IOException;
import java.time.ZoneId;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;
import org.jline.reader.EndOfFileException;
import org.jline.reader.LineReader;
import org.jline.reader.LineReaderBuilder;
import org.jline.reader.UserInterruptException;
import org.jline.terminal.Terminal;
import org.jline.terminal.TerminalBuilder;

/** One run of the client at a terminal: asks who it is, and reads lines until somebody leaves. */
final class TerminalSession {
  private static final char UNSEEN = 0;

  private final StateDirectory state;
  private final Texts texts;
  private final Map<String, String> environment;

  TerminalSession(StateDirectory state, Texts texts, Map<String, String> environment) {
    this.state = state;
    this.texts = texts;
    this.environment = environment;
  }

  /**
   * Runs.
   *
   * @param builder makes a client of name and password
   * @return whether it ended because the person wanted it
   */
  boolean run(
      Optional<String> name,
      Optional<String> password,
      boolean repeat,
      BiFunction<String, String, ChatClientBuilder> builder,
      ServerOptions server)
      throws IOException {
    try (Terminal terminal = TerminalBuilder.builder().system(true).dumb(true).build()) {
      return run(terminal, name, password, repeat, builder, server);
    } catch (UserInterruptException | EndOfFileException e) {
      return true;
    }
  }

  /** The same at a terminal that is there. */
  boolean run(
      Terminal terminal,
      Optional<String> name,
      Optional<String> password,
      boolean repeat,
      BiFunction<String, String, ChatClientBuilder> builder,
      ServerOptions server) {
    LineReader asking = LineReaderBuilder.builder().terminal(terminal).build();
    asking.setVariable(LineReader.DISABLE_HISTORY, true);
    String user = name.orElseGet(() -> asking.readLine(texts.of("ask.name")).strip());
    String secret = password.orElseGet(() -> ask(asking, repeat));

    Palette palette = Palette.of(terminal, environment);
    Names names = new Names();
    // The completer needs the commands, which need the screen, which needs the reader.
    var commands = new Commands[1];
    LineReader reader =
        LineReaderBuilder.builder()
            .terminal(terminal)
            .parser(new ChatParser())
            .completer(
                (line, parsed, candidates) ->
                    new ChatCompleter(commands[0].all(), names).complete(line, parsed, candidates))
            .variable(LineReader.HISTORY_FILE, state.inputHistory())
            .option(LineReader.Option.DISABLE_EVENT_EXPANSION, true)
            .option(LineReader.Option.ERASE_LINE_ON_FINISH, true)
            .build();
    Screen screen = new Screen(reader, palette);
    Chat chat =
        new Chat(
            screen,
            texts,
            names,
            new Rooms(),
            new MessageLines(palette, texts, ZoneId.systemDefault()));
    commands[0] = new Commands(chat);
    ChatClientBuilder described = builder.apply(user, secret).listener(chat);
    store(server, user, screen).ifPresent(described::store);
    try (ChatClient client = described.connect()) {
      chat.begin(client);
      screen.say(texts.of("welcome", Harmless.line(client.me().name())));
      return read(reader, chat, commands[0]);
    } finally {
      screen.close();
    }
  }

  private String ask(LineReader asking, boolean repeat) {
    while (true) {
      String password = asking.readLine(texts.of("ask.password"), UNSEEN);
      if (!repeat || asking.readLine(texts.of("ask.repeat"), UNSEEN).equals(password)) {
        return password;
      }
      asking.getTerminal().writer().println(texts.of("ask.differ"));
    }
  }

  private Optional<Store> store(ServerOptions server, String user, Screen screen) {
    try {
      return Optional.of(state.store(server.host, server.port(), user));
    } catch (ChatException.StoreFailed e) {
      screen.warn(texts.of("storetaken"));
      return Optional.empty();
    }
  }

  private static boolean read(LineReader reader, Chat chat, Commands commands) {
    while (!commands.hasQuit()) {
      try {
        commands.run(reader.readLine(chat.prompt()));
      } catch (UserInterruptException e) {
        // The line is thrown away, as shells do.
      } catch (EndOfFileException e) {
        return true;
      }
    }
    return true;
  }
}
