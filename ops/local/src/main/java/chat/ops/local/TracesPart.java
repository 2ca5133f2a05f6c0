package chat.ops.local;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The receiver of spans, which keeps the last ones in memory. */
final class TracesPart {
  private static final int HEAP_MEGABYTES = 128;

  private TracesPart() {}

  static Part of(Blueprint blueprint) {
    Ports ports = blueprint.ports();
    Path jar = blueprint.software().traces();
    List<String> command = new ArrayList<>();
    command.add(Software.java().toString());
    command.addAll(JavaOptions.small(HEAP_MEGABYTES));
    command.addAll(
        List.of(
            "-jar",
            jar.toString(),
            "--host=" + Part.LOOPBACK,
            "--grpc-port=" + ports.tracesGrpc(),
            "--http-port=" + ports.tracesHttp()));
    return new Part(
        "traces",
        List.of(ports.tracesHttp(), ports.tracesGrpc()),
        Part.LOOPBACK,
        () -> {},
        blueprint.data().path(),
        Map.of(),
        command,
        Probe.traces(ports.tracesHttp()));
  }
}
