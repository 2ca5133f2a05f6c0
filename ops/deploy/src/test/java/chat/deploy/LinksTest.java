package chat.deploy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.ServiceAccount;
import io.fabric8.kubernetes.api.model.ServicePort;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import io.fabric8.kubernetes.api.model.networking.v1.Ingress;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicy;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What one object says of another one, file by file: that it is there, and fits. */
class LinksTest {
  private static final Manifests MANIFESTS = Manifests.fileByFile();

  @Test
  void servicesFindPodsAndTheirPorts() {
    List<Service> services = MANIFESTS.of(Service.class).toList();
    assertEquals(8, services.size());
    for (Service service : services) {
      List<Workload> found = found(service);
      assertEquals(1, found.size(), service.getMetadata().getName());
      for (ServicePort port : service.getSpec().getPorts()) {
        assertEquals(
            port.getPort(),
            found.getFirst().port(port.getTargetPort().getStrVal()),
            service.getMetadata().getName());
      }
    }
  }

  private static List<Workload> found(Service service) {
    return MANIFESTS.workloads().stream()
        .filter(
            workload ->
                workload
                    .labels()
                    .entrySet()
                    .containsAll(service.getSpec().getSelector().entrySet()))
        .toList();
  }

  @Test
  void selectorsAreLabelsOfTheOwnPods() {
    for (Workload workload : MANIFESTS.workloads()) {
      Map<String, String> selector =
          switch (workload.object()) {
            case Deployment it -> it.getSpec().getSelector().getMatchLabels();
            case StatefulSet it -> it.getSpec().getSelector().getMatchLabels();
            default -> Map.of();
          };
      assertTrue(workload.labels().entrySet().containsAll(selector.entrySet()), "" + workload);
    }
  }

  @Test
  void servicesOfStatefulSetsAndOfGrpcAreHeadless() {
    Stream<String> names =
        Stream.concat(
            MANIFESTS.of(StatefulSet.class).map(set -> set.getSpec().getServiceName()),
            Stream.of(Program.USER, Program.SOCIAL, Program.MESSAGE).map(Program::image));
    names.forEach(
        name ->
            assertEquals(
                "None", MANIFESTS.one(Service.class, name).getSpec().getClusterIP(), name));
  }

  @Test
  void accountsAreThereAndGetNoToken() {
    for (Workload workload : MANIFESTS.workloads()) {
      var account = MANIFESTS.one(ServiceAccount.class, workload.pod().getServiceAccountName());
      assertFalse(account.getAutomountServiceAccountToken(), "" + workload);
    }
  }

  @Test
  void settingsNameServicesThatAreThere() {
    Map<String, String> gateway = MANIFESTS.one(ConfigMap.class, "chat-gateway").getData();
    for (Program service : List.of(Program.USER, Program.SOCIAL, Program.MESSAGE)) {
      requireService(gateway.get("SERVICE_" + service.name()), service.name());
    }
    requireService(
        MANIFESTS.one(ConfigMap.class, "chat-common").getData().get("KAFKA_BROKERS"), "kafka");
    Map<String, String> database = MANIFESTS.one(ConfigMap.class, "chat-database").getData();
    requireService(database.get("DB_HOST") + ":" + database.get("DB_PORT"), "mariadb");
  }

  private static void requireService(String address, String what) {
    String[] parts = address.split(":", 2);
    List<Integer> ports =
        MANIFESTS.one(Service.class, parts[0]).getSpec().getPorts().stream()
            .map(ServicePort::getPort)
            .toList();
    assertTrue(ports.contains(Integer.valueOf(parts[1])), what + " is not at " + address);
  }

  @Test
  void theIngressHoldsWebSocketsLongerThanTheGatewayDoes() {
    Ingress ingress = MANIFESTS.of(Ingress.class).findFirst().orElseThrow();
    var backend =
        ingress.getSpec().getRules().getFirst().getHttp().getPaths().getFirst().getBackend();
    var service = MANIFESTS.one(Service.class, backend.getService().getName());
    assertTrue(
        service.getSpec().getPorts().stream()
            .anyMatch(port -> port.getName().equals(backend.getService().getPort().getName())));
    Duration silence = Duration.parse(Program.GATEWAY.settings().get("WEB_SOCKET_TIMEOUT"));
    for (String way : List.of("read", "send")) {
      String seconds =
          ingress
              .getMetadata()
              .getAnnotations()
              .get("nginx.ingress.kubernetes.io/proxy-" + way + "-timeout");
      assertTrue(Long.parseLong(seconds) > silence.toSeconds(), way);
    }
  }

  @Test
  void nothingIsOpenThatIsNotSaidToBe() {
    NetworkPolicy nothing = MANIFESTS.one(NetworkPolicy.class, "chat-nothing");
    assertEquals(Map.of(), nothing.getSpec().getPodSelector().getMatchLabels());
    assertEquals(List.of("Ingress", "Egress"), nothing.getSpec().getPolicyTypes());
    assertEquals(List.of(), nothing.getSpec().getIngress());
    assertEquals(List.of(), nothing.getSpec().getEgress());
  }

  /** A pod may be reached at all its ports, by somebody, and at no other. */
  @Test
  void portsThatAreOpenedMayBeReached() {
    for (Workload workload : MANIFESTS.workloads()) {
      Set<Integer> own =
          workload.container().getPorts().stream()
              .map(port -> port.getContainerPort())
              .collect(Collectors.toSet());
      Set<Integer> open =
          policies(workload)
              .flatMap(policy -> policy.getSpec().getIngress().stream())
              .flatMap(rule -> rule.getPorts().stream())
              .map(port -> port.getPort().getIntVal())
              .collect(Collectors.toSet());
      assertTrue(open.containsAll(own), workload + " may not be reached at all of " + own);
    }
  }

  /** Whoever has an address of something may go there. */
  @Test
  void addressesThatAreGivenMayBeReached() {
    Map<Program, Set<Integer>> needs =
        Map.of(
            Program.GATEWAY, Set.of(60051, 60052, 60053, 6379, 9092),
            Program.USER, Set.of(3306, 6379, 9092),
            Program.SOCIAL, Set.of(3306, 6379, 9092),
            Program.MESSAGE, Set.of(3306, 6379, 9092),
            Program.MIGRATION, Set.of(3306));
    for (Workload workload : MANIFESTS.workloads()) {
      Set<Integer> open =
          policies(workload)
              .flatMap(policy -> policy.getSpec().getEgress().stream())
              .flatMap(rule -> rule.getPorts().stream())
              .map(port -> port.getPort().getIntVal())
              .collect(Collectors.toSet());
      assertTrue(open.contains(53), workload + " may ask no name server");
      workload
          .program()
          .ifPresent(
              program ->
                  assertTrue(open.containsAll(needs.get(program)), program + " reaches " + open));
    }
  }

  private static Stream<NetworkPolicy> policies(Workload workload) {
    return MANIFESTS
        .of(NetworkPolicy.class)
        .filter(
            policy ->
                workload
                    .labels()
                    .entrySet()
                    .containsAll(policy.getSpec().getPodSelector().getMatchLabels().entrySet()));
  }
}
