package chat.gateway.transport;

import java.net.URI;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Which modules of the page import which. A browser that is told of all of them at once need not
 * find them one after the other.
 */
final class PageModules {
  private static final Pattern IMPORT =
      Pattern.compile("(?:\\bfrom|\\bimport)\\s*[\"'](\\.[^\"']+)[\"']");

  private PageModules() {}

  /**
   * All modules that one needs, directly or not, itself left out.
   *
   * @param entry the name of a file
   * @param files by name
   * @throws IllegalStateException when a module imports what is not there
   */
  static Set<String> importedBy(String entry, Map<String, PageFile> files) {
    var found = new LinkedHashSet<String>();
    found.add(entry);
    follow(entry, files, found);
    found.remove(entry);
    return found;
  }

  private static void follow(String module, Map<String, PageFile> files, Set<String> found) {
    PageFile file = files.get(module);
    if (file == null) {
      throw new IllegalStateException("a module of the page is missing: " + module);
    }
    var imports = IMPORT.matcher(file.text());
    while (imports.find()) {
      String imported = URI.create("/" + module).resolve(imports.group(1)).getPath().substring(1);
      if (found.add(imported)) {
        follow(imported, files, found);
      }
    }
  }
}
