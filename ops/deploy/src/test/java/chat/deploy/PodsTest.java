package chat.deploy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.ContainerPort;
import io.fabric8.kubernetes.api.model.EnvVar;
import io.fabric8.kubernetes.api.model.Namespace;
import io.fabric8.kubernetes.api.model.Volume;
import io.fabric8.kubernetes.api.model.VolumeMount;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import io.fabric8.kubernetes.api.model.policy.v1.PodDisruptionBudget;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/**
 * The pods, file by file, against what the programs in them are. Overlays: {@link OverlaysTest}.
 */
class PodsTest {
  private static final Manifests MANIFESTS = Manifests.fileByFile();

  /** What every program that reads it must be given. */
  private static final Set<String> SECRETS = Set.of("JWT_SECRET", "DB_PASS", "REDIS_URL");

  @Test
  void everyProgramIsThere() {
    assertEquals(
        Set.of(Program.values()),
        MANIFESTS.workloads().stream()
            .flatMap(workload -> workload.program().stream())
            .collect(Collectors.toSet()));
  }

  @Test
  void theNamespaceTakesOnlyRestrictedPods() {
    Map<String, String> labels = MANIFESTS.one(Namespace.class, "chat").getMetadata().getLabels();
    assertEquals("restricted", labels.get("pod-security.kubernetes.io/enforce"));
  }

  @Test
  void everyPodIsRestricted() {
    for (Workload workload : MANIFESTS.workloads()) {
      requireRestricted(workload);
    }
  }

  /** What the Pod Security Standard "restricted" asks for, and no token of the API server. */
  static void requireRestricted(Workload workload) {
    String who = workload.toString();
    var pod = workload.pod();
    assertEquals(false, pod.getAutomountServiceAccountToken(), who);
    assertEquals(false, pod.getEnableServiceLinks(), who);
    assertTrue(pod.getSecurityContext().getRunAsNonRoot(), who);
    assertEquals("RuntimeDefault", pod.getSecurityContext().getSeccompProfile().getType(), who);
    var container = workload.container().getSecurityContext();
    assertFalse(container.getAllowPrivilegeEscalation(), who);
    assertEquals(List.of("ALL"), container.getCapabilities().getDrop(), who);
    assertEquals(List.of(), container.getCapabilities().getAdd(), who);
    if (workload.program().isPresent()) {
      assertTrue(container.getReadOnlyRootFilesystem(), who);
      assertEquals(10_001, pod.getSecurityContext().getRunAsUser(), who);
    }
    for (Volume volume : pod.getVolumes()) {
      assertTrue(
          volume.getEmptyDir() != null || volume.getSecret() != null,
          who + ": " + volume.getName());
    }
  }

  @Test
  void everyContainerSaysWhatItNeeds() {
    for (Workload workload : MANIFESTS.workloads()) {
      var resources = workload.container().getResources();
      assertEquals(Set.of("cpu", "memory"), resources.getRequests().keySet(), workload.toString());
      assertTrue(resources.getLimits().containsKey("memory"), workload.toString());
    }
  }

  @Test
  void variablesAreSettingsOfTheProgram() {
    for (Workload workload : MANIFESTS.workloads()) {
      workload.program().ifPresent(program -> requireSettings(MANIFESTS, workload, program));
    }
  }

  /** Every variable means something to the program, and each is given once. */
  static void requireSettings(Manifests manifests, Workload workload, Program program) {
    Set<String> given = new HashSet<>();
    for (var source : workload.container().getEnvFrom()) {
      ConfigMap map = manifests.one(ConfigMap.class, source.getConfigMapRef().getName());
      for (String name : map.getData().keySet()) {
        assertTrue(given.add(name), workload + " is given twice: " + name);
      }
    }
    for (EnvVar variable : workload.container().getEnv()) {
      assertTrue(
          given.add(variable.getName()), workload + " is given twice: " + variable.getName());
    }
    for (String name : given) {
      assertTrue(program.reads(name), program + " does not know " + name);
    }
    for (String name : SECRETS) {
      assertEquals(
          program.settings().containsKey(name), given.contains(name), program + " and " + name);
    }
  }

  @Test
  void portsAreTheOnesThatAreOpened() {
    for (Workload workload : MANIFESTS.workloads()) {
      workload.program().ifPresent(program -> requirePorts(workload, program));
    }
  }

