package chat.deploy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import chat.proto.PushRoutes;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import io.fabric8.kubernetes.api.model.autoscaling.v2.HorizontalPodAutoscaler;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** How many pods there may be. */
class ScaleTest {
  private static final Manifests SCALE = Manifests.files("overlays/production/scale.yaml");
  private static final Manifests MANIFESTS = Manifests.fileByFile();
  private static final int CANARIES = 1;

  /** Those that still say goodbye while an update has gone on to the next ones count, too. */
  @Test
  void thereIsAPartitionForEveryGateway() {
    var gateway = MANIFESTS.one(Deployment.class, "chat-gateway").getSpec();
    long grace = gateway.getTemplate().getSpec().getTerminationGracePeriodSeconds();
    long leaving = Math.ceilDiv(grace, gateway.getMinReadySeconds());
    int surge = gateway.getStrategy().getRollingUpdate().getMaxSurge().getIntVal();
    int most = scaler("chat-gateway").getSpec().getMaxReplicas();
    assertEquals(PushRoutes.PARTITIONS, most + surge + leaving + CANARIES);
  }

  @Test
  void gatewaysAreScaledByAMetricThatTheyHave() {
    Map<String, String> metrics =
        scaler("chat-gateway").getSpec().getMetrics().stream()
            .collect(
                Collectors.toMap(
                    metric -> metric.getType(),
                    metric ->
                        metric.getType().equals("Pods")
                            ? metric.getPods().getMetric().getName()
                            : metric.getResource().getName()));
    assertEquals("cpu", metrics.get("Resource"));
    assertTrue(
        Repository.text("ops/METRICS.md").contains("| `" + metrics.get("Pods") + "` | gauge |"));
    assertTrue(Repository.text("ops/OPERATIONS.md").contains(metrics.get("Pods")));
  }

  /** Each that goes sends people away. */
  @Test
  void gatewaysAreScaledDownSlowly() {
    var down = scaler("chat-gateway").getSpec().getBehavior().getScaleDown();
    assertTrue(down.getStabilizationWindowSeconds() >= 900);
    assertEquals(1, down.getPolicies().size());
    var policy = down.getPolicies().getFirst();
    assertEquals("Pods", policy.getType());
    assertEquals(1, policy.getValue());
    long grace =
        MANIFESTS
            .one(Deployment.class, "chat-gateway")
            .getSpec()
            .getTemplate()
            .getSpec()
            .getTerminationGracePeriodSeconds();
    assertTrue(policy.getPeriodSeconds() > grace);
  }

  /** Connections of the small overlay's services, with one pod more of each during an update. */
  @Test
  void mariadbTakesAllConnections() {
    String allowed =
        Workload.of(MANIFESTS.one(StatefulSet.class, "chat-mariadb"))
            .orElseThrow()
            .container()
            .getArgs()
            .stream()
            .filter(argument -> argument.startsWith("--max-connections="))
            .findFirst()
            .orElseThrow();
    int pool =
        Integer.parseInt(
            MANIFESTS
                .one(ConfigMap.class, "chat-database")
                .getData()
                .getOrDefault("DB_POOL", Program.USER.settings().get("DB_POOL")));
    int pods =
        MANIFESTS
            .of(Deployment.class)
            .filter(one -> !one.getMetadata().getName().equals("chat-gateway"))
            .mapToInt(one -> one.getSpec().getReplicas() + 1)
            .sum();
    assertTrue(
        Integer.parseInt(allowed.substring(allowed.indexOf('=') + 1)) > pods * pool,
        allowed + " for " + pods);
  }

  private static HorizontalPodAutoscaler scaler(String name) {
    return SCALE.one(HorizontalPodAutoscaler.class, name);
  }
}
