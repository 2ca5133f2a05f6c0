package chat.gateway.control;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import chat.gateway.dialect.Event;
import chat.gateway.session.ControlRig;
import chat.proto.gateway.AnnounceReply;
import chat.proto.gateway.AnnounceRequest;
import chat.proto.gateway.DrainRequest;
import chat.proto.gateway.GatewayControlGrpc;
import chat.proto.gateway.GatewayControlGrpc.GatewayControlBlockingStub;
import chat.proto.gateway.KickUserRequest;
import chat.proto.gateway.ListSessionsReply;
import chat.proto.gateway.ListSessionsRequest;
import chat.proto.gateway.SessionInfo;
import io.grpc.ManagedChannel;
import io.grpc.ManagedChannelBuilder;
import io.grpc.Metadata;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.reflection.v1.ServerReflectionGrpc;
import io.grpc.reflection.v1.ServerReflectionRequest;
import io.grpc.reflection.v1.ServerReflectionResponse;
import io.grpc.stub.AbstractStub;
import io.grpc.stub.MetadataUtils;
import io.grpc.stub.StreamObserver;
import io.helidon.metrics.api.Counter;
import io.helidon.metrics.api.Metrics;
import io.helidon.metrics.api.Tag;
import java.util.List;
import java.util.OptionalInt;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A real client calls the real server; the sessions are real, their services are not. */
@Timeout(60)
class ControlServerTest extends ControlRig {
  private static final int USER = 7;
  private static final int OTHER = 9;
  private static final Metadata.Key<String> AUTHORIZATION =
      Metadata.Key.of("authorization", Metadata.ASCII_STRING_MARSHALLER);

  private final AtomicInteger drains = new AtomicInteger();
  private final ControlServer server;
  private final ManagedChannel channel;

  ControlServerTest() throws Exception {
    server =
        ControlServer.start(
            new ControlSettings("127.0.0.1", 0),
            tokens(),
            sessions(),
            () -> 10 + drains.incrementAndGet(),
            Metrics.globalRegistry());
    channel = ManagedChannelBuilder.forAddress("127.0.0.1", server.port()).usePlaintext().build();
  }

  @AfterEach
  void closePort() {
    channel.shutdownNow();
    server.close();
  }

  @Test
  void withoutAGoodTokenNothingIsDone() throws Exception {
    var user = logIn(USER);
    String ended = adminToken();
    end(ended);
    assertRefused(Status.Code.UNAUTHENTICATED, GatewayControlGrpc.newBlockingStub(channel));
    for (String token : List.of("", "nonsense", expiredToken(), ended)) {
      assertRefused(Status.Code.UNAUTHENTICATED, with(token));
    }
    assertRefused(Status.Code.PERMISSION_DENIED, with(userToken()));
    assertEquals(0, drains.get());
    assertFalse(user.isClosed());
  }

  @Test
  void aKickedUserIsToldAndClosedOnAllConnectionsAndMayComeBack() throws Exception {
    var one = logIn(USER);
    var two = logIn(USER);
    var other = logIn(OTHER);
    var kicked = admin().kickUser(KickUserRequest.newBuilder().setUserId(USER).build());
    assertEquals(2, kicked.getSessions());
    for (Connection connection : List.of(one, two)) {
      assertEquals(
          notice("An administrator has closed this connection. You may log in again."),
          connection.next());
      connection.awaitClosed();
    }
    assertFalse(other.isClosed());
    assertFalse(logIn(USER).isClosed());
    assertEquals(
        0, admin().kickUser(KickUserRequest.newBuilder().setUserId(1).build()).getSessions());
    assertFails(
        Status.Code.INVALID_ARGUMENT, it -> it.kickUser(KickUserRequest.getDefaultInstance()));
  }

