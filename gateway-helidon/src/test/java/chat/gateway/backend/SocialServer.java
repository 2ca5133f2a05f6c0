package chat.gateway.backend;

import chat.proto.social.CreateGroupReply;
import chat.proto.social.CreateGroupRequest;
import chat.proto.social.ListFriendsReply;
import chat.proto.social.ListFriendsRequest;
import chat.proto.social.SocialServiceGrpc;
import io.grpc.Attributes;
import io.grpc.Metadata;
import io.grpc.Server;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerInterceptor;
import io.grpc.ServerInterceptors;
import io.grpc.ServerTransportFilter;
import io.grpc.Status;
import io.grpc.health.v1.HealthCheckResponse.ServingStatus;
import io.grpc.netty.shaded.io.grpc.netty.NettyServerBuilder;
import io.grpc.protobuf.services.HealthStatusManager;
import io.grpc.stub.StreamObserver;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** A social service on a port of its own that counts, and fails or waits when told. */
final class SocialServer extends SocialServiceGrpc.SocialServiceImplBase implements AutoCloseable {
  private final HealthStatusManager health = new HealthStatusManager();
  private final AtomicInteger calls = new AtomicInteger();
  private final AtomicInteger probes = new AtomicInteger();
  private final AtomicInteger connections = new AtomicInteger();
  private final AtomicInteger connectionsEver = new AtomicInteger();
  private final CountDownLatch held = new CountDownLatch(1);
  private final Server server;

  private volatile Status status = Status.OK;
  private volatile Optional<String> connection = Optional.empty();
  private volatile CountDownLatch gate = new CountDownLatch(0);

  /** Opens it on a free port. */
  SocialServer() {
    try {
      server =
          NettyServerBuilder.forAddress(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))
              .addService(ServerInterceptors.intercept(this, new Reading()))
              .addService(
                  ServerInterceptors.interceptForward(health.getHealthService(), new Counting()))
              .addTransportFilter(new Connections())
              .permitKeepAliveTime(1, TimeUnit.SECONDS)
              .permitKeepAliveWithoutCalls(true)
              .build()
              .start();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  Endpoint endpoint() {
    return new Endpoint("127.0.0.1", server.getPort());
  }

  int calls() {
    return calls.get();
  }

  /** How often it was asked for its health. */
  int probes() {
    return probes.get();
  }

  /** For which of the gateway's connections the last call was, as it said. */
  Optional<String> connectionOfLastCall() {
    return connection;
  }

  int connections() {
    return connections.get();
  }

  int connectionsEver() {
    return connectionsEver.get();
  }

  /** From now on calls end so. */
  void failWith(Status how) {
    status = how;
  }

  /** What it says about its health. */
  void isWell(boolean well) {
    health.setStatus("", well ? ServingStatus.SERVING : ServingStatus.NOT_SERVING);
  }

  /** Calls wait from now on. */
  void hold() {
    gate = new CountDownLatch(1);
  }

  /** Waits until a call waits. */
  void awaitHeld() throws InterruptedException {
    held.await();
  }

  void release() {
    gate.countDown();
  }

  @Override
  public void listFriends(ListFriendsRequest request, StreamObserver<ListFriendsReply> replies) {
    answer(replies, ListFriendsReply.getDefaultInstance());
  }

  @Override
  public void createGroup(CreateGroupRequest request, StreamObserver<CreateGroupReply> replies) {
    answer(replies, CreateGroupReply.getDefaultInstance());
  }

  @Override
  public void close() {
    release();
    server.shutdownNow();
  }

  private <A> void answer(StreamObserver<A> replies, A answer) {
    calls.incrementAndGet();
    held.countDown();
    try {
      gate.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    if (status.isOk()) {
      replies.onNext(answer);
      replies.onCompleted();
    } else {
      replies.onError(status.asRuntimeException());
    }
  }

  private final class Reading implements ServerInterceptor {
    private static final Metadata.Key<String> CONNECTION =
        Metadata.Key.of("connection-id", Metadata.ASCII_STRING_MARSHALLER);

    @Override
    public <Q, A> ServerCall.Listener<Q> interceptCall(
        ServerCall<Q, A> call, Metadata headers, ServerCallHandler<Q, A> next) {
      connection = Optional.ofNullable(headers.get(CONNECTION));
      return next.startCall(call, headers);
    }
  }

  private final class Counting implements ServerInterceptor {
    @Override
    public <Q, A> ServerCall.Listener<Q> interceptCall(
        ServerCall<Q, A> call, Metadata headers, ServerCallHandler<Q, A> next) {
      probes.incrementAndGet();
      return next.startCall(call, headers);
    }
  }

  private final class Connections extends ServerTransportFilter {
    @Override
    public Attributes transportReady(Attributes attributes) {
      connections.incrementAndGet();
      connectionsEver.incrementAndGet();
      return attributes;
    }

    @Override
    public void transportTerminated(Attributes attributes) {
      connections.decrementAndGet();
    }
  }
}
