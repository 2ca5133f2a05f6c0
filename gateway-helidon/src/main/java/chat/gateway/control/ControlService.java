package chat.gateway.control;

import chat.gateway.session.Caller;
import chat.gateway.session.Orders;
import chat.gateway.session.RequestFailed;
import chat.gateway.session.SessionSummary;
import chat.gateway.session.Sessions;
import chat.proto.ErrorCode;
import chat.proto.gateway.AnnounceReply;
import chat.proto.gateway.AnnounceRequest;
import chat.proto.gateway.DrainReply;
import chat.proto.gateway.DrainRequest;
import chat.proto.gateway.GatewayControlGrpc;
import chat.proto.gateway.GatewayProto;
import chat.proto.gateway.KickUserReply;
import chat.proto.gateway.KickUserRequest;
import chat.proto.gateway.ListSessionsReply;
import chat.proto.gateway.ListSessionsRequest;
import chat.proto.gateway.SessionInfo;
import com.google.protobuf.Descriptors.FileDescriptor;
import io.grpc.Status;
import io.grpc.stub.StreamObserver;
import io.helidon.webserver.grpc.GrpcService;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Predicate;

/**
 * What operators may do with this gateway; gateway.proto says what each call means. Who called is
 * logged where something was changed. Each call runs on its own virtual thread, after {@link
 * AdminInterceptor}.
 */
final class ControlService implements GrpcService {
  private static final Logger LOGGER = System.getLogger(ControlService.class.getName());
  private static final int DEFAULT_LIMIT = 50;
  private static final int MAX_LIMIT = 500;

  private final Sessions sessions;
  private final Drainer drainer;

  ControlService(Sessions sessions, Drainer drainer) {
    this.sessions = sessions;
    this.drainer = drainer;
  }

  @Override
  public FileDescriptor proto() {
    return GatewayProto.getDescriptor();
  }

  @Override
  public String serviceName() {
    return GatewayControlGrpc.SERVICE_NAME;
  }

  @Override
  public void update(Routing routing) {
    routing
        .<ListSessionsRequest, ListSessionsReply>unary(
            "ListSessions", (request, reply) -> answer(reply, () -> listSessions(request)))
        .<KickUserRequest, KickUserReply>unary(
            "KickUser", (request, reply) -> answer(reply, () -> kickUser(request)))
        .<DrainRequest, DrainReply>unary("Drain", (request, reply) -> answer(reply, this::drain))
        .<AnnounceRequest, AnnounceReply>unary(
            "Announce", (request, reply) -> answer(reply, () -> announce(request)));
  }

  private ListSessionsReply listSessions(ListSessionsRequest request) {
    int limit = request.getLimit() == 0 ? DEFAULT_LIMIT : request.getLimit();
    require(limit > 0 && limit <= MAX_LIMIT, "limit must be from 1 to " + MAX_LIMIT);
    require(request.getUserId() >= 0, "user_id must be positive");
    Predicate<Optional<Caller>> whose =
        request.getUserId() == 0
            ? anybody -> true
            : caller -> caller.filter(who -> who.userId() == request.getUserId()).isPresent();
    List<SessionSummary> found = sessions.list(whose, request.getAfterId(), limit + 1);
    return ListSessionsReply.newBuilder()
        .addAllSessions(found.stream().limit(limit).map(ControlService::info).toList())
        .setMore(found.size() > limit)
        .build();
  }

  private KickUserReply kickUser(KickUserRequest request) {
    require(request.getUserId() > 0, "user_id must be positive");
    int kicked = sessions.kick(request.getUserId());
    log("kicked user " + request.getUserId() + ": sessions " + kicked);
    return KickUserReply.newBuilder().setSessions(kicked).build();
  }

  private DrainReply drain() throws InterruptedException {
    log("drains this gateway");
    return DrainReply.newBuilder().setSessionsLeft(drainer.drain()).build();
  }

  private AnnounceReply announce(AnnounceRequest request) {
    Sessions.Announced announced = sessions.announce(Orders.checked(request.getText()));
    log("announced a text: sessions " + announced.told() + ", skipped " + announced.skipped());
    return AnnounceReply.newBuilder()
        .setSessionsTold(announced.told())
        .setSessionsSkipped(announced.skipped())
        .build();
  }

  private static SessionInfo info(SessionSummary session) {
    return SessionInfo.newBuilder()
        .setId(session.id())
        .setUserId(session.caller().map(Caller::userId).orElse(0))
        .setUserName(session.caller().map(Caller::name).orElse(""))
        .setDialect(session.dialect())
        .setRemote(session.remote())
        .setOpenMs(session.open().toMillis())
        .setQueuedEvents(session.queuedEvents())
        .build();
  }

  private static void require(boolean allowed, String rule) {
    if (!allowed) {
      throw new RequestFailed(ErrorCode.MALFORMED, rule);
    }
  }

  private static void log(String what) {
    Caller caller = AdminInterceptor.CALLER.get();
    LOGGER.log(Level.INFO, "user {0} {1}", String.valueOf(caller.userId()), what);
  }

  /** Whatever goes wrong ends the call: Helidon 4.2 leaves a call unanswered that throws. */
  private static <R> void answer(StreamObserver<R> observer, Callable<R> call) {
    try {
      observer.onNext(call.call());
      observer.onCompleted();
    } catch (RequestFailed e) {
      observer.onError(
          e.code().grpcCode().toStatus().withDescription(e.getMessage()).asRuntimeException());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      observer.onError(Status.ABORTED.withDescription("interrupted").asRuntimeException());
    } catch (Exception e) {
      LOGGER.log(Level.ERROR, "a control call failed", e);
      observer.onError(
          Status.INTERNAL.withDescription("The server failed; it is logged.").asRuntimeException());
    }
  }
}
