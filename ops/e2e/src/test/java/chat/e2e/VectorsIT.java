package chat.e2e;

import chat.e2e.script.Replay;
import chat.e2e.script.Script;
import chat.e2e.script.Script.Dialect;
import chat.e2e.script.Transport;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.extension.ExtendWith;

/** Plays every wire vector: each dialect over everything that carries it. */
@ExtendWith(Stack.Shared.class)
class VectorsIT {
  private static final Path VECTORS = Path.of("src/test/resources/vectors");

  @TestFactory
  Stream<DynamicTest> vectors(Stack stack) {
    return Stream.of(
            tests(stack, "lines", Dialect.LINES, Transport.TCP),
            tests(stack, "lines", Dialect.LINES, Transport.WEBSOCKET),
            tests(stack, "tcp", Dialect.LINES, Transport.TCP),
            tests(stack, "classic", Dialect.CLASSIC, Transport.TCP),
            tests(stack, "web", Dialect.WEB, Transport.WEBSOCKET),
            tests(stack, "rest", Dialect.REST, Transport.WEBSOCKET))
        .flatMap(List::stream);
  }

  private static List<DynamicTest> tests(
      Stack stack, String directory, Dialect dialect, Transport transport) {
    try (Stream<Path> files = Files.list(VECTORS.resolve(directory))) {
      return files
          .sorted()
          .map(
              file ->
                  DynamicTest.dynamicTest(
                      directory + "/" + file.getFileName() + " over " + transport,
                      () -> play(stack, file, dialect, transport)))
          .toList();
    } catch (IOException e) {
      throw new AssertionError("no vectors in " + directory, e);
    }
  }

  private static void play(Stack stack, Path file, Dialect dialect, Transport transport)
      throws IOException {
    Script script = Script.parse(dialect, 1, Files.readAllLines(file));
    var gateway = stack.gateway(1);
    try (var replay = new Replay(gateway.tcp(), gateway.http(), transport)) {
      replay.play(script);
      replay.finish();
    }
  }
}
