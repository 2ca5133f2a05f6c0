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
import org.jline.terminal.Size;
import org.jline.terminal.impl.LineDisciplineTerminal;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A person at a terminal, which the test plays. */
class TerminalSessionTest {
  private static final long PATIENCE_SECONDS = 20;

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

  @BeforeEach
  void open() throws IOException {
    terminal = new LineDisciplineTerminal("test", "ansi", shown, StandardCharsets.UTF_8);
    terminal.setSize(Size.of(100, 30));
  }

  @AfterEach
  void close() throws Exception {
    server.close();
    terminal.close();
  }

  private void start(Locale locale, Map<String, String> environment) {
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
    type("/quit\r");
    assertTrue(session.get(PATIENCE_SECONDS, TimeUnit.SECONDS));
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
    type("/quit\r");
    assertTrue(session.get(PATIENCE_SECONDS, TimeUnit.SECONDS));
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
    type("/quit\r");
    assertTrue(session.get(PATIENCE_SECONDS, TimeUnit.SECONDS));
  }
}
