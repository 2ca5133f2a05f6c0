package chat.deploy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.fail;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

/**
 * The Chinese pages say what the English ones do, as far as a program can tell: section by section,
 * where a Chinese section has the English one's anchor in the line above its heading. Each failure
 * names the page, the section, and what is missing there.
 */
class TranslationsTest {
  private static final List<Pair> PAIRS =
      List.of(
          new Pair(Page.of("README.md"), Page.of("ops/README.zh-CN.md")),
          new Pair(Page.of("ops/OPERATIONS.md"), Page.of("ops/OPERATIONS.zh-CN.md")));

  private final List<String> wrong = new ArrayList<>();

  private record Pair(Page english, Page chinese) {
    /**
     * The sections that both have; the first, the pages' titles, belong together whatever they say.
     */
    List<Sections> sections() {
      List<Sections> both = new ArrayList<>();
      both.add(new Sections(this, english.sections().getFirst(), chinese.sections().getFirst()));
      for (Page.Section section : below(english)) {
        below(chinese).stream()
            .filter(one -> one.id().equals(section.id()))
            .forEach(one -> both.add(new Sections(this, section, one)));
      }
      return both;
    }

    static List<Page.Section> below(Page page) {
      return page.sections().subList(1, page.sections().size());
    }
  }

  private record Sections(Pair pair, Page.Section english, Page.Section chinese) {
    String where() {
      return pair.chinese().path()
          + ", \""
          + chinese.heading()
          + "\" ("
          + english.heading()
          + "): ";
    }
  }

  @Test
  void sectionsAreTheSame() {
    for (Pair pair : PAIRS) {
      List<String> english = ids(pair.english());
      List<String> chinese = ids(pair.chinese());
      for (String id : english) {
        if (!chinese.contains(id)) {
          wrong.add(pair.chinese().path() + ": no section with <a id=\"" + id + "\"></a> above it");
        }
      }
      for (String id : chinese) {
        if (!english.contains(id)) {
          wrong.add(pair.chinese().path() + ": section \"" + id + "\" is in no English page");
        }
      }
      nothingIsWrong();
      assertEquals(english, chinese, "order of sections in " + pair.chinese().path());
    }
  }

  private static List<String> ids(Page page) {
    return Pair.below(page).stream().map(Page.Section::id).toList();
  }

  @Test
  void codeBlocksAreTheSame() {
    forEachSection(
        both -> {
          List<String> english = both.english().codeBlocks();
          List<String> chinese = both.chinese().codeBlocks();
          requireAsMany(both.where() + "code blocks", english, chinese);
          for (int at = 0; at < Math.min(english.size(), chinese.size()); at++) {
            requireSameLines(both.where(), english.get(at), chinese.get(at));
          }
        });
  }

  private void requireSameLines(String where, String english, String chinese) {
    List<String> wanted = english.lines().toList();
    List<String> lines = chinese.lines().toList();
    for (int at = 0; at < Math.max(wanted.size(), lines.size()); at++) {
      String line = at < wanted.size() ? wanted.get(at) : "(nothing)";
      String other = at < lines.size() ? lines.get(at) : "(nothing)";
      if (!line.equals(other)) {
        wrong.add(where + "code differs, English: " + line + "\n    Chinese: " + other);
        return;
      }
    }
  }

  @Test
  void tablesHaveTheSameRowsAndColumns() {
    forEachSection(
        both -> {
          List<List<String>> english = both.english().tables();
          List<List<String>> chinese = both.chinese().tables();
          requireAsMany(both.where() + "tables", english, chinese);
          for (int at = 0; at < Math.min(english.size(), chinese.size()); at++) {
            String table = both.where() + "rows of the table " + english.get(at).getFirst();
            requireAsMany(table, english.get(at), chinese.get(at));
            requireColumns(both.where(), chinese.get(at));
          }
        });
  }

  private void requireColumns(String where, List<String> table) {
    for (String row : table) {
      if (columns(row) != columns(table.getFirst())) {
        wrong.add(where + "not as many columns as its table: " + row);
      }
    }
  }

  private static long columns(String row) {
    return row.replace("\\|", "").chars().filter(one -> one == '|').count();
  }

  private void requireAsMany(String what, List<?> english, List<?> chinese) {
    if (english.size() != chinese.size()) {
      wrong.add(what + ": English " + english.size() + ", Chinese " + chinese.size());
    }
  }

  @Test
  void wordsInBackticksAreThere() {
    forEachSection(both -> requireAll(both, Page.Section::words, "`", "`"));
  }

  @Test
  void figuresAreThere() {
    forEachSection(both -> requireAll(both, Page.Section::figures, "the figure ", ""));
  }

  @Test
  void anchorsAreThere() {
    forEachSection(both -> requireAll(both, Page.Section::anchors, "<a id=\"", "\"></a>"));
  }

  private void requireAll(
      Sections both, Function<Page.Section, Set<String>> what, String before, String after) {
    Set<String> missing = new TreeSet<>(what.apply(both.english()));
    missing.removeAll(what.apply(both.chinese()));
    missing.forEach(one -> wrong.add(both.where() + "missing " + before + one + after));
  }

  @Test
  void linksLeadSomewhere() {
    for (Pair pair : PAIRS) {
      for (Page page : List.of(pair.english(), pair.chinese())) {
        for (Page.Section section : page.sections()) {
          section.links().forEach(link -> requireTarget(page, section, link));
        }
      }
    }
    nothingIsWrong();
  }

  private void requireTarget(Page page, Page.Section section, String link) {
    if (link.contains("://")) {
      return;
    }
    String where = page.path() + ", \"" + section.heading() + "\": (" + link + ") leads to ";
    int hash = link.indexOf('#');
    String file = hash < 0 ? link : link.substring(0, hash);
    String target = Path.of(page.path()).resolveSibling(file).normalize().toString();
    if (file.isEmpty()) {
      target = page.path();
    }
    if (!Files.exists(Repository.TOP.resolve(target))) {
      wrong.add(where + "no file");
    } else if (hash >= 0 && !Page.of(target).anchors().contains(link.substring(hash + 1))) {
      wrong.add(where + "no heading and no anchor");
    }
  }

  @Test
  void eachPageLinksToTheOtherOneAtItsTop() {
    for (Pair pair : PAIRS) {
      requireLink(pair.english(), pair.chinese());
      requireLink(pair.chinese(), pair.english());
    }
    nothingIsWrong();
  }

  private void requireLink(Page from, Page to) {
    String link =
        Path.of("/" + from.path()).getParent().relativize(Path.of("/" + to.path())).toString();
    if (!from.sections().getFirst().links().contains(link)) {
      wrong.add(from.path() + ": no link to (" + link + ") at its top");
    }
  }

  private void forEachSection(Consumer<Sections> check) {
    PAIRS.forEach(pair -> pair.sections().forEach(check));
    nothingIsWrong();
  }

  private void nothingIsWrong() {
    if (!wrong.isEmpty()) {
      fail("\n" + String.join("\n", wrong));
    }
  }
}
