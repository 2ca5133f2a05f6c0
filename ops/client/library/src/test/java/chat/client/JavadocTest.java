package chat.client;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import javax.tools.DiagnosticCollector;
import javax.tools.JavaFileObject;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whatever a program can see of the library has a comment. */
class JavadocTest {
  private static final String CLASSES = System.getProperty("java.class.path");

  @TempDir Path compiled;

  @Test
  void nothingPublicIsWithoutAComment() throws Exception {
    var compiler = ToolProvider.getSystemJavaCompiler();
    var found = new DiagnosticCollector<JavaFileObject>();
    try (Stream<Path> files = Files.walk(Path.of("src/main/java"));
        var manager = compiler.getStandardFileManager(found, Locale.ROOT, null)) {
      List<Path> sources = files.filter(file -> file.toString().endsWith(".java")).toList();
      List<String> options =
          List.of(
              "-proc:none", "-Xdoclint:all/protected", "-d", compiled.toString(), "-cp", CLASSES);
      var units = manager.getJavaFileObjectsFromPaths(sources);
      assertTrue(compiler.getTask(null, manager, found, options, null, units).call());
    }
    List<String> missing =
        found.getDiagnostics().stream()
            .map(Object::toString)
            .filter(text -> text.contains("no comment"))
            .toList();
    assertEquals(List.of(), missing);
  }
}
