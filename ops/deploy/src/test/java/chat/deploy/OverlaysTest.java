package chat.deploy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import io.fabric8.kubernetes.api.model.autoscaling.v2.HorizontalPodAutoscaler;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.openshift.api.model.monitoring.v1.ServiceMonitor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What kustomize makes of base, overlays and components. */
class OverlaysTest {
  private static final String SMALL = "overlays/small";
  private static final String PRODUCTION = "overlays/production";
  private static final String CANARY = "overlays/canary";

  @ParameterizedTest
  @ValueSource(strings = {"base", SMALL, PRODUCTION, CANARY})
  void isBuiltOfPodsThatFitTheirPrograms(String directory) throws Exception {
    Manifests built = Kustomize.build(directory);
    for (Workload workload : built.workloads()) {
      PodsTest.requireRestricted(workload);
      workload
          .program()
          .ifPresent(
              program -> {
                PodsTest.requireSettings(built, workload, program);
                PodsTest.requirePorts(workload, program);
                if (program != Program.MIGRATION) {
                  PodsTest.requireProbes(workload, program);
                }
              });
    }
  }

  @Test
  void theBaseIsWhatIsAppliedFileByFile() throws Exception {
    Manifests files =
        Manifests.files("namespace.yaml", "configmap.yaml", "services.yaml", "gateway.yaml");
    Map<String, HasMetadata> expected = byName(files);
    Map<String, HasMetadata> built = byName(withPlainNames(Kustomize.build("base")));
    assertEquals(expected.keySet(), built.keySet());
    expected.forEach((name, object) -> assertEquals(object, built.get(name), name));
  }

  /** Without the hash that kustomize puts behind the names of ConfigMaps. */
  private static Manifests withPlainNames(Manifests built) {
    built
        .workloads()
        .forEach(
            workload ->
                workload
                    .container()
                    .getEnvFrom()
                    .forEach(
                        from ->
                            from.getConfigMapRef()
                                .setName(plain(from.getConfigMapRef().getName()))));
    built
        .of(ConfigMap.class)
        .forEach(map -> map.getMetadata().setName(plain(map.getMetadata().getName())));
    return built;
  }

  private static String plain(String name) {
    return name.substring(0, name.lastIndexOf('-'));
  }

  private static Map<String, HasMetadata> byName(Manifests manifests) {
    return manifests.all().stream()
        .collect(
            Collectors.toMap(
                object -> object.getKind() + " " + object.getMetadata().getName(),
                object -> object,
                (one, other) -> {
                  throw new AssertionError("there twice: " + one);
                },
                TreeMap::new));
  }

  @ParameterizedTest
  @ValueSource(strings = {SMALL, PRODUCTION, CANARY})
  void aChangedSettingRollsThePods(String directory, @TempDir Path copy) throws Exception {
    copy(copy);
    Manifests before = Kustomize.build(copy.resolve(directory));
    Path settings = copy.resolve("base/settings/gateway.env");
    Files.writeString(settings, Files.readString(settings) + "MAX_FRAME_BYTES=32768\n");
    Manifests after = Kustomize.build(copy.resolve(directory));
    String gateway = directory.equals(CANARY) ? "chat-gateway-canary" : "chat-gateway";
    assertNotEquals(template(before, gateway), template(after, gateway));
    if (!directory.equals(CANARY)) {
      assertEquals(template(before, "chat-user-service"), template(after, "chat-user-service"));
    }
  }

  private static Object template(Manifests built, String deployment) {
    return built.one(Deployment.class, deployment).getSpec().getTemplate();
  }

  @ParameterizedTest
  @ValueSource(strings = {SMALL, PRODUCTION})
  void aNewVersionIsANewMigration(String directory, @TempDir Path copy) throws Exception {
    copy(copy);
    Path overlay = copy.resolve(directory + "/kustomization.yaml");
    Files.writeString(overlay, Files.readString(overlay).replace("newTag: 0.1.0", "newTag: 7.8.9"));
    Manifests built = Kustomize.build(copy.resolve(directory));
    assertEquals(
        "chat-migration-7.8.9",
        built.of(Job.class).findFirst().orElseThrow().getMetadata().getName());
    for (Workload workload : built.workloads()) {
      if (workload.program().isPresent()) {
        assertEquals("7.8.9", workload.tag(), "" + workload);
      }
    }
  }

  @Test
  void theVersionIsThisOne() {
    String version =
        Repository.text("pom.xml").replaceAll("(?s).*?<version>([^<]+)</version>.*", "$1");
    String release = version.replace("-SNAPSHOT", "");
    Manifests files = Manifests.fileByFile();
    for (Workload workload : files.workloads()) {
      if (workload.program().isPresent()) {
        assertEquals(release, workload.tag(), "" + workload);
      }
    }
    assertEquals(
        "chat-migration-" + release,
        files.of(Job.class).findFirst().orElseThrow().getMetadata().getName());
  }

