package chat.client.terminal;

import java.util.Map;
import org.jline.terminal.Terminal;
import org.jline.utils.AttributedStyle;

/** Colours of people and conversations: each has always the same, as far as there are colours. */
final class Palette {
  private static final int[] COLOURS = {2, 3, 4, 5, 6, 9, 10, 11, 12, 13, 14};

  private final boolean colourful;

  private Palette(boolean colourful) {
    this.colourful = colourful;
  }

  /** Colours for a terminal, unless it has none or the environment says {@code NO_COLOR}. */
  static Palette of(Terminal terminal, Map<String, String> environment) {
    boolean dumb = terminal.getType().startsWith(Terminal.TYPE_DUMB);
    return new Palette(!dumb && environment.getOrDefault("NO_COLOR", "").isEmpty());
  }

  /** No colours. */
  static Palette plain() {
    return new Palette(false);
  }

  AttributedStyle person(int id) {
    return colourful
        ? AttributedStyle.DEFAULT.foreground(COLOURS[Math.floorMod(id, COLOURS.length)])
        : AttributedStyle.DEFAULT;
  }

  AttributedStyle faint() {
    return colourful ? AttributedStyle.DEFAULT.faint() : AttributedStyle.DEFAULT;
  }

  AttributedStyle strong() {
    return colourful ? AttributedStyle.DEFAULT.bold() : AttributedStyle.DEFAULT;
  }

  AttributedStyle warning() {
    return colourful
        ? AttributedStyle.DEFAULT.foreground(AttributedStyle.RED)
        : AttributedStyle.DEFAULT;
  }
}
