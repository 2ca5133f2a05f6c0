package chat.client.terminal;

import java.util.List;
import java.util.Optional;
import org.jline.reader.LineReader;
import org.jline.terminal.Terminal;
import org.jline.utils.AttributedString;
import org.jline.utils.InfoCmp;
import org.jline.utils.Status;

/** What is shown: lines above the prompt, and where the terminal can do it, a line below. */
final class Screen {
  private final LineReader reader;
  private final Palette palette;
  private final Optional<Status> status;

  Screen(LineReader reader, Palette palette) {
    this.reader = reader;
    this.palette = palette;
    Terminal terminal = reader.getTerminal();
    // Without it Status is there all the same, and shows nothing.
    boolean scrollsAbove =
        terminal.getStringCapability(InfoCmp.Capability.change_scroll_region) != null;
    this.status = scrollsAbove ? Optional.ofNullable(Status.getStatus(terminal)) : Optional.empty();
  }

  Palette palette() {
    return palette;
  }

  /** Shows lines. Any thread. */
  void show(List<AttributedString> lines) {
    lines.forEach(reader::printAbove);
  }

  /** Shows a line of the client itself. */
  void say(String text) {
    reader.printAbove(new AttributedString(text, palette.faint()));
  }

  /** Shows what went wrong. */
  void warn(String text) {
    reader.printAbove(new AttributedString(text, palette.warning()));
  }

  /** Whether there is a line below. */
  boolean hasStatus() {
    return status.isPresent();
  }

  /** The line below. */
  void status(AttributedString line) {
    status.ifPresent(shown -> shown.update(List.of(line)));
  }

  /** The terminal is somebody else's again. */
  void close() {
    status.ifPresent(shown -> shown.update(List.of()));
  }
}
