package chat.gateway.backend;

import chat.gateway.session.RequestFailed;
import io.grpc.CallOptions;
import io.grpc.ClientInterceptors;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor;
import io.grpc.StatusRuntimeException;
import io.grpc.stub.ClientCalls;
import io.grpc.stub.MetadataUtils;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;

/**
 * One service behind the gateway. Calls take turns over its instances: those that are connected and
 * not ejected, else those whose connection is being made. Thread-safe.
 */
public final class Service {
  static final Metadata.Key<String> AUTHORIZATION =
      Metadata.Key.of("authorization", Metadata.ASCII_STRING_MARSHALLER);

  private final String name;
  private final Instances instances;
  private final Duration callTimeout;
  private final AtomicInteger turn = new AtomicInteger();

  /**
   * A service.
   *
   * @param name for answers to people
   * @param callTimeout the deadline of every call
   */
  public Service(String name, Instances instances, Duration callTimeout) {
    this.name = name;
    this.instances = instances;
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
    Instance instance = next().orElseThrow(() -> Failures.away(name));
    var options =
        CallOptions.DEFAULT.withDeadlineAfter(callTimeout.toMillis(), TimeUnit.MILLISECONDS);
    var headers = token.map(Service::authorization).orElseGet(Metadata::new);
    var channel =
        ClientInterceptors.intercept(
            instance.channel(), MetadataUtils.newAttachHeadersInterceptor(headers));
    try {
      return instance.call(() -> ClientCalls.blockingUnaryCall(channel, method, options, request));
    } catch (StatusRuntimeException e) {
      throw Failures.answer(name, method, e);
    } catch (InstanceFailed e) {
      throw e.getCause() instanceof StatusRuntimeException status
          ? Failures.answer(name, method, status)
          : Failures.away(name);
    }
  }

  /** What keeps the service from being called; empty when some instance can be. */
  public Optional<String> trouble() {
    return instances.all().stream().anyMatch(Instance::isReachable)
        ? Optional.empty()
        : Optional.of("the " + name + " service cannot be reached");
  }

  static Metadata authorization(String token) {
    var headers = new Metadata();
    headers.put(AUTHORIZATION, "Bearer " + token);
    return headers;
  }

  private Optional<Instance> next() {
    List<Instance> all = instances.all();
    int first = turn.getAndIncrement();
    return next(all, first, Instance::isReady).or(() -> next(all, first, Instance::isUsable));
  }

  // Among those that fit, so that the turn of one that does not fit is shared by all others.
  private static Optional<Instance> next(
      List<Instance> all, int turn, Predicate<Instance> fitting) {
    List<Instance> some = all.stream().filter(fitting).toList();
    return some.isEmpty()
        ? Optional.empty()
        : Optional.of(some.get(Math.floorMod(turn, some.size())));
  }
}
