package chat.gateway;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.util.Map;
import java.util.Set;

/** A program of this build in a process of its own, since an environment cannot be changed. */
public final class JavaProcess {
  // Whoever runs the tests may have set them.
  private static final Set<String> OURS = Set.of("JAEGER_ENDPOINT", "LOG_FORMAT", "JWT_SECRET");

  private JavaProcess() {}

  /**
   * Runs it to its end.
   *
   * @param settings the variables that are set, beside those that have nothing to do with us
   * @return all that it said
   */
  public static String run(Class<?> program, Map<String, String> settings, int exitCode)
      throws Exception {
    var builder =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                program.getName())
            .redirectErrorStream(true);
    builder
        .environment()
        .keySet()
        .removeIf(name -> name.startsWith("OTEL_") || OURS.contains(name));
    builder.environment().putAll(settings);
    Process process = builder.start();
    String said = new String(process.getInputStream().readAllBytes(), UTF_8);
    assertEquals(exitCode, process.waitFor(), said);
    return said;
  }
}
