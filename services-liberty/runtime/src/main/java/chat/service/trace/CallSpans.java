package chat.service.trace;

import chat.proto.ErrorCode;
import chat.trace.SpanTime;
import chat.trace.TraceNames;
import io.grpc.ForwardingServerCall.SimpleForwardingServerCall;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor;
import io.grpc.MethodDescriptor.MethodType;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerInterceptor;
import io.grpc.Status;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanBuilder;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.Scope;
import java.util.concurrent.TimeUnit;

/**
 * A span for each unary call, current while the call's handler runs. A call that was not to be
 * traced gets one afterwards if it failed or was slow. Streams have none: they last for days.
 */
public final class CallSpans implements ServerInterceptor {
  private static final Metadata.Key<String> TRACEPARENT =
      Metadata.Key.of(TraceNames.TRACEPARENT, Metadata.ASCII_STRING_MARSHALLER);
  private static final String OK = ErrorCode.OK.label();

  private final Tracing tracing;

  /** Spans of this tracing. */
  public CallSpans(Tracing tracing) {
    this.tracing = tracing;
  }

  @Override
  public <Q, R> ServerCall.Listener<Q> interceptCall(
      ServerCall<Q, R> call, Metadata headers, ServerCallHandler<Q, R> next) {
    if (!tracing.isOn() || call.getMethodDescriptor().getType() != MethodType.UNARY) {
      return next.startCall(call, headers);
    }
    String traceparent = headers.get(TRACEPARENT);
    var traced = new TracedCall<>(call, tracing.from(traceparent == null ? "" : traceparent));
    try (Scope _ = traced.context.makeCurrent()) {
      return new TracedListener<>(next.startCall(traced, headers), traced.context);
    }
  }

  private static SpanBuilder describe(SpanBuilder span, MethodDescriptor<?, ?> method) {
    return span.setAttribute(TraceNames.RPC_SYSTEM, TraceNames.GRPC)
        .setAttribute(TraceNames.RPC_SERVICE, String.valueOf(method.getServiceName()))
        .setAttribute(TraceNames.RPC_METHOD, String.valueOf(method.getBareMethodName()));
  }

  private final class TracedCall<Q, R> extends SimpleForwardingServerCall<Q, R> {
    private final Context parent;
    private final Span span;
    private final Context context;
    private final long startNanos = System.nanoTime();
    private String outcome = OK;

    TracedCall(ServerCall<Q, R> call, Context parent) {
      super(call);
      this.parent = parent;
      String name = call.getMethodDescriptor().getFullMethodName();
      span =
          describe(tracing.span(parent, name, SpanKind.SERVER), call.getMethodDescriptor())
              .startSpan();
      context = parent.with(span);
    }

    @Override
    public void sendMessage(R reply) {
      outcome = ErrorCode.ofReply(reply).label();
      super.sendMessage(reply);
    }

    @Override
    public void close(Status status, Metadata trailers) {
      String problem = status.isOk() ? outcome : status.getCode().name();
      long taken = System.nanoTime() - startNanos;
      if (span.isRecording()) {
        finish(span, status, problem);
        span.end();
      } else if (tracing.isSlow(taken) || isOurs(problem, status)) {
        keep(status, problem, taken);
      }
      super.close(status, trailers);
    }

    private void keep(Status status, String problem, long taken) {
      MethodDescriptor<Q, R> method = getMethodDescriptor();
      long end = SpanTime.now();
      // What begins here is kept in the trace that was begun: the log's lines name it.
      Context above = Tracing.of(parent).isValid() ? parent : context;
      Span late =
          describe(tracing.late(above, method.getFullMethodName(), SpanKind.SERVER), method)
              .setStartTimestamp(end - taken, TimeUnit.NANOSECONDS)
              .startSpan();
      finish(late, status, problem);
      late.end(end, TimeUnit.NANOSECONDS);
    }

    private static void finish(Span span, Status status, String problem) {
      span.setAttribute(TraceNames.RPC_STATUS, status.getCode().value());
      if (!problem.equals(OK)) {
        span.setAttribute(TraceNames.ERROR, problem);
      }
      if (isOurs(problem, status)) {
        span.setStatus(StatusCode.ERROR);
      }
    }

    // What a client does wrong is no error of the server's.
    private static boolean isOurs(String problem, Status status) {
      return switch (status.getCode()) {
        case OK ->
            problem.equals(ErrorCode.INTERNAL.label())
                || problem.equals(ErrorCode.UNAVAILABLE.label());
        case UNKNOWN,
            DEADLINE_EXCEEDED,
            UNIMPLEMENTED,
            INTERNAL,
            UNAVAILABLE,
            DATA_LOSS,
            RESOURCE_EXHAUSTED ->
            true;
        case CANCELLED,
            INVALID_ARGUMENT,
            NOT_FOUND,
            ALREADY_EXISTS,
            PERMISSION_DENIED,
            FAILED_PRECONDITION,
            ABORTED,
            OUT_OF_RANGE,
            UNAUTHENTICATED ->
            false;
      };
    }
  }
}
