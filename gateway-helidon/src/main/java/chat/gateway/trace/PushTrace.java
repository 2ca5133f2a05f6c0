package chat.gateway.trace;

import chat.proto.PushRoutes;
import chat.trace.SpanTime;
import chat.trace.TraceNames;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.context.Context;
import java.time.Duration;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

/**
 * One record on its way to the sockets of its users. Who delivers it finds it as {@link #current};
 * what comes by repair has none. Of a group's message to many users at most {@value #MOST_SPANS}
 * sockets get spans. Thread-safe.
 */
public final class PushTrace {
  static final int MOST_SPANS = 64;

  private static final ScopedValue<PushTrace> CURRENT = ScopedValue.newInstance();

  private final Tracing tracing;
  private final Context parent;
  private final long receivedMs;
  private final Span span;
  private final AtomicInteger spans = new AtomicInteger();

  PushTrace(Tracing tracing, Context parent, long receivedMs) {
    this.tracing = tracing;
    this.parent = parent;
    this.receivedMs = receivedMs;
    // What began before there was tracing begins no trace here.
    this.span =
        Span.fromContext(parent).getSpanContext().isSampled()
            ? tracing
                .span(parent, "process " + PushRoutes.TOPIC, SpanKind.CONSUMER)
                .setAttribute(TraceNames.MESSAGING_SYSTEM, TraceNames.KAFKA)
                .setAttribute(TraceNames.MESSAGING_OPERATION, "process")
                .setAttribute(TraceNames.MESSAGING_OPERATION_NAME, "process")
                .setAttribute(TraceNames.MESSAGING_DESTINATION, PushRoutes.TOPIC)
                .startSpan()
            : Span.getInvalid();
  }

  private static final PushTrace NONE = new PushTrace(Tracing.off(), Context.root(), 0);

  /** What this thread delivers; what nobody looks at where it delivers nothing. */
  public static PushTrace current() {
    return CURRENT.orElse(NONE);
  }

  /** Delivers it. */
  public void run(Runnable delivery) {
    try {
      ScopedValue.where(CURRENT, this).run(delivery);
    } finally {
      span.end();
    }
  }

  /**
   * A socket has taken the message.
   *
   * @param offeredNanos when it was put into the socket's queue, as System.nanoTime
   * @param to the attributes that say whose socket it is; asked for only when they are needed
   * @return how long it took since the sender's gateway received it, by that gateway's clock; empty
   *     where nobody knows
   */
  public OptionalLong written(long offeredNanos, Supplier<Attributes> to) {
    long way = receivedMs == 0 ? 0 : System.currentTimeMillis() - receivedMs;
    if (span.getSpanContext().isSampled()) {
      write(parent.with(span), offeredNanos, to);
    } else if (tracing.isSlow(Duration.ofMillis(way).toNanos())) {
      SpanContext trace = Span.fromContext(parent).getSpanContext();
      if (trace.isValid()) {
        tracing
            .lateSpans()
            .make(
                SpanContext.create(
                    trace.getTraceId(),
                    tracing.lateSpans().generateSpanId(),
                    trace.getTraceFlags(),
                    trace.getTraceState()),
                parent,
                context -> write(context, offeredNanos, to));
      }
    }
    return receivedMs == 0 ? OptionalLong.empty() : OptionalLong.of(way);
  }

  private void write(Context context, long offeredNanos, Supplier<Attributes> to) {
    if (spans.incrementAndGet() <= MOST_SPANS) {
      tracing
          .span(context, "push", SpanKind.INTERNAL)
          .setStartTimestamp(SpanTime.of(offeredNanos), TimeUnit.NANOSECONDS)
          .setAllAttributes(to.get())
          .startSpan()
          .end();
    }
  }
}
