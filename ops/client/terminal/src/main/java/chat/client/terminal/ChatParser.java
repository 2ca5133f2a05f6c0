package chat.client.terminal;

import java.util.List;
import org.jline.reader.CompletingParsedLine;
import org.jline.reader.Parser;

/**
 * Takes a line as it is: nothing in it quotes or escapes. A command is its name and the rest, as
 * names may have blanks; of a text, the last word can be completed.
 */
final class ChatParser implements Parser {

  /**
   * What JLine wants to know of a line.
   *
   * @param words the last one is at the cursor
   */
  record Parsed(String line, int cursor, List<String> words) implements CompletingParsedLine {
    @Override
    public String word() {
      return words.getLast();
    }

    @Override
    public int wordCursor() {
      return word().length();
    }

    @Override
    public int wordIndex() {
      return words.size() - 1;
    }

    @Override
    public CharSequence escape(CharSequence candidate, boolean complete) {
      return candidate;
    }

    @Override
    public int rawWordCursor() {
      return wordCursor();
    }

    @Override
    public int rawWordLength() {
      return word().length();
    }
  }

  @Override
  public Parsed parse(String line, int cursor, ParseContext context) {
    String before = line.substring(0, Math.min(cursor, line.length()));
    int blank = before.startsWith("/") ? before.indexOf(' ') : before.lastIndexOf(' ');
    List<String> words =
        blank < 0
            ? List.of(before)
            : List.of(before.substring(0, blank), before.substring(blank + 1));
    return new Parsed(line, cursor, words);
  }
}
