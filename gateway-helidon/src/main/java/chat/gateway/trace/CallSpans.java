package chat.gateway.trace;

import chat.proto.ErrorCode;
import chat.trace.TraceNames;
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
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import java.net.URI;

/**
 * Takes the trace of the current request to the services, and gives each attempt of a call a span.
 * Streams have none of their own, see {@link SendTrace}.
 */
public final class CallSpans implements ClientInterceptor {
  private static final Metadata.Key<String> TRACEPARENT =
      Metadata.Key.of(TraceNames.TRACEPARENT, Metadata.ASCII_STRING_MARSHALLER);

  @Override
  public <Q, A> ClientCall<Q, A> interceptCall(
      MethodDescriptor<Q, A> method, CallOptions options, Channel next) {
    RequestTrace request = RequestTrace.current();
    ClientCall<Q, A> call = next.newCall(method, options);
    if (method.getType() != MethodType.UNARY || !request.identifiers().isValid()) {
      return call;
    }
    return new SimpleForwardingClientCall<>(call) {
      @Override
      public void start(Listener<A> answers, Metadata headers) {
        Span span = begin(request, method, URI.create("grpc://" + next.authority()));
        var goesOn = span.isRecording() ? span.getSpanContext() : request.identifiers();
        headers.put(TRACEPARENT, Traceparent.of(goesOn));
        super.start(span.isRecording() ? new Ending<>(answers, span) : answers, headers);
      }
    };
  }

  private static Span begin(RequestTrace request, MethodDescriptor<?, ?> method, URI server) {
    return request.isTraced()
        ? request
            .inside(method.getFullMethodName(), SpanKind.CLIENT)
            .setAttribute(TraceNames.RPC_SYSTEM, TraceNames.GRPC)
            .setAttribute(TraceNames.RPC_SERVICE, String.valueOf(method.getServiceName()))
            .setAttribute(TraceNames.RPC_METHOD, String.valueOf(method.getBareMethodName()))
            .setAttribute(TraceNames.SERVER_ADDRESS, server.getHost())
            .setAttribute(TraceNames.SERVER_PORT, server.getPort())
            .startSpan()
        : Span.getInvalid();
  }

  /** Ends the span with the call. */
  private static final class Ending<A> extends SimpleForwardingClientCallListener<A> {
    private final Span span;

    Ending(ClientCall.Listener<A> answers, Span span) {
      super(answers);
      this.span = span;
    }

    @Override
    public void onMessage(A reply) {
      ErrorCode outcome = ErrorCode.ofReply(reply);
      if (outcome != ErrorCode.OK) {
        span.setAttribute(TraceNames.ERROR, outcome.label());
      }
      super.onMessage(reply);
    }

    @Override
    public void onClose(Status status, Metadata trailers) {
      span.setAttribute(TraceNames.RPC_STATUS, status.getCode().value());
      if (!status.isOk()) {
        span.setAttribute(TraceNames.ERROR, status.getCode().name());
        span.setStatus(StatusCode.ERROR);
      }
      span.end();
      super.onClose(status, trailers);
    }
  }
}
