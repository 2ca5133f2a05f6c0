package chat.ops.check;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;

/**
 * How Kubernetes ends a pod.
 *
 * @param preStop how long it goes on before SIGTERM
 * @param grace when SIGKILL comes, counted from the same moment
 */
record PodEnd(Duration preStop, Duration grace) {

  /** As a Deployment of a manifest says it. */
  static PodEnd of(Path manifest, String deployment) throws IOException {
    var mapper = new YAMLMapper();
    try (var parser = mapper.createParser(manifest.toFile());
        var documents = mapper.readValues(parser, JsonNode.class)) {
      while (documents.hasNextValue()) {
        JsonNode document = documents.nextValue();
        if (document.path("kind").asText().equals("Deployment")
            && document.at("/metadata/name").asText().equals(deployment)) {
          JsonNode pod = document.at("/spec/template/spec");
          return new PodEnd(
              seconds(pod.at("/containers/0/lifecycle/preStop/sleep/seconds")),
              seconds(pod.at("/terminationGracePeriodSeconds")));
        }
      }
    }
    throw new IOException(manifest + " has no Deployment " + deployment);
  }

  /** How long the process has after SIGTERM. */
  Duration afterSignal() {
    return grace.minus(preStop);
  }

  private static Duration seconds(JsonNode number) throws IOException {
    if (!number.isIntegralNumber()) {
      throw new IOException("a pod's end is not there: " + number);
    }
    return Duration.ofSeconds(number.longValue());
  }
}
