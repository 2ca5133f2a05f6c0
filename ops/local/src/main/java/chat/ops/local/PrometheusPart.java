package chat.ops.local;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** A Prometheus that asks every process of the stack, and keeps a week of it with the data. */
final class PrometheusPart {
  private PrometheusPart() {}

  /**
   * The part.
   *
   * @param program the installed one
   */
  static Part of(Blueprint blueprint, Path program) {
    int port = blueprint.ports().prometheus();
    Path directory = blueprint.data().of("prometheus");
    Path settings = directory.resolve("prometheus.yml");
    return new Part(
        "prometheus",
        List.of(port),
        Part.LOOPBACK,
        () -> prepare(blueprint, settings),
        blueprint.data().path(),
        Map.of(),
        List.of(
            program.toString(),
            "--config.file=" + settings,
            "--storage.tsdb.path=" + directory.resolve("data"),
            "--storage.tsdb.retention.time=7d",
            "--storage.tsdb.retention.size=512MB",
            "--log.level=warn",
            "--web.listen-address=" + Part.LOOPBACK + ":" + port),
        Probe.prometheus(port));
  }

  private static void prepare(Blueprint blueprint, Path settings) throws IOException {
    Files.createDirectories(settings.getParent());
    Files.writeString(settings, new Scrapes(blueprint.options(), blueprint.software()).settings());
  }
}
