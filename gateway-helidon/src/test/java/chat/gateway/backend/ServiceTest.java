package chat.gateway.backend;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import chat.gateway.session.RequestFailed;
import chat.gateway.trace.Tracing;
import chat.proto.ErrorCode;
import chat.proto.social.CreateGroupRequest;
import chat.proto.social.ListFriendsReply;
import chat.proto.social.ListFriendsRequest;
import chat.proto.social.SocialServiceGrpc;
import chat.trace.TraceNames;
import io.grpc.Status;
import io.opentelemetry.api.common.Attributes;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class ServiceTest {
  private final List<SocialServer> servers =
      List.of(new SocialServer(), new SocialServer(), new SocialServer());
  private final Instances instances =
      new Instances("social", Backend::channel, Duration.ofMillis(300));
  private final Service service =
      new Service("social", instances, new CallSettings(Duration.ofSeconds(10), 100, 100));

  @AfterEach
  void close() {
    instances.close();
    servers.forEach(SocialServer::close);
  }

  @Test
  void callsTakeTurns() {
    know(0, 1, 2);
    call(30);
    servers.forEach(server -> assertEquals(10, server.calls()));
  }

  @Test
  void aCallSaysForWhichConnectionItIs() {
    know(0);
    call(1);
    assertEquals(Optional.empty(), servers.get(0).connectionOfLastCall());
    Attributes connection = Attributes.builder().put(TraceNames.CONNECTION, 12).build();
    Tracing.off()
        .request("login", () -> connection, Optional.empty(), System.nanoTime())
        .run(() -> call(1));
    assertEquals(Optional.of("12"), servers.get(0).connectionOfLastCall());
  }

  @Test
  void everyInstanceHasOneConnectionHoweverManyCalls() {
    know(0, 1);
    call(50);
    assertEquals(1, servers.get(0).connections());
    assertEquals(1, servers.get(1).connections());
  }

  @Test
  void anInstanceThatFailsIsEjectedAndComesBackByItself() {
    know(0, 1);
    servers.get(0).failWith(Status.INTERNAL);
    int failed = 0;
    for (int i = 0; i < 40; i++) {
      failed += fails() ? 1 : 0;
    }
    assertEquals(Instance.CALLS_LOOKED_AT, failed, "so many calls until it is ejected");

    servers.get(0).failWith(Status.OK);
    int before = servers.get(0).calls();
    await()
        .until(
            () -> {
              instances.check();
              call(2);
              return servers.get(0).calls() > before;
            });
    assertTrue(servers.get(0).probes() > 0, "asked for its health before");
  }

  @Test
  void anInstanceThatIsNotWellStaysEjected() {
    know(0, 1);
    servers.get(0).failWith(Status.UNAVAILABLE);
    servers.get(0).isWell(false);
    for (int i = 0; i < 40; i++) {
      fails();
    }
    int before = servers.get(0).calls();
    await()
        .until(
            () -> {
              instances.check();
              return servers.get(0).probes() >= 2;
            });
    call(10);
    assertEquals(before, servers.get(0).calls());
  }

  @Test
  void whatIsTheCallersFaultEjectsNobody() {
    know(0);
    servers.get(0).failWith(Status.UNAUTHENTICATED);
    for (int i = 0; i < 10; i++) {
      assertEquals(ErrorCode.FORBIDDEN, assertThrows(RequestFailed.class, this::call).code());
    }
    servers.get(0).failWith(Status.RESOURCE_EXHAUSTED);
    for (int i = 0; i < 10; i++) {
      assertEquals(ErrorCode.UNAVAILABLE, assertThrows(RequestFailed.class, this::call).code());
    }
    assertEquals(10 + 10 * Repeats.CALLS, servers.get(0).calls());
  }

  @Test
  void withEveryInstanceEjectedTheAnswerComesAtOnce() {
    know(0);
    servers.get(0).failWith(Status.UNAVAILABLE);
    for (int i = 0; i < 20; i++) {
      var e = assertThrows(RequestFailed.class, this::call);
      assertEquals(ErrorCode.UNAVAILABLE, e.code());
    }
    assertEquals(Instance.CALLS_LOOKED_AT, servers.get(0).calls());
  }

  @Test
  void whatMayBeRepeatedIsMadeAgainAtAnotherInstance() {
    know(0, 1);
    servers.get(0).failWith(Status.UNAVAILABLE);
    call(20);
    assertEquals(20, servers.get(1).calls());
    assertTrue(service.repeats() > 0, "counted");
  }

  @Test
  void aStoppedInstanceLeavesTimeForAnother() {
    know(0, 1);
    servers.get(0).hold();
    var hasty = new Service("social", instances, new CallSettings(Duration.ofSeconds(1), 1, 0));
    for (int i = 0; i < 4; i++) {
      assertEquals(0, call(hasty).getErrno());
    }
    assertEquals(4, servers.get(1).calls());
  }

  @Test
  void whatMayNotBeRepeatedIsMadeOnce() {
    know(0, 1);
    servers.forEach(server -> server.failWith(Status.UNAVAILABLE));
    assertEquals(
        ErrorCode.UNAVAILABLE, assertThrows(RequestFailed.class, this::createGroup).code());
    assertEquals(1, servers.stream().mapToInt(SocialServer::calls).sum());
    assertEquals(0, service.repeats());
  }

  @Test
  void whatNeverGotThereIsMadeAgainInAnyCase() {
    var nowhere = new Endpoint("127.0.0.1", 1);
    var instance = new Instance(nowhere, Backend.channel(nowhere), () -> {});
    var call =
        new Call<>(
            SocialServiceGrpc.getCreateGroupMethod(),
            Optional.empty(),
            CreateGroupRequest.getDefaultInstance(),
            Duration.ofSeconds(10));
    assertThrows(Repeats.Again.class, () -> call.makeAt(instance, true));
    instance.close();
  }

  @Test
  void tooManyCallsAreRefusedAtOnce() throws Exception {
    var narrow = new Service("social", instances, new CallSettings(Duration.ofSeconds(10), 1, 2));
    var shown = new ShownMetrics();
    new BackendMetrics(shown.registry()).show(narrow);
    know(0);
    servers.get(0).hold();
    var running = CompletableFuture.supplyAsync(() -> call(narrow), Thread::startVirtualThread);
    servers.get(0).awaitHeld();
    var first = CompletableFuture.supplyAsync(() -> call(narrow), Thread::startVirtualThread);
    var second = CompletableFuture.supplyAsync(() -> call(narrow), Thread::startVirtualThread);
    await().until(() -> narrow.load().waitingQueueSize() == 2);
    for (int i = 0; i < 3; i++) {
      var refused = assertThrows(RequestFailed.class, () -> call(narrow));
      assertEquals(ErrorCode.UNAVAILABLE, refused.code());
      assertTrue(refused.retryAfterMs().isPresent());
    }
    assertEquals(1, shown.gauge("chat_gateway_calls_running", "social"));
    assertEquals(2, shown.gauge("chat_gateway_calls_waiting", "social"));
    assertEquals(3, shown.counter("chat_gateway_calls_refused", "social"));
    servers.get(0).release();
    for (var one : List.of(running, first, second)) {
      assertEquals(0, one.get(10, TimeUnit.SECONDS).getErrno());
    }
  }

  @Test
  void failuresAreCountedUnderTheirNames() {
    var shown = new ShownMetrics();
    new BackendMetrics(shown.registry()).show(service);
    know(0, 1, 2);
    servers.get(0).failWith(Status.UNAVAILABLE);
    call(30);
    assertEquals(3, shown.gauge("chat_gateway_instances", "social"));
    assertEquals(1, shown.gauge("chat_gateway_instances_ejected", "social"));
    know(1, 2);
    assertEquals(2, shown.gauge("chat_gateway_instances", "social"));
    assertEquals(0, shown.gauge("chat_gateway_instances_ejected", "social"));
    assertEquals(1, shown.counter("chat_gateway_ejections", "social"));
    assertEquals(Instance.CALLS_LOOKED_AT, shown.counter("chat_gateway_calls_repeated", "social"));
  }

  @Test
  void anAddressThatCannotBeReachedGetsNoCalls() {
    instances.update(List.of(servers.get(0).endpoint(), new Endpoint("127.0.0.1", 1)));
    awaitReady(1);
    call(20);
    assertEquals(20, servers.get(0).calls());
  }

  @Test
  void anInstanceThatLeavesFinishesItsCallsAndThenLosesItsConnection() throws Exception {
    know(0);
    SocialServer leaving = servers.get(0);
    leaving.hold();
    var answer = CompletableFuture.supplyAsync(this::call);
    leaving.awaitHeld();
    know(1);
    instances.check();
    call(10);
    assertEquals(10, servers.get(1).calls());
    leaving.release();
    assertEquals(0, answer.get(10, TimeUnit.SECONDS).getErrno());
    await()
        .until(
            () -> {
              instances.check();
              return leaving.connections() == 0;
            });
  }

  @Test
  void anInstanceThatStaysKeepsItsConnection() {
    know(0);
    call(1);
    know(0, 1);
    know(0);
    call(10);
    assertEquals(1, servers.get(0).connectionsEver());
  }

  @Test
  void aServiceWithoutInstancesIsAway() {
    assertEquals(ErrorCode.UNAVAILABLE, assertThrows(RequestFailed.class, this::call).code());
    assertEquals(Optional.of("no instance of the social service is known"), service.trouble());
  }

  @Test
  void aServiceIsWellWhileAnInstanceIs() {
    know(0, 1);
    assertEquals(Optional.empty(), service.trouble());
    servers.get(0).close();
    call(10);
    assertEquals(Optional.empty(), service.trouble());
    servers.get(1).close();
    await()
        .until(
            () -> {
              instances.check();
              return service.trouble().isPresent();
            });
    assertTrue(
        service.trouble().orElseThrow().startsWith("the social service cannot be reached"),
        service.trouble()::toString);
  }

  @Test
  void anEjectedInstanceIsNotWell() {
    know(0);
    servers.get(0).failWith(Status.INTERNAL);
    for (int i = 0; i < Instance.CALLS_LOOKED_AT; i++) {
      assertTrue(fails());
    }
    assertEquals(
        Optional.of("the social service cannot be reached: instances 1, of which ejected 1"),
        service.trouble());
  }

  private void know(int... which) {
    instances.update(IntStream.of(which).mapToObj(i -> servers.get(i).endpoint()).toList());
    awaitReady(which.length);
  }

  private void awaitReady(int count) {
    await().until(() -> instances.all().stream().filter(Instance::isReady).count() >= count);
  }

  private void call(int times) {
    for (int i = 0; i < times; i++) {
      assertEquals(0, call().getErrno());
    }
  }

  private boolean fails() {
    try {
      call();
      return false;
    } catch (RequestFailed e) {
      return true;
    }
  }

  private ListFriendsReply call() {
    return call(service);
  }

  private void createGroup() {
    service.call(
        SocialServiceGrpc.getCreateGroupMethod(),
        Optional.empty(),
        CreateGroupRequest.getDefaultInstance());
  }

  private static ListFriendsReply call(Service service) {
    return service.call(
        SocialServiceGrpc.getListFriendsMethod(),
        Optional.empty(),
        ListFriendsRequest.getDefaultInstance());
  }
}