  /** With the settings' defaults, since no manifest sets a port. */
  static void requirePorts(Workload workload, Program program) {
    Map<String, String> names = new HashMap<>();
    program.ports().keySet().forEach(setting -> names.put(portName(setting), setting));
    for (ContainerPort port : workload.container().getPorts()) {
      String setting = names.get(port.getName());
      assertEquals(program.ports().get(setting), port.getContainerPort(), workload + " " + setting);
    }
  }

  private static String portName(String setting) {
    return switch (setting) {
      case "METRICS_PORT", "USER_HTTP_PORT", "SOCIAL_HTTP_PORT", "MESSAGE_HTTP_PORT" -> "probes";
      case "USER_GRPC_PORT", "SOCIAL_GRPC_PORT", "MESSAGE_GRPC_PORT" -> "grpc";
      case "TCP_PORT" -> "tcp";
      case "HTTP_PORT" -> "http";
      case "TLS_TCP_PORT" -> "tls-tcp";
      case "TLS_HTTP_PORT" -> "tls-http";
      case "CONTROL_PORT" -> "not opened to others";
      default -> throw new AssertionError("a port that is new: " + setting);
    };
  }

  @Test
  void probesAreTheOnesThatAreAnswered() {
    for (Workload workload : MANIFESTS.workloads()) {
      workload
          .program()
          .filter(program -> program != Program.MIGRATION)
          .ifPresent(program -> requireProbes(workload, program));
    }
  }

  static void requireProbes(Workload workload, Program program) {
    var container = workload.container();
    Map.of(
            Program.Probe.STARTED, container.getStartupProbe(),
            Program.Probe.LIVE, container.getLivenessProbe(),
            Program.Probe.READY, container.getReadinessProbe())
        .forEach(
            (probe, asked) -> {
              assertEquals(program.probes().get(probe), asked.getHttpGet().getPath());
              String port = asked.getHttpGet().getPort().getStrVal();
              assertEquals(program.ports().get(program.probePort()), workload.port(port));
            });
    var startup = container.getStartupProbe();
    int patience = startup.getPeriodSeconds() * startup.getFailureThreshold();
    assertTrue(patience >= 120, workload + " may start for only " + patience + " s");
  }

  @Test
  void volumesAreMountedAndThere() {
    for (Workload workload : MANIFESTS.workloads()) {
      Set<String> mounted =
          workload.container().getVolumeMounts().stream()
              .map(VolumeMount::getName)
              .collect(Collectors.toSet());
      Set<String> there =
          workload.pod().getVolumes().stream().map(Volume::getName).collect(Collectors.toSet());
      if (workload.object() instanceof StatefulSet set) {
        set.getSpec()
            .getVolumeClaimTemplates()
            .forEach(claim -> there.add(claim.getMetadata().getName()));
      }
      assertEquals(there, mounted, workload.toString());
    }
  }

  @Test
  void anUpdateTakesNobodyAwayBeforeTheNextIsThere() {
    List<Deployment> deployments = MANIFESTS.of(Deployment.class).toList();
    assertEquals(4, deployments.size());
    for (Deployment deployment : deployments) {
      String name = deployment.getMetadata().getName();
      var strategy = deployment.getSpec().getStrategy();
      assertEquals("RollingUpdate", strategy.getType(), name);
      assertEquals(0, strategy.getRollingUpdate().getMaxUnavailable().getIntVal(), name);
      assertEquals(1, strategy.getRollingUpdate().getMaxSurge().getIntVal(), name);
      assertTrue(deployment.getSpec().getMinReadySeconds() >= 10, name);
      var budget = MANIFESTS.one(PodDisruptionBudget.class, name).getSpec();
      assertEquals(1, budget.getMaxUnavailable().getIntVal(), name);
      var pod = deployment.getSpec().getTemplate();
      assertTrue(
          pod.getMetadata()
              .getLabels()
              .entrySet()
              .containsAll(budget.getSelector().getMatchLabels().entrySet()),
          name);
      var spec = pod.getSpec();
      var spread = spec.getTopologySpreadConstraints();
      assertEquals("topology.kubernetes.io/zone", spread.getFirst().getTopologyKey(), name);
      var apart =
          spec.getAffinity()
              .getPodAntiAffinity()
              .getPreferredDuringSchedulingIgnoredDuringExecution();
      assertEquals(
          "kubernetes.io/hostname", apart.getFirst().getPodAffinityTerm().getTopologyKey(), name);
    }
  }
}
