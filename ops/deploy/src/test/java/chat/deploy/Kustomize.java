package chat.deploy;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Assumptions;

/** Kustomize, alone or inside kubectl, where one of them is installed. Asks no cluster. */
final class Kustomize {
  private Kustomize() {}

  /** What a directory of the repository's manifests comes to; skips the test without kustomize. */
  static Manifests build(String directory) throws IOException, InterruptedException {
    return build(Repository.TOP.resolve(Manifests.DIRECTORY).resolve(directory));
  }

  /** What a directory comes to; skips the test without kustomize. */
  static Manifests build(Path directory) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(program());
    command.add(directory.toString());
    Process process = new ProcessBuilder(command).start();
    String built = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    String said = new String(process.getErrorStream().readAllBytes(), StandardCharsets.UTF_8);
    Assertions.assertEquals(0, process.waitFor(), () -> String.join(" ", command) + "\n" + said);
    Assertions.assertEquals("", said, "warnings of " + directory);
    return Manifests.read(built);
  }

  private static List<String> program() {
    return installed("kubectl")
        .map(path -> List.of(path, "kustomize"))
        .or(() -> installed("kustomize").map(path -> List.of(path, "build")))
        .orElseGet(
            () -> {
              String advice = "neither kubectl nor kustomize is installed: overlays are not built";
              System.out.println("skipped, as " + advice);
              return Assumptions.abort(advice);
            });
  }

  private static Optional<String> installed(String program) {
    return Stream.of(System.getenv("PATH").split(File.pathSeparator))
        .map(directory -> Path.of(directory, program))
        .filter(Files::isExecutable)
        .map(Path::toString)
        .findFirst();
  }
}
