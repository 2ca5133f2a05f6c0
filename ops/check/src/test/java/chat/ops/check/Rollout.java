package chat.ops.check;

import chat.ops.check.client.Crowd;
import chat.ops.check.client.Gateway;
import chat.ops.check.fault.Door;
import chat.ops.check.fault.Fault;
import chat.ops.check.fault.FaultReport;
import chat.ops.check.fault.HeadlessName;
import chat.ops.check.judge.Judge;
import chat.ops.local.LocalStack;
import chat.ops.local.Ports;
import chat.ops.local.Service;
import chat.ops.local.StackFailure;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * A rollout as Kubernetes does it with maxSurge 1 and maxUnavailable 0, on processes: the next pod
 * starts and gets ready, then the old one is deleted. From then on, it is taken out of the
 * addresses, with some delay; after preStop it gets SIGTERM, after the grace SIGKILL. Nobody told
 * it anything before SIGTERM. One gateway first, then one message service, each the only one of its
 * kind until the next is there.
 */
final class Rollout {
  private static final Duration CALM = Duration.ofSeconds(3);

  /** How much later than the deletion new connections stop, at places far from the API server. */
  private static final Duration NEWS = Duration.ofSeconds(2);

  private static final Duration EVERYBODY_BACK = Duration.ofSeconds(60);
  private static final int UNAVAILABLE = 503;

  private final CheckStack stack;
  private final LocalStack processes;
  private final Report report;
  private final PodEnd gatewayEnd;
  private final PodEnd serviceEnd;
  private final Map<String, Set<Integer>> answers = new ConcurrentHashMap<>();

  Rollout(CheckStack stack, Report report, PodEnd gatewayEnd, PodEnd serviceEnd) {
    this.stack = stack;
    this.processes = stack.processes();
    this.report = report;
    this.gatewayEnd = gatewayEnd;
    this.serviceEnd = serviceEnd;
  }

  /** Runs, prints what came of it, and leaves the system as it was. */
  Outcome run(Run run, String name, Crowd.Size size, Path nameServer) throws InterruptedException {
    Ports ports = processes.ports();
    int first = ports.grpc(Service.MESSAGE, 1);
    int second = ports.grpc(Service.MESSAGE, 2);
    try (var door = new Door();
        var names =
            new HeadlessName("chat-message-service", first, nameServer, List.of(first, second))) {
      processes.stop("gateway-2");
      processes.stop("message-2");
      names.answer(List.of(0));
      processes.restart(List.of("gateway-1"), names.settings("SERVICE_MESSAGE"));
      List<Gateway> gateways = stack.gatewaysThemselves();
      door.leadTo(gateways.subList(0, 1));
      List<Gateway> clients = List.of(door.address());
      var crowd = new Crowd(size, clients, run.seed());
      Outcome outcome =
          run.on(
              stack,
              clients,
              name,
              crowd,
              Judge.rollingPromises(stack.shape().maxComeBack()),
              () -> rollOut(door, names, gateways, crowd));
      report.print(outcome);
      report.printRestarts(outcome);
      return outcome;
    } finally {
      processes.restart(List.of("message", "message-2"), Map.of());
      processes.restart(List.of("gateway-1", "gateway-2"), Map.of());
    }
  }

  /** Whether a part said, while it ended, that it was not ready. */
  boolean saidThatItLeaves(String part) {
    return answers.getOrDefault(part, Set.of()).contains(UNAVAILABLE);
  }

  private List<FaultReport> rollOut(
      Door door, HeadlessName names, List<Gateway> gateways, Crowd crowd)
      throws InterruptedException {
    long begun = System.nanoTime();
    Thread.sleep(CALM);
    FaultReport gateway =
        replace(
            "gateway-1",
            () -> {
              processes.restart(List.of("gateway-2"), names.settings("SERVICE_MESSAGE"));
              door.leadTo(gateways);
            },
            () -> door.leadTo(gateways.subList(1, 2)),
            processes.ports().gateway(1).probes(),
            gatewayEnd,
            crowd);
    report.print(gateway, begun);
    FaultReport service =
        replace(
            "message",
            () -> {
              processes.restart("message-2");
              names.answer(List.of(0, 1));
            },
            () -> names.answer(List.of(1)),
            processes.ports().http(Service.MESSAGE),
            serviceEnd,
            crowd);
    report.print(service, begun);
    return List.of(gateway, service);
  }

  /** Something that takes its time. */
  @FunctionalInterface
  private interface Step {
    void run() throws InterruptedException;
  }

  private FaultReport replace(
      String part, Step surge, Step leave, int probes, PodEnd end, Crowd crowd)
      throws InterruptedException {
    var fault = new Fault(Fault.Kind.RESTART, part, Duration.ZERO);
    long start = System.nanoTime();
    try {
      surge.run();
    } catch (StackFailure e) {
      return new FaultReport(fault, start, start, System.nanoTime(), e.getMessage());
    }
    Thread.sleep(CALM);
    Thread.sleep(NEWS);
    leave.run();
    Thread.sleep(end.preStop().minus(NEWS));
    Thread asking = Thread.ofPlatform().daemon().start(() -> ask(part, probes));
    boolean ended = processes.stop(part, end.afterSignal());
    asking.interrupt();
    long gone = System.nanoTime();
    boolean back = crowd.awaitAll(EVERYBODY_BACK);
    Thread.sleep(CALM);
    String trouble = ended ? (back ? "" : "not everybody is back") : "had to be killed";
    return new FaultReport(fault, start, gone, System.nanoTime(), trouble);
  }

  /** Writes down what readiness says until nobody answers. */
  private void ask(String part, int port) {
    Set<Integer> heard = answers.computeIfAbsent(part, _ -> ConcurrentHashMap.newKeySet());
    var request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/health/ready"))
            .timeout(Duration.ofSeconds(1))
            .build();
    try (var client = HttpClient.newHttpClient()) {
      while (true) {
        heard.add(client.send(request, HttpResponse.BodyHandlers.discarding()).statusCode());
        Thread.sleep(20);
      }
    } catch (IOException e) {
      // It has gone.
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
