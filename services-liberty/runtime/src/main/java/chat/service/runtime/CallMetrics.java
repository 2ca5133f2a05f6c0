package chat.service.runtime;

import chat.proto.ErrorCode;
import io.grpc.ForwardingServerCall.SimpleForwardingServerCall;
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
import org.eclipse.microprofile.metrics.MetricRegistry;
import org.eclipse.microprofile.metrics.Tag;
import org.eclipse.microprofile.metrics.Timer;

/**
 * Counts and times the calls, by method and outcome: the label of the reply's errno where there is
 * one, else the gRPC status. A stream counts when it ends.
 */
@ApplicationScoped
class CallMetrics implements ServerInterceptor {
  private static final String NAME = "grpc_server_calls";

  private final Map<String, Timer> timers = new ConcurrentHashMap<>();

  @Inject private MetricRegistry registry;

  @Override
  public <Q, R> ServerCall.Listener<Q> interceptCall(
      ServerCall<Q, R> call, Metadata headers, ServerCallHandler<Q, R> next) {
    return next.startCall(new TimedCall<>(call), headers);
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
      String label = status.isOk() ? outcome : status.getCode().name().toLowerCase(Locale.ROOT);
      record(getMethodDescriptor(), label, Duration.ofNanos(System.nanoTime() - startNanos));
      super.close(status, trailers);
    }
  }
}
