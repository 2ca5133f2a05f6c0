package chat.client.terminal;

import chat.client.ChatClient;
import chat.client.ChatClientBuilder;
import chat.client.ChatException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/**
 * The command ops/chat client. Exit codes: 0 done; 1 the server cannot be reached, or with --script
 * something was refused; 2 wrong usage; 3 the login was refused.
 */
@Command(
    name = "ops/chat client",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = "Chats from a terminal, or from a script.",
    footer = {
      "",
      "The password is asked for, or comes from CHAT_PASSWORD or --password-file; a command line can"
          + " be read by others.",
      "",
      "With --script each line of standard input is \"NAME: TEXT\", \"#GROUP: TEXT\", an object such as"
          + " {\"to\":\"bob\",\"text\":\"hi\"} or {\"group\":7,\"text\":\"hi\"} (also reply_to, edits,"
          + " recalls, mentions, msg_id), or a request as PROTOCOL.md has them, with msgid. Whatever"
          + " happens is an object in a line of standard output. At the end of the input it waits"
          + " until all is acknowledged.",
      "",
      "Exit codes: 0 done; 1 no server, or with --script something was refused; 2 wrong usage; 3 the"
          + " login was refused."
    })
public final class ClientMain implements Callable<Integer> {
  private static final int FAILED = 1;
  private static final int REFUSED = 3;

  @Mixin private ServerOptions server = new ServerOptions();

  @Option(names = "--name", description = "Who you are; asked for where it is left out.")
  private Optional<String> name = Optional.empty();

  @Option(
      names = "--password-file",
      paramLabel = "FILE",
      description = "A file with the password; a line end at its end does not count.")
  private Optional<Path> passwordFile = Optional.empty();

  @Option(names = "--register", description = "Make the account first.")
  private boolean register;

  @Option(names = "--script", description = "Lines in, one JSON object per event out.")
  private boolean script;

  @Option(
      names = "--stay",
      description = "With --script: go on listening when standard input has ended.")
  private boolean stay;

  @Option(
      names = "--state",
      paramLabel = "DIR",
      description =
          "Remember in DIR what was seen and what waits to be sent (default: chat in"
              + " $$XDG_STATE_HOME or ~/.local/state; with --script: nothing is remembered).")
  private Optional<Path> state = Optional.empty();

  @Spec private CommandSpec spec;

  /** Runs the command. */
  public static void main(String[] arguments) {
    System.exit(new CommandLine(new ClientMain()).execute(arguments));
  }

  @Override
  public Integer call() throws IOException {
    try {
      return script ? runScript() : runTerminal();
    } catch (ChatException.LoginRefused e) {
      return failed(e, REFUSED);
    } catch (ChatException e) {
      return failed(e, FAILED);
    }
  }

  private int failed(ChatException e, int code) {
    spec.commandLine().getErr().println("ops/chat client: " + Harmless.line(e.getMessage()));
    return code;
  }

  private int runScript() throws IOException {
    String user = name.orElseThrow(() -> wrong("--script needs --name"));
    String password =
        givenPassword().orElseThrow(() -> wrong("--script needs CHAT_PASSWORD or --password-file"));
    ChatClientBuilder builder = builder(user, password);
    state.ifPresent(
        directory ->
            builder.store(new StateDirectory(directory).store(server.host, server.port(), user)));
    return new ScriptRun(System.in, System.out).run(builder, stay) ? 0 : FAILED;
  }

  private int runTerminal() throws IOException {
    if (stay) {
      throw wrong("--stay goes with --script");
    }
    Path directory = state.orElseGet(() -> StateDirectory.standard(System.getenv()));
    var session =
        new TerminalSession(
            new StateDirectory(directory), new Texts(Locale.getDefault()), System.getenv());
    Optional<String> password = givenPassword();
    return session.run(name, password, register, this::builder, server) ? 0 : FAILED;
  }

  private ChatClientBuilder builder(String user, String password) {
    ChatClientBuilder builder =
        ChatClient.builder(server.host, server.port())
            .encryption(server.encryption())
            .device("terminal")
            .account(user, password);
    if (register) {
      int id = builder.register();
      spec.commandLine().getErr().println("The account has the number " + id + ".");
    }
    return builder;
  }

  private Optional<String> givenPassword() {
    try {
      if (passwordFile.isPresent()) {
        return Optional.of(Files.readString(passwordFile.get()).replaceFirst("\\R$", ""));
      }
    } catch (IOException e) {
      throw wrong("cannot read " + passwordFile.get());
    }
    return Optional.ofNullable(System.getenv("CHAT_PASSWORD"));
  }

  private ParameterException wrong(String why) {
    return new ParameterException(spec.commandLine(), why);
  }
}
