package chat.deploy;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A page in GitHub's Markdown, read as far as {@link TranslationsTest} needs it: headings that
 * begin with #, code between fences, tables whose rows begin with |, anchors as {@code <a id="…">}.
 */
record Page(String path, List<Section> sections) {
  private static final Pattern HEADING = Pattern.compile("#{1,6} +(.*)");
  private static final Pattern CODE = Pattern.compile("(?ms)^ *```.*?^ *```$");
  private static final Pattern TABLE = Pattern.compile("(?m)(?:^ *\\|.*\\n?)+");
  private static final Pattern WORD = Pattern.compile("`([^`]+)`");
  private static final Pattern FIGURE = Pattern.compile("\\d+(?:[.,]\\d+)*");
  private static final Pattern LINK = Pattern.compile("\\]\\(([^)\\s]+)\\)");
  private static final Pattern ANCHOR = Pattern.compile("<a id=\"([^\"]+)\">");

  static Page of(String path) {
    List<Section> sections = new ArrayList<>();
    String id = "";
    String heading = "";
    String anchor = "";
    StringBuilder body = new StringBuilder();
    boolean code = false;
    for (String line : Repository.text(path).lines().toList()) {
      code ^= line.strip().startsWith("```");
      var begins = HEADING.matcher(line);
      if (code || !begins.matches()) {
        body.append(line).append('\n');
        anchor = all(ANCHOR, line).findFirst().orElse("");
        continue;
      }
      sections.add(new Section(id, heading, body.toString()));
      heading = line;
      id = anchor.isEmpty() ? unused(slug(begins.group(1)), sections) : anchor;
      body = new StringBuilder();
      anchor = "";
    }
    sections.add(new Section(id, heading, body.toString()));
    return new Page(path, sections.subList(1, sections.size()));
  }

  /** What can stand behind # in a link to this page. */
  Set<String> anchors() {
    Set<String> anchors = new TreeSet<>();
    for (Section section : sections) {
      anchors.add(section.id());
      anchors.add(slug(section.heading().replaceFirst("#+ +", "")));
      anchors.addAll(section.anchors());
    }
    return anchors;
  }

  /** A heading that is there already gets -1 behind it. */
  private static String unused(String slug, List<Section> sections) {
    String id = slug;
    for (int at = 1; sections.stream().map(Section::id).anyMatch(id::equals); at++) {
      id = slug + "-" + at;
    }
    return id;
  }

  /** The anchor that GitHub makes of a heading. */
  private static String slug(String heading) {
    return heading
        .replaceAll("<[^>]*>", "")
        .replaceAll("[^\\p{L}\\p{M}\\p{N}_ -]", "")
        .strip()
        .toLowerCase(Locale.ROOT)
        .replace(' ', '-');
  }

  private static Stream<String> all(Pattern pattern, String text) {
    return pattern.matcher(text).results().map(found -> found.group(found.groupCount()));
  }

  /**
   * What is below a heading, up to the next one of any level.
   *
   * @param id the anchor in the line above the heading, else what GitHub makes of the heading
   */
  record Section(String id, String heading, String body) {
    List<String> codeBlocks() {
      return CODE.matcher(body).results().map(MatchResult::group).toList();
    }

    /** Each table's rows. */
    List<List<String>> tables() {
      return all(TABLE, text()).map(table -> table.lines().toList()).toList();
    }

    /** What stands in backticks. */
    Set<String> words() {
      Set<String> words = new TreeSet<>();
      all(WORD, text()).forEach(word -> words.add(word.replaceAll("\\s+", " ")));
      return words;
    }

    /** All figures but those in backticks. */
    Set<String> figures() {
      String plain = LINK.matcher(plain()).replaceAll("").replaceAll("<[^>]*>", "");
      return new TreeSet<>(all(FIGURE, plain).toList());
    }

    Set<String> anchors() {
      return new TreeSet<>(all(ANCHOR, plain()).toList());
    }

    Set<String> links() {
      return new TreeSet<>(all(LINK, plain()).toList());
    }

    private String plain() {
      return WORD.matcher(text()).replaceAll("");
    }

    private String text() {
      return CODE.matcher(body).replaceAll("");
    }
  }
}