  @Test
  void sessionsAreListedPageByPage() throws Exception {
    connect();
    logIn(USER);
    logIn(OTHER);
    logIn(USER);
    var first = list(ListSessionsRequest.newBuilder().setLimit(3));
    assertEquals(List.of(0, USER, OTHER), userIds(first));
    assertTrue(first.getMore());
    var last =
        list(ListSessionsRequest.newBuilder().setLimit(3).setAfterId(first.getSessions(2).getId()));
    assertEquals(List.of(USER), userIds(last));
    assertFalse(last.getMore());
    var whole = list(ListSessionsRequest.newBuilder().setLimit(4));
    assertFalse(whole.getMore());
    assertEquals(
        List.of(USER, USER), userIds(list(ListSessionsRequest.newBuilder().setUserId(USER))));

    SessionInfo session = last.getSessions(0);
    assertEquals("user 7", session.getUserName());
    assertEquals("numbers", session.getDialect());
    assertEquals("10.0.0.1:1234", session.getRemote());
    assertTrue(session.getOpenMs() >= 0 && session.getOpenMs() < 60_000, session::toString);
    for (int limit : List.of(-1, 501)) {
      assertFails(
          Status.Code.INVALID_ARGUMENT,
          it -> it.listSessions(ListSessionsRequest.newBuilder().setLimit(limit).build()));
    }
  }

  @Test
  void anAnnouncementWaitsForNobody() throws Exception {
    var user = logIn(USER);
    var nobody = connect();
    var slow = logIn(OTHER);
    slow.stopReading();
    // One is on its way to the socket, 16 wait.
    for (int number = 1; number <= 17; number++) {
      announce("text " + number);
      assertEquals(notice("text " + number), user.next());
      assertEquals(notice("text " + number), nobody.next());
      awaitQueued(OTHER, number - 1);
    }
    assertEquals(
        AnnounceReply.newBuilder().setSessionsTold(2).setSessionsSkipped(1).build(),
        announce("the last"));
    assertFalse(slow.isClosed());
    slow.readAgain();
    for (int number = 1; number <= 17; number++) {
      assertEquals(notice("text " + number), slow.next());
    }
    for (String text : List.of("", " \n", "x".repeat(501))) {
      assertFails(Status.Code.INVALID_ARGUMENT, it -> it.announce(request(text)));
    }
    assertEquals(3, announce("\ud83d\ude00".repeat(500)).getSessionsTold());
  }

  @Test
  void aDrainIsAnsweredWithWhoIsLeft() {
    assertEquals(11, admin().drain(DrainRequest.getDefaultInstance()).getSessionsLeft());
    assertEquals(12, admin().drain(DrainRequest.getDefaultInstance()).getSessionsLeft());
  }

  @Test
  void callsAreCountedByMethodAndOutcome() {
    long before = counted("Drain", "ok");
    long refused = counted("Drain", "permission_denied");
    assertEquals(1, admin().drain(DrainRequest.getDefaultInstance()).getSessionsLeft() - 10);
    assertThrows(
        StatusRuntimeException.class,
        () -> with(userToken()).drain(DrainRequest.getDefaultInstance()));
    assertEquals(before + 1, counted("Drain", "ok"));
    assertEquals(refused + 1, counted("Drain", "permission_denied"));
  }

  @Test
  void toolsMayAskWhatCanBeCalled() throws Exception {
    assertTrue(reflect(adminToken()).contains("ListSessions"));
    assertThrows(Exception.class, () -> reflect(userToken()));
  }

  @Test
  void aLargeMessageIsNotTaken() throws Exception {
    assertFails(Status.Code.INVALID_ARGUMENT, it -> it.announce(request("x".repeat(60_000))));
    // Not even read, so that nobody can say what is wrong with it: the stream just ends, and what
    // the client makes of that depends on how far it was with sending.
    var ended =
        assertThrows(
            StatusRuntimeException.class, () -> admin().announce(request("x".repeat(70_000))));
    assertTrue(
        List.of(Status.Code.UNAVAILABLE, Status.Code.INTERNAL)
            .contains(ended.getStatus().getCode()),
        ended::getMessage);
    assertEquals(11, admin().drain(DrainRequest.getDefaultInstance()).getSessionsLeft());
  }

