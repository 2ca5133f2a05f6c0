package chat.e2e.observe;

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

/** A program that some tests need, which may be installed here or not. */
public enum Tool {
  /** Checks rules and configurations, and runs the unit tests of rules. */
  PROMTOOL("promtool", "prometheus"),
  /** Prometheus itself. */
  PROMETHEUS("prometheus", "prometheus"),
  /** Checks Alertmanager's configuration. */
  AMTOOL("amtool", "prometheus-alertmanager"),
  /** Alertmanager itself, by Debian's name. */
  ALERTMANAGER("prometheus-alertmanager", "prometheus-alertmanager"),
  /** Knows what is wrong with shell scripts. */
  SHELLCHECK("shellcheck", "shellcheck");

  private final String program;
  private final String debianPackage;

  Tool(String program, String debianPackage) {
    this.program = program;
    this.debianPackage = debianPackage;
  }

  /** The program; skips the test that asks, with a line that says what to install, without it. */
  public Path demand() {
    Optional<Path> found = find();
    if (found.isEmpty()) {
      String advice = program + " is not installed: apt-get install " + debianPackage;
      System.out.println("skipped, as " + advice);
      Assumptions.abort(advice);
    }
    return found.orElseThrow();
  }

  private Optional<Path> find() {
    return Stream.of(System.getenv("PATH").split(File.pathSeparator))
        .map(directory -> Path.of(directory, program))
        .filter(Files::isExecutable)
        .findFirst();
  }

  /** Runs it to its end, which must be a success. */
  public void run(Object... arguments) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(List.of(demand().toString()));
    Stream.of(arguments).map(Object::toString).forEach(command::add);
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    Assertions.assertEquals(0, process.waitFor(), () -> String.join(" ", command) + "\n" + said);
  }
}
