package chat.gateway.transport;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The files of the page, read and compressed once.
 *
 * <p>Scripts and styles are asked for below {@code /release/HASH/}, where the hash is that of all
 * files, so that browsers keep them for good and a new release is a new address. The HTML names
 * them without it; the addresses, and which modules the browser should fetch at once, are written
 * into it here.
 */
final class PageFiles {
  private static final String RELEASE = "release/";
  private static final Pattern ADDRESS =
      Pattern.compile("(?<=(?:href|src)=\")/(?=[^\"]+\\.(?:css|js)\")");
  private static final Pattern ENTRY =
      Pattern.compile("<script type=\"module\" src=\"/([^\"]+)\">");

  private final Map<String, PageFile> files = new TreeMap<>();
  private final String prefix;

  private PageFiles(Map<String, byte[]> contents) {
    contents.forEach((name, bytes) -> files.put(name, PageFile.of(name, bytes)));
    prefix = RELEASE + hash(contents) + "/";
    files.replaceAll((name, file) -> name.endsWith(".html") ? withAddresses(name, file) : file);
  }

  /** Reads the files under {@code web} in the program's own jar, or directory. */
  static PageFiles read() {
    try {
      URI index = PageFiles.class.getResource("/web/index.html").toURI();
      if (index.getScheme().equals("file")) {
        return new PageFiles(readAll(Path.of(index).getParent()));
      }
      String part = index.getSchemeSpecificPart();
      String jar = part.substring(0, part.indexOf("!/"));
      try (FileSystem opened = FileSystems.newFileSystem(Path.of(URI.create(jar)))) {
        return new PageFiles(readAll(opened.getPath("web")));
      }
    } catch (URISyntaxException e) {
      throw new IllegalStateException("the page has no address", e);
    } catch (IOException e) {
      throw new UncheckedIOException("the page cannot be read", e);
    }
  }

  /**
   * The file that a path means.
   *
   * @param path without the slash at its beginning; {@code ""} and what ends in a slash mean the
   *     {@code index.html} there. The hash of another release is not minded: while gateways are
   *     replaced, a page of one may come to another.
   */
  Optional<PageFile> find(String path) {
    String name = path;
    if (path.startsWith(RELEASE)) {
      name = path.substring(path.indexOf('/', RELEASE.length()) + 1);
    } else if (path.isEmpty() || path.endsWith("/")) {
      name = path + "index.html";
    } else if (path.equals("admin")) {
      name = "admin/index.html";
    }
    return Optional.ofNullable(files.get(name));
  }

  /** Whether what is at a path will always be the same. */
  boolean isForGood(String path) {
    return path.startsWith(prefix);
  }

  /** The names of all files. */
  List<String> names() {
    return List.copyOf(files.keySet());
  }

  private PageFile withAddresses(String name, PageFile file) {
    String html = file.text();
    var entry = ENTRY.matcher(html);
    if (entry.find()) {
      String preloads =
          PageModules.importedBy(entry.group(1), files).stream()
              .map(module -> "<link rel=\"modulepreload\" href=\"/" + module + "\">\n  ")
              .collect(Collectors.joining());
      html = html.substring(0, entry.start()) + preloads + html.substring(entry.start());
    }
    html = ADDRESS.matcher(html).replaceAll("/" + prefix);
    return PageFile.of(name, html.getBytes(StandardCharsets.UTF_8));
  }

  private static Map<String, byte[]> readAll(Path directory) throws IOException {
    var contents = new TreeMap<String, byte[]>();
    try (var paths = Files.walk(directory)) {
      for (Path path : paths.filter(Files::isRegularFile).toList()) {
        contents.put(
            directory.relativize(path).toString().replace('\\', '/'), Files.readAllBytes(path));
      }
    }
    return contents;
  }

  private static String hash(Map<String, byte[]> contents) {
    var all = new ByteArrayOutputStream();
    contents.forEach(
        (name, bytes) -> {
          all.writeBytes(name.getBytes(StandardCharsets.UTF_8));
          all.writeBytes(bytes);
        });
    return PageFile.hash(all.toByteArray());
  }
}