  private void assertRefused(Status.Code code, GatewayControlBlockingStub stub) {
    List<Consumer<GatewayControlBlockingStub>> calls =
        List.of(
            it -> it.listSessions(ListSessionsRequest.getDefaultInstance()),
            it -> it.kickUser(KickUserRequest.newBuilder().setUserId(USER).build()),
            it -> it.drain(DrainRequest.getDefaultInstance()),
            it -> it.announce(request("hello")));
    for (var call : calls) {
      assertEquals(
          code,
          assertThrows(StatusRuntimeException.class, () -> call.accept(patient(stub)))
              .getStatus()
              .getCode());
    }
  }

  private void assertFails(Status.Code code, Consumer<GatewayControlBlockingStub> call) {
    var failure = assertThrows(StatusRuntimeException.class, () -> call.accept(admin()));
    assertEquals(code, failure.getStatus().getCode(), failure::getMessage);
  }

  private GatewayControlBlockingStub admin() {
    return with(adminToken());
  }

  private GatewayControlBlockingStub with(String token) {
    return patient(authorized(GatewayControlGrpc.newBlockingStub(channel), token));
  }

  private static GatewayControlBlockingStub patient(GatewayControlBlockingStub stub) {
    return stub.withDeadlineAfter(20, TimeUnit.SECONDS);
  }

  private static <S extends AbstractStub<S>> S authorized(S stub, String token) {
    Metadata headers = new Metadata();
    headers.put(AUTHORIZATION, "Bearer " + token);
    return stub.withInterceptors(MetadataUtils.newAttachHeadersInterceptor(headers));
  }

  private ListSessionsReply list(ListSessionsRequest.Builder request) {
    return admin().listSessions(request.build());
  }

  private static List<Integer> userIds(ListSessionsReply reply) {
    return reply.getSessionsList().stream().map(SessionInfo::getUserId).toList();
  }

  private AnnounceReply announce(String text) {
    return admin().announce(request(text));
  }

  private static AnnounceRequest request(String text) {
    return AnnounceRequest.newBuilder().setText(text).build();
  }

  private static Event.Notice notice(String text) {
    return new Event.Notice(text, OptionalInt.empty());
  }

  private void awaitQueued(int userId, int events) {
    while (list(ListSessionsRequest.newBuilder().setUserId(userId)).getSessions(0).getQueuedEvents()
        != events) {
      Thread.onSpinWait();
    }
  }

  private static long counted(String method, String outcome) {
    return Metrics.globalRegistry()
        .getOrCreate(
            Counter.builder("chat_gateway_control_calls")
                .tags(List.of(Tag.create("method", method), Tag.create("outcome", outcome))))
        .count();
  }

  /** The description of the service, as text that has the names of its methods in it. */
  private String reflect(String token) throws Exception {
    var answer = new CompletableFuture<ServerReflectionResponse>();
    var requests =
        authorized(ServerReflectionGrpc.newStub(channel), token)
            .serverReflectionInfo(
                new StreamObserver<>() {
                  @Override
                  public void onNext(ServerReflectionResponse response) {
                    answer.complete(response);
                  }

                  @Override
                  public void onError(Throwable cause) {
                    answer.completeExceptionally(cause);
                  }

                  @Override
                  public void onCompleted() {}
                });
    requests.onNext(
        ServerReflectionRequest.newBuilder()
            .setFileContainingSymbol(GatewayControlGrpc.SERVICE_NAME)
            .build());
    var described = answer.get(20, TimeUnit.SECONDS).getFileDescriptorResponse();
    requests.onCompleted();
    return described.getFileDescriptorProto(0).toStringUtf8();
  }
}
