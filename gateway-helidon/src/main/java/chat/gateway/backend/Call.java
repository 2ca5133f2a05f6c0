package chat.gateway.backend;

import chat.gateway.trace.LogMarks;
import chat.proto.Repeatable;
import chat.trace.TraceNames;
import io.grpc.CallOptions;
import io.grpc.Channel;
import io.grpc.ClientInterceptors;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor;
import io.grpc.StatusRuntimeException;
import io.grpc.stub.ClientCalls;
import io.grpc.stub.MetadataUtils;
import java.time.Duration;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/** A call of a service's method, and at which instances it was made. Used by one thread. */
final class Call<Q, A> {
  private static final Metadata.Key<String> CONNECTION =
      Metadata.Key.of(TraceNames.CONNECTION_HEADER, Metadata.ASCII_STRING_MARSHALLER);

  private final MethodDescriptor<Q, A> method;
  private final Metadata headers;
  private final Q request;
  private final boolean repeatable;
  private final long untilNanos;
  private final Set<Instance> tried = new HashSet<>();

  /**
   * A call that has not been made yet; its time runs from now on.
   *
   * @param token of whoever it acts for
   * @param timeout of all that is done for it together
   */
  Call(MethodDescriptor<Q, A> method, Optional<String> token, Q request, Duration timeout) {
    this.method = method;
    this.headers = token.map(Service::authorization).orElseGet(Metadata::new);
    // For the service's log.
    Optional.ofNullable(LogMarks.current().get("connection_id"))
        .ifPresent(id -> headers.put(CONNECTION, id));
    this.request = request;
    this.repeatable = Repeatable.inAnyOrder(method);
    this.untilNanos = System.nanoTime() + timeout.toNanos();
  }

  /** Whether there is no time left for it. */
  boolean isOverdue() {
    return untilNanos - System.nanoTime() <= 0;
  }

  /** Whether it was made at this instance already. */
  boolean hasTried(Instance instance) {
    return tried.contains(instance);
  }

  /**
   * Makes it at this instance. One that may be repeated leaves half of its time for the next
   * instance, so that one that has stopped does not cost the user an error.
   *
   * @param last whether there is no other instance to try after this one
   * @throws Repeats.Again when it failed and may be made again
   * @throws InstanceFailed when it failed by the instance's fault
   * @throws StatusRuntimeException when it failed otherwise
   */
  A makeAt(Instance instance, boolean last) {
    tried.add(instance);
    long left = untilNanos - System.nanoTime();
    var options =
        CallOptions.DEFAULT.withDeadlineAfter(
            repeatable && !last ? left / 2 : left, TimeUnit.NANOSECONDS);
    Channel channel =
        ClientInterceptors.intercept(
            instance.channel(), MetadataUtils.newAttachHeadersInterceptor(headers));
    try {
      return instance.call(() -> ClientCalls.blockingUnaryCall(channel, method, options, request));
    } catch (InstanceFailed e) {
      // One that is ejected was not even asked.
      boolean again = e.status().map(this::mayBeMadeAgain).orElse(true);
      throw again ? new Repeats.Again(e) : e;
    } catch (StatusRuntimeException e) {
      throw mayBeMadeAgain(e) ? new Repeats.Again(e) : e;
    }
  }

  private boolean mayBeMadeAgain(StatusRuntimeException failure) {
    if (Thread.currentThread().isInterrupted()) {
      // The gateway stops, and nobody waits for the answer any more.
      return false;
    }
    return Failures.neverGotThere(failure) || (repeatable && Failures.isAway(failure.getStatus()));
  }
}
