package chat.deploy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.fabric8.kubernetes.api.model.ConfigMap;
import java.time.Duration;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/**
 * A pod has time enough to end: what comes before SIGTERM, and what the program may take after it,
 * is less than the grace, when the kubelet kills.
 */
class EndTest {
  private static final Manifests MANIFESTS = Manifests.fileByFile();

  /** For closing connections to Kafka and Redis, and sending the last spans. */
  private static final Duration CLOSING = Duration.ofSeconds(10);

  /** Liberty's own, which no file here changes: quiesceTimeout of its executor element. */
  private static final Duration LIBERTY_QUIESCES = Duration.ofSeconds(30);

  /** How long CoreDNS' plugin "kubernetes" lets others keep an answer. */
  private static final Duration NAME_SERVERS_MEMORY = Duration.ofSeconds(5);

  @Test
  void aGatewayHasTimeToSendEverybodyAway() {
    Workload gateway = workload(Program.GATEWAY);
    Map<String, String> set = MANIFESTS.one(ConfigMap.class, "chat-gateway").getData();
    Duration needs =
        Duration.ofSeconds(gateway.preStopSeconds())
            .plus(setting(set, "DRAIN_TIMEOUT"))
            .plus(setting(set, "GOODBYE_TIMEOUT"))
            .plus(CLOSING);
    requireGrace(gateway, needs);
    assertTrue(gateway.preStopSeconds() >= 5, "load balancers would still send clients");
  }

  private static Duration setting(Map<String, String> set, String name) {
    return Duration.parse(set.getOrDefault(name, Program.GATEWAY.settings().get(name)));
  }

  @Test
  void aServiceHasTimeToAnswer() {
    Duration lastCalls =
        Duration.ofSeconds(
            number(
                "services-liberty/runtime/src/main/java/chat/service/runtime/GrpcServer.java",
                "DRAIN_SECONDS = (\\d+)"));
    for (Program program : Program.values()) {
      if (program.isServer()) {
        Workload service = workload(program);
        requireGrace(
            service,
            Duration.ofSeconds(service.preStopSeconds()).plus(LIBERTY_QUIESCES).plus(lastCalls));
      }
    }
    assertEquals(
        -1,
        Repository.text("services-liberty/runtime/src/main/liberty/config/chat-common.xml")
            .indexOf("quiesceTimeout"));
  }

  /** Else calls go on coming to a service that has been told to end. */
  @Test
  void gatewaysLookTheNameUpBeforeTheServiceIsToldToEnd() {
    String backend = "gateway-helidon/src/main/java/chat/gateway/";
    Duration seenAfter =
        NAME_SERVERS_MEMORY
            .plusSeconds(number(backend + "GatewayMain.java", "cache\\.ttl\", \"(\\d+)\""))
            .plusSeconds(
                number(
                    backend + "backend/HostNames.java", "PAUSE = Duration.ofSeconds\\((\\d+)\\)"));
    for (Program program : Program.values()) {
      if (program.isServer()) {
        Workload service = workload(program);
        assertTrue(service.preStopSeconds() > seenAfter.toSeconds(), service + ", " + seenAfter);
      }
    }
  }

  private static Workload workload(Program program) {
    return MANIFESTS.workloads().stream()
        .filter(workload -> workload.program().filter(program::equals).isPresent())
        .findFirst()
        .orElseThrow();
  }

  private static void requireGrace(Workload workload, Duration needs) {
    long grace = workload.pod().getTerminationGracePeriodSeconds();
    assertTrue(
        grace > needs.toSeconds(), workload + " has " + grace + " s to end, it may take " + needs);
  }

  private static long number(String file, String pattern) {
    Matcher found = Pattern.compile(pattern).matcher(Repository.text(file));
    assertTrue(found.find(), file + " has no " + pattern);
    return Long.parseLong(found.group(1));
  }
}
