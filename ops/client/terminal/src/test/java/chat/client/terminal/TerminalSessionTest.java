package chat.client.terminal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import chat.client.ChatClient;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.jline.terminal.Size;
import org.jline.terminal.impl.LineDisciplineTerminal;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A person at a terminal, which the test plays. */
class TerminalSessionTest {
  private static final long PATIENCE_SECONDS = 20;

  /** A name after a sequence that chooses a colour of letters. */
  private static final Pattern COLOURED_BEN = Pattern.compile("\u001b\\[(\\d+;)*3\\d(;\\d+)*mben");

  @TempDir Path directory;
  private final TinyServer server = new TinyServer();
  private final Shown shown = new Shown();
  private LineDisciplineTerminal terminal;
  private FutureTask<Boolean> session;

  /** What the terminal shows, as it was written. */
  private static final class Shown extends OutputStream {
    private final StringBuilder latin = new StringBuilder();

    @Override
    public synchronized void write(int one) {
      latin.append((char) (one & 0xff));
      notifyAll();
    }

    synchronized String text() {
      return new String(
          latin.toString().getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8);
    }

    /** Waits until something is shown behind a place; the place behind it. */
    synchronized int await(String text, int from) throws InterruptedException {
      long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
      while (text().indexOf(text, from) < 0) {
        long left = TimeUnit.NANOSECONDS.toMillis(end - System.nanoTime());
        if (left <= 0) {
          throw new AssertionError("never shown: " + text + "\nshown: " + text());
        }
        wait(left);
      }
      return text().indexOf(text, from) + text.length();
    }
  }

  @AfterEach
  void close() throws Exception {
    server.close();
    terminal.close();
  }

  private void start(Locale locale, Map<String, String> environment) throws IOException {
    start("ansi", locale, environment);
  }

  private void start(String type, Locale locale, Map<String, String> environment)
      throws IOException {
    terminal = new LineDisciplineTerminal("test", type, shown, StandardCharsets.UTF_8);
    terminal.setSize(Size.of(100, 30));
    var run =
        new TerminalSession(
            new StateDirectory(directory.resolve("state")), new Texts(locale), environment);
    session =
        new FutureTask<>(
            () ->
                run.run(
                    terminal,
                    Optional.of("ann"),
                    Optional.empty(),
                    false,
                    (name, password) ->
                        ChatClient.builder("127.0.0.1", server.port()).account(name, password),
                    new ServerOptions()));
    Thread.startVirtualThread(session);
  }

  private void type(String text) throws IOException {
    terminal.processInputBytes(text.getBytes(StandardCharsets.UTF_8));
  }

  private int logIn() throws Exception {
    int at = shown.await("Password: ", 0);
    type("pwd\r");
    return shown.await("Hello ann.", at);
  }

  private void leave() throws Exception {
    type("/quit\r");
    assertTrue(session.get(PATIENCE_SECONDS, TimeUnit.SECONDS));
  }

  @Test
  void chatsAndLeaves() throws Exception {
    start(Locale.ENGLISH, Map.of());
    int at = logIn();
    type("/open ben\r");
    at = shown.await("— ben —", at);
    type("it's \\ \"fine\" !!\r");
    at = shown.await("it's \\ \"fine\" !!", shown.await("00 1 ", at));
    server.push(2, "\u001b[31mred\u001b]0;title\u0007\nsecond line");
    at = shown.await("␛[31mred␛]0;title␇", at);
    at = shown.await("second line", at);
    type("/nonsense\r");
    shown.await("There is no command /nonsense", at);
    leave();
    assertFalse(shown.text().contains("pwd"), "the password was shown");
    assertFalse(shown.text().contains("\u001b]0;title"), "a text steered the terminal");
    assertEquals(1, server.stored().size());
    Path typed = directory.resolve("state").resolve("input");
    assertTrue(Files.readString(typed).contains("/open ben"));
    assertFalse(Files.readString(typed).contains("pwd"));
    assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(typed)));
  }

  @Test
  void theHistoryIsThatOfTheOpenConversation() throws Exception {
    start(Locale.ENGLISH, Map.of());
    int at = logIn();
    type("/open ben\r");
    at = shown.await("— ben —", at);
    server.push(7, "hello");
    at = shown.await("hello", at);
    type("/history\r");
    at = shown.await("before 8", at);
    type("/history\r");
    at = shown.await("before 7", at);
    type("/group team\r");
    at = shown.await("— #team —", at);
    type("/history\r");
    shown.await("before 1", at);
    type("/quit\r");
    assertTrue(session.get(PATIENCE_SECONDS, TimeUnit.SECONDS));
  }

  @Test
  void completesCommandsAndNames() throws Exception {
    start(Locale.ENGLISH, Map.of());
    int at = logIn();
    type("/op\tb\t\r");
    shown.await("— ben —", at);
    leave();
  }

  @Test
  void helpListsTheCommands() throws Exception {
    start(Locale.ENGLISH, Map.of());
    int at = logIn();
    type("/help\r");
    at = shown.await("/help ", at + "/help\r".length());
    at = shown.await("/open NAME|#GROUP", at);
    at = shown.await("/friends ", at);
    shown.await("/quit ", at);
    leave();
  }

  @Test
  void peopleHaveColours() throws Exception {
    start(Locale.ENGLISH, Map.of());
    int at = logIn();
    type("/open ben\r");
    at = shown.await("— ben —", at);
    server.push(1, "hello");
    shown.await("hello", at);
    assertTrue(COLOURED_BEN.matcher(shown.text()).find(), shown.text());
    leave();
  }

  @Test
  void whatWasNotSeenIsMarked() throws Exception {
    start(Locale.ENGLISH, Map.of());
    int at = logIn();
    type("/open ben\r");
    at = shown.await("— ben —", at);
    server.push(3, "cora", 1, "psst");
    at = shown.await("Something new from cora", at);
    type("/open\r");
    at = shown.await("  cora (1)", at);
    type("/open @3\r");
    at = shown.await("psst", at);
    type("/open\r");
    shown.await("  ben", at);
    assertFalse(shown.text().substring(at).contains("(1)"), "it was seen");
    leave();
  }

  @Test
  void whatWasNotSeenIsMarkedInTheLineBelow() throws Exception {
    start("xterm", Locale.ENGLISH, Map.of());
    int at = logIn();
    server.push(3, "cora", 1, "psst");
    shown.await("cora(1)", at);
    assertFalse(shown.text().contains("Something new"), "once is enough");
    leave();
  }

  @Test
  void speaksChineseAndLeavesColoursOutWhereTheyAreNotWanted() throws Exception {
    start(Locale.CHINA, Map.of("NO_COLOR", "1"));
    int at = shown.await("密码：", 0);
    type("pwd\r");
    at = shown.await("你好，ann", at);
    type("/open ben\r");
    at = shown.await("— ben —", at);
    server.push(1, "hello");
    shown.await("ben: hello", at);
    leave();
  }
}
