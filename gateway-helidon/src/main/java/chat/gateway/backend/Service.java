package chat.gateway.backend;

import chat.gateway.session.RequestFailed;
import chat.proto.ErrorCode;
import io.grpc.CallOptions;
import io.grpc.ClientInterceptors;
import io.grpc.ConnectivityState;
import io.grpc.ManagedChannel;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.stub.ClientCalls;
import io.grpc.stub.MetadataUtils;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * One service behind the gateway: a channel per instance, and calls that take turns over those that
 * are not known to be away. Thread-safe.
 */
public final class Service implements AutoCloseable {
  static final Metadata.Key<String> AUTHORIZATION =
      Metadata.Key.of("authorization", Metadata.ASCII_STRING_MARSHALLER);

  private static final Logger LOGGER = System.getLogger(Service.class.getName());
  private static final List<String> BROKEN = List.of("RST_STREAM closed stream", "channel closed");

  private final String name;
  private final List<ManagedChannel> channels;
  private final Duration callTimeout;
  private final AtomicInteger turn = new AtomicInteger();

  /**
   * A service.
   *
   * @param name for logs and answers to people
   * @param channels one per instance, at least one; closed with the service
   * @param callTimeout the deadline of every call
   */
  public Service(String name, List<ManagedChannel> channels, Duration callTimeout) {
    this.name = name;
    this.channels = List.copyOf(channels);
    this.callTimeout = callTimeout;
  }

  /**
   * Calls a method and waits for its answer.
   *
   * @param token of whoever the call acts for; empty for calls that need none
   * @throws RequestFailed UNAVAILABLE when the service is away or too slow, FORBIDDEN when it
   *     refuses the token, INTERNAL when it fails
   */
  public <Q, A> A call(MethodDescriptor<Q, A> method, Optional<String> token, Q request) {
    var options =
        CallOptions.DEFAULT.withDeadlineAfter(callTimeout.toMillis(), TimeUnit.MILLISECONDS);
    var headers = token.map(Service::authorization).orElseGet(Metadata::new);
    var channel =
        ClientInterceptors.intercept(next(), MetadataUtils.newAttachHeadersInterceptor(headers));
    try {
      return ClientCalls.blockingUnaryCall(channel, method, options, request);
    } catch (StatusRuntimeException e) {
      throw failure(method, e);
    }
  }

  /** What keeps the service from being called; empty when some instance can be. */
  public Optional<String> trouble() {
    return channels.stream().anyMatch(Service::usable)
        ? Optional.empty()
        : Optional.of("the " + name + " service cannot be reached");
  }

  /**
   * Connects channels that are idle, and again at once those that failed: gRPC's own pause grows to
   * two minutes, and an instance that is back should not wait for that. Called every second.
   */
  void reconnect() {
    for (ManagedChannel channel : channels) {
      switch (channel.getState(true)) {
        case TRANSIENT_FAILURE -> channel.resetConnectBackoff();
        case CONNECTING, READY, IDLE, SHUTDOWN -> {}
      }
    }
  }

  @Override
  public void close() {
    channels.forEach(ManagedChannel::shutdownNow);
  }

  static Metadata authorization(String token) {
    var headers = new Metadata();
    headers.put(AUTHORIZATION, "Bearer " + token);
    return headers;
  }

  private ManagedChannel next() {
    int first = Math.floorMod(turn.getAndIncrement(), channels.size());
    for (int i = 0; i < channels.size(); i++) {
      ManagedChannel channel = channels.get((first + i) % channels.size());
      if (usable(channel)) {
        return channel;
      }
    }
    return channels.get(first);
  }

  private static boolean usable(ManagedChannel channel) {
    ConnectivityState state = channel.getState(false);
    return state != ConnectivityState.TRANSIENT_FAILURE && state != ConnectivityState.SHUTDOWN;
  }

  /**
   * A connection that ends in the middle of a call, as when the service is killed or stops, does
   * not always look like one: gRPC then makes up a status of its own.
   */
  private static boolean isBroken(Status status) {
    String description = status.getDescription() == null ? "" : status.getDescription();
    return BROKEN.stream().anyMatch(description::startsWith);
  }

  private RequestFailed failure(MethodDescriptor<?, ?> method, StatusRuntimeException e) {
    if (isBroken(e.getStatus())) {
      return RequestFailed.unavailable("The " + name + " service is away, try again.");
    }
    return switch (e.getStatus().getCode()) {
      // RESOURCE_EXHAUSTED is also what a connection that the other side closes looks like.
      case UNAVAILABLE, DEADLINE_EXCEEDED, RESOURCE_EXHAUSTED, CANCELLED, ABORTED ->
          RequestFailed.unavailable("The " + name + " service is away, try again.");
      case UNAUTHENTICATED, PERMISSION_DENIED ->
          new RequestFailed(ErrorCode.FORBIDDEN, "The token is not valid.");
      case OK,
          UNKNOWN,
          INVALID_ARGUMENT,
          NOT_FOUND,
          ALREADY_EXISTS,
          FAILED_PRECONDITION,
          OUT_OF_RANGE,
          UNIMPLEMENTED,
          INTERNAL,
          DATA_LOSS -> {
        LOGGER.log(Level.ERROR, method.getFullMethodName() + " failed", e);
        yield new RequestFailed(ErrorCode.INTERNAL, "The " + name + " service failed.");
      }
    };
  }
}
