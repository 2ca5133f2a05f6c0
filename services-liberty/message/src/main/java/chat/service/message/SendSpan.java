package chat.service.message;

import chat.proto.ErrorCode;
import chat.proto.message.MessageServiceGrpc;
import chat.proto.message.SendRequest;
import chat.service.trace.Tracing;
import chat.trace.SpanTime;
import chat.trace.TraceNames;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanBuilder;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.context.Context;
import java.util.concurrent.TimeUnit;

/**
 * The span of one message of a stream, from its arrival to its answer. One that was not to be
 * traced gets it afterwards if it was slow or could not be done.
 */
final class SendSpan {
  private static final String NAME = MessageServiceGrpc.getSendMethod().getFullMethodName();

  private final Tracing tracing;
  private final SendRequest request;
  private final Context parent;
  private final Span span;
  private final long startNanos = System.nanoTime();

  private SendSpan(Tracing tracing, SendRequest request) {
    this.tracing = tracing;
    this.request = request;
    this.parent = tracing.unread(request.getTraceparent());
    this.span =
        Tracing.isTraced(parent)
            ? describe(tracing.span(parent, NAME, SpanKind.SERVER)).startSpan()
            : Span.getInvalid();
  }

  /** Begins with a message. */
  static SendSpan begin(Tracing tracing, SendRequest request) {
    return new SendSpan(tracing, request);
  }

  /** Where the message comes from. */
  Origin origin() {
    return new Origin(span.isRecording() ? parent.with(span) : parent, request.getReceivedMs());
  }

  /** Its outcome is known. */
  void end(Outcome outcome) {
    if (!tracing.isOn()) {
      return;
    }
    long taken = System.nanoTime() - startNanos;
    if (span.isRecording()) {
      finish(span, outcome);
      span.end();
    } else if (tracing.isSlow(taken) || isOurs(outcome)) {
      long end = SpanTime.now();
      Span late =
          describe(tracing.late(parent, NAME, SpanKind.SERVER))
              .setStartTimestamp(end - taken, TimeUnit.NANOSECONDS)
              .startSpan();
      finish(late, outcome);
      late.end(end, TimeUnit.NANOSECONDS);
    }
  }

  private SpanBuilder describe(SpanBuilder builder) {
    return builder
        .setAttribute(TraceNames.RPC_SYSTEM, TraceNames.GRPC)
        .setAttribute(TraceNames.RPC_SERVICE, MessageServiceGrpc.SERVICE_NAME)
        .setAttribute(TraceNames.RPC_METHOD, "Send")
        .setAttribute(TraceNames.MESSAGE_ID, request.getMessage().getMsgId());
  }

  private static void finish(Span span, Outcome outcome) {
    switch (outcome) {
      case Outcome.Accepted accepted -> span.setAttribute(TraceNames.SEQ, accepted.seq());
      case Outcome.Refused refused -> span.setAttribute(TraceNames.ERROR, refused.code().label());
    }
    if (isOurs(outcome)) {
      span.setStatus(StatusCode.ERROR);
    }
  }

  private static boolean isOurs(Outcome outcome) {
    return outcome instanceof Outcome.Refused refused
        && (refused.code() == ErrorCode.UNAVAILABLE || refused.code() == ErrorCode.INTERNAL);
  }
}
