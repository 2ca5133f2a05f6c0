package chat.service.runtime;

import chat.proto.ErrorCode;
import io.grpc.Context;
import io.grpc.ForwardingServerCall.SimpleForwardingServerCall;
import io.grpc.ForwardingServerCallListener.SimpleForwardingServerCallListener;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerInterceptor;
import io.grpc.Status;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import org.eclipse.microprofile.metrics.MetricRegistry;
import org.eclipse.microprofile.metrics.Tag;
import org.eclipse.microprofile.metrics.Timer;

/**
 * Counts and times the calls, by method and outcome: the label of the reply's errno where there is
 * one, else the gRPC status. A stream counts when it ends, a call that its caller has given up when
 * that is known: what becomes of it later is nobody's outcome.
 */
@ApplicationScoped
class CallMetrics implements ServerInterceptor {
  private static final String NAME = "grpc_server_calls";

  private final Map<String, Timer> timers = new ConcurrentHashMap<>();

  private MetricRegistry registry;

  /** Counts there. Before the first call. */
  @Inject
  void countIn(MetricRegistry container) {
    registry = container;
  }

  @Override
  public <Q, R> ServerCall.Listener<Q> interceptCall(
      ServerCall<Q, R> call, Metadata headers, ServerCallHandler<Q, R> next) {
    var timed = new TimedCall<>(call);
    return new SimpleForwardingServerCallListener<>(next.startCall(timed, headers)) {
      @Override
      public void onCancel() {
        timed.ended(Context.current());
        super.onCancel();
      }
    };
  }

  private void record(MethodDescriptor<?, ?> method, String outcome, Duration taken) {
    timers
        .computeIfAbsent(method.getFullMethodName() + ' ' + outcome, key -> timer(method, outcome))
        .update(taken);
  }

  private Timer timer(MethodDescriptor<?, ?> method, String outcome) {
    return registry.timer(
        NAME,
        new Tag("service", String.valueOf(method.getServiceName())),
        new Tag("method", String.valueOf(method.getBareMethodName())),
        new Tag("outcome", outcome));
  }

  private final class TimedCall<Q, R> extends SimpleForwardingServerCall<Q, R> {
    private final long startNanos = System.nanoTime();
    private final AtomicBoolean counted = new AtomicBoolean();
    private String outcome = ErrorCode.OK.label();

    TimedCall(ServerCall<Q, R> call) {
      super(call);
    }

    @Override
    public void sendMessage(R reply) {
      outcome = ErrorCode.ofReply(reply).label();
      super.sendMessage(reply);
    }

    @Override
    public void close(Status status, Metadata trailers) {
      count(status.isOk() ? outcome : label(status));
      super.close(status, trailers);
    }

    /** The caller has gone, or has waited long enough. */
    void ended(Context call) {
      boolean late = call.getDeadline() != null && call.getDeadline().isExpired();
      count(label(late ? Status.DEADLINE_EXCEEDED : Status.CANCELLED));
    }

    private void count(String label) {
      if (counted.compareAndSet(false, true)) {
        record(getMethodDescriptor(), label, Duration.ofNanos(System.nanoTime() - startNanos));
      }
    }

    private static String label(Status status) {
      return status.getCode().name().toLowerCase(Locale.ROOT);
    }
  }
}
