package chat.ops.local;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * Consul, as one agent that keeps nothing: who is there registers again. An installed program is
 * preferred to the one that consul.sh fetches.
 */
final class ConsulPart {
  private ConsulPart() {}

  static Part of(Blueprint blueprint) {
    Software software = blueprint.software();
    Ports ports = blueprint.ports();
    Path program = Software.installed("consul").orElseGet(software::fetchedConsul);
    return new Part(
        "consul",
        List.of(
            ports.consul(), ports.consulServer(), ports.consulGossip(), ports.consulWideGossip()),
        Part.LOOPBACK,
        () -> prepare(software.fetchConsul()),
        blueprint.data().path(),
        Map.of(),
        List.of(
            program.toString(),
            "agent",
            "-dev",
            "-node=local",
            "-log-level=warn",
            "-http-port=" + ports.consul(),
            "-server-port=" + ports.consulServer(),
            "-serf-lan-port=" + ports.consulGossip(),
            "-serf-wan-port=" + ports.consulWideGossip(),
            "-dns-port=-1",
            "-grpc-port=-1"),
        Probe.consul(ports.consul()));
  }

  // The script does nothing when the program is there.
  private static void prepare(Path script) throws IOException, InterruptedException {
    Process fetching =
        new ProcessBuilder("bash", script.toString()).redirectErrorStream(true).start();
    String said =
        new String(fetching.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
    if (fetching.waitFor() != 0) {
      throw new StackFailure(said);
    }
  }
}
