package chat.gateway.backend;

import chat.gateway.Buckets;
import chat.proto.ErrorCode;
import io.grpc.CallOptions;
import io.grpc.Channel;
import io.grpc.ClientCall;
import io.grpc.ClientInterceptor;
import io.grpc.ForwardingClientCall.SimpleForwardingClientCall;
import io.grpc.ForwardingClientCallListener.SimpleForwardingClientCallListener;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor;
import io.grpc.MethodDescriptor.MethodType;
import io.grpc.Status;
import io.helidon.metrics.api.MeterRegistry;
import io.helidon.metrics.api.Tag;
import io.helidon.metrics.api.Timer;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Times the calls over a channel, each attempt by itself, by method and outcome: the label of the
 * reply's errno where there is one, else the gRPC status. Streams are not timed, as they last as
 * long as the connection. Thread-safe.
 */
final class CallTimes implements ClientInterceptor {
  private final MeterRegistry registry;
  private final Map<String, Timer> timers = new ConcurrentHashMap<>();

  CallTimes(MeterRegistry registry) {
    this.registry = registry;
  }

  @Override
  public <Q, A> ClientCall<Q, A> interceptCall(
      MethodDescriptor<Q, A> method, CallOptions options, Channel next) {
    ClientCall<Q, A> call = next.newCall(method, options);
    return method.getType() == MethodType.UNARY ? new Timed<>(method, call) : call;
  }

  private void record(MethodDescriptor<?, ?> method, String outcome, long nanos) {
    timers
        .computeIfAbsent(method.getFullMethodName() + ' ' + outcome, _ -> timer(method, outcome))
        .record(Duration.ofNanos(nanos));
  }

  private Timer timer(MethodDescriptor<?, ?> method, String outcome) {
    return registry.getOrCreate(
        Buckets.ofMilliseconds("grpc_client_calls")
            .description("Calls to the services, each attempt, by how they ended.")
            .tags(
                List.of(
                    Tag.create("service", String.valueOf(method.getServiceName())),
                    Tag.create("method", String.valueOf(method.getBareMethodName())),
                    Tag.create("outcome", outcome))));
  }

  private final class Timed<Q, A> extends SimpleForwardingClientCall<Q, A> {
    private final MethodDescriptor<Q, A> method;

    Timed(MethodDescriptor<Q, A> method, ClientCall<Q, A> call) {
      super(call);
      this.method = method;
    }

    @Override
    public void start(Listener<A> answers, Metadata headers) {
      super.start(new TimedAnswer<>(method, answers), headers);
    }
  }

  private final class TimedAnswer<A> extends SimpleForwardingClientCallListener<A> {
    private final MethodDescriptor<?, ?> method;
    private final long startNanos = System.nanoTime();
    private String outcome = ErrorCode.OK.label();

    TimedAnswer(MethodDescriptor<?, ?> method, ClientCall.Listener<A> answers) {
      super(answers);
      this.method = method;
    }

    @Override
    public void onMessage(A reply) {
      outcome = ErrorCode.ofReply(reply).label();
      super.onMessage(reply);
    }

    @Override
    public void onClose(Status status, Metadata trailers) {
      String label = status.isOk() ? outcome : status.getCode().name().toLowerCase(Locale.ROOT);
      record(method, label, System.nanoTime() - startNanos);
      super.onClose(status, trailers);
    }
  }
}
