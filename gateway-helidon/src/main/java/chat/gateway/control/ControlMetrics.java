package chat.gateway.control;

import io.grpc.ForwardingServerCall.SimpleForwardingServerCall;
import io.grpc.Metadata;
import io.grpc.ServerCall;
import io.grpc.Status;
import io.helidon.metrics.api.Counter;
import io.helidon.metrics.api.MeterRegistry;
import io.helidon.metrics.api.Tag;
import java.util.List;
import java.util.Locale;

/**
 * Counts operators' calls by method and outcome, which is the lower case name of a gRPC status.
 * Methods that do not exist are not counted, so both labels are our own words. Thread-safe.
 */
final class ControlMetrics {
  private final MeterRegistry registry;

  ControlMetrics(MeterRegistry registry) {
    this.registry = registry;
  }

  /** The same call, counted when it is answered. */
  <Q, R> ServerCall<Q, R> counted(ServerCall<Q, R> call) {
    return new SimpleForwardingServerCall<>(call) {
      @Override
      public void close(Status status, Metadata trailers) {
        count(call.getMethodDescriptor().getBareMethodName(), status);
        super.close(status, trailers);
      }
    };
  }

  private void count(String method, Status status) {
    String outcome = status.getCode().name().toLowerCase(Locale.ROOT);
    registry
        .getOrCreate(
            Counter.builder("chat_gateway_control_calls")
                .tags(List.of(Tag.create("method", method), Tag.create("outcome", outcome))))
        .increment();
  }
}