  @Test
  void theSmallOneHasOneOfEachAndAllThatTheyNeed() throws Exception {
    Manifests built = Kustomize.build(SMALL);
    built
        .of(Deployment.class)
        .forEach(deployment -> assertEquals(1, deployment.getSpec().getReplicas()));
    assertEquals(
        Set.of("chat-mariadb", "chat-kafka", "chat-redis"),
        built
            .of(StatefulSet.class)
            .map(set -> set.getMetadata().getName())
            .collect(Collectors.toSet()));
    String mariadb = version("mariadb-server");
    String family = mariadb.substring(0, mariadb.lastIndexOf('.') + 1);
    assertTrue(tag(built, "chat-mariadb").startsWith(family), "tested with " + mariadb);
    assertEquals(version("kafka"), tag(built, "chat-kafka"));
  }

  private static String version(String name) {
    return Repository.text("pom.xml").replaceAll("(?s).*<version." + name + ">([^<]+)<.*", "$1");
  }

  private static String tag(Manifests built, String name) {
    return Workload.of(built.one(StatefulSet.class, name)).orElseThrow().tag();
  }

  @Test
  void theProductionIsWatched() throws Exception {
    Manifests built = Kustomize.build(PRODUCTION);
    Set<String> jobs =
        built
            .of(ServiceMonitor.class)
            .map(
                monitor -> {
                  var endpoint = monitor.getSpec().getEndpoints().getFirst();
                  Service service = built.one(Service.class, monitor.getMetadata().getName());
                  assertTrue(
                      service
                          .getMetadata()
                          .getLabels()
                          .entrySet()
                          .containsAll(
                              monitor.getSpec().getSelector().getMatchLabels().entrySet()));
                  assertTrue(
                      service.getSpec().getPorts().stream()
                          .anyMatch(port -> port.getName().equals(endpoint.getPort())));
                  return endpoint.getRelabelings().getFirst().getReplacement();
                })
            .collect(Collectors.toSet());
    String rules =
        Repository.files("ops/prometheus/rules", ".yml").stream()
            .map(Repository::text)
            .collect(Collectors.joining());
    assertEquals(Set.of("gateway", "user-service", "social-service", "message-service"), jobs);
    jobs.forEach(job -> assertTrue(rules.contains(job), "no rule knows the job " + job));
  }

  @Test
  void theProductionHasNoPlainTcpOutside() throws Exception {
    Service tcp = Kustomize.build(PRODUCTION).one(Service.class, "chat-gateway-tcp");
    assertEquals(1, tcp.getSpec().getPorts().size());
    assertEquals(
        Program.GATEWAY.ports().get("TLS_TCP_PORT"), tcp.getSpec().getPorts().getFirst().getPort());
  }

  @Test
  void theCanaryIsProductionsGatewayUnderAnotherName() throws Exception {
    Manifests canary = Kustomize.build(CANARY);
    Manifests production = Kustomize.build(PRODUCTION);
    assertEquals(
        Set.of("ConfigMap", "Deployment"),
        canary.all().stream().map(HasMetadata::getKind).collect(Collectors.toSet()));
    canary
        .of(ConfigMap.class)
        .forEach(
            map -> assertEquals(production.one(ConfigMap.class, map.getMetadata().getName()), map));
    Deployment beside = canary.one(Deployment.class, "chat-gateway-canary");
    Deployment stable = production.one(Deployment.class, "chat-gateway");
    assertNotEquals(
        stable.getSpec().getSelector(),
        beside.getSpec().getSelector(),
        "each would take the other's pods");
    Map<String, String> clients =
        production.one(Service.class, "chat-gateway").getSpec().getSelector();
    assertTrue(
        beside
            .getSpec()
            .getTemplate()
            .getMetadata()
            .getLabels()
            .entrySet()
            .containsAll(clients.entrySet()),
        "no client would come to it");
    String image = beside.getSpec().getTemplate().getSpec().getContainers().getFirst().getImage();
    assertFalse(image.equals(Workload.of(stable).orElseThrow().container().getImage()), image);
    beside.getSpec().getTemplate().getSpec().getContainers().getFirst().setImage("");
    stable.getSpec().getTemplate().getSpec().getContainers().getFirst().setImage("");
    assertEquals(
        stable.getSpec().getTemplate().getSpec(), beside.getSpec().getTemplate().getSpec());
  }

  @Test
  void whatIsScaledByLoadHasNoNumberOfPods() throws Exception {
    Manifests production = Kustomize.build(PRODUCTION);
    assertEquals(4, production.of(HorizontalPodAutoscaler.class).count());
    production
        .of(HorizontalPodAutoscaler.class)
        .map(scaler -> scaler.getSpec().getScaleTargetRef().getName())
        .forEach(
            name ->
                assertNull(production.one(Deployment.class, name).getSpec().getReplicas(), name));
  }

  private static void copy(Path target) throws IOException {
    Path source = Repository.TOP.resolve(Manifests.DIRECTORY);
    try (Stream<Path> all = Files.walk(source)) {
      for (Path path : all.toList()) {
        Path copy = target.resolve(source.relativize(path).toString());
        if (Files.isDirectory(path)) {
          Files.createDirectories(copy);
        } else {
          Files.copy(path, copy);
        }
      }
    }
  }
}
