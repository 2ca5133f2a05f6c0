package chat.gateway.trace;

import chat.proto.PushRoutes;
import chat.trace.SpanTime;
import chat.trace.TraceNames;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanBuilder;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.context.Context;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
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
  // Read when somebody looks, which is seldom.
  private final Optional<String> traceparent;
  private final long receivedMs;
  private final Span span;
  private final AtomicInteger spans = new AtomicInteger();
  private final long arrivedNanos = System.nanoTime();
  private final AtomicBoolean slowHere = new AtomicBoolean();
  private final AtomicBoolean late = new AtomicBoolean();

  PushTrace(Tracing tracing, Optional<String> traceparent, long receivedMs) {
    this.tracing = tracing;
    this.traceparent = traceparent;
    this.receivedMs = receivedMs;
    // What began before there was tracing begins no trace here.
    this.span =
        traceparent.filter(Traceparent::mayBeChosen).isPresent() && trace().isSampled()
            ? tracing
                .span(parent(), "process " + PushRoutes.TOPIC, SpanKind.CONSUMER)
                .setAttribute(TraceNames.MESSAGING_SYSTEM, TraceNames.KAFKA)
                .setAttribute(TraceNames.MESSAGING_OPERATION, "process")
                .setAttribute(TraceNames.MESSAGING_OPERATION_NAME, "process")
                .setAttribute(TraceNames.MESSAGING_DESTINATION, PushRoutes.TOPIC)
                .startSpan()
            : Span.getInvalid();
  }

  private static final PushTrace NONE = new PushTrace(Tracing.off(), Optional.empty(), 0);

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
  public OptionalLong written(long offeredNanos, String msgId, Supplier<Attributes> to) {
    long way = receivedMs == 0 ? 0 : System.currentTimeMillis() - receivedMs;
    boolean kept = this != NONE && isKept(way, msgId, to);
    if (span.getSpanContext().isSampled()) {
      if (spans.incrementAndGet() <= MOST_SPANS) {
        push(parent().with(span), offeredNanos, msgId, to).startSpan().end();
      }
    } else if (kept) {
      writeLate(offeredNanos, msgId, to);
    }
    return receivedMs == 0 ? OptionalLong.empty() : OptionalLong.of(way);
  }

  /**
   * Whether it was slow and is to be kept though not chosen; says it in the log. Of one record and
   * reason the first socket is enough: the others wait for the same.
   *
   * <p>Only the time in this gateway is measured with one clock. The time before depends on the
   * clock of the sender's gateway: where that is wrong every push seems slow, and nothing in a
   * record tells that from a Kafka that is slow. So what came late by that clock is kept as often
   * as it is named in the log, and no more.
   */
  private boolean isKept(long wayMs, String msgId, Supplier<Attributes> to) {
    long hereNanos = System.nanoTime() - arrivedNanos;
    if (tracing.isSlow(hereNanos)) {
      if (!slowHere.compareAndSet(false, true)) {
        return false;
      }
      name(tracing.slowPushes(), wayMs, hereNanos, msgId, to.get());
      return true;
    }
    return tracing.isSlow(Duration.ofMillis(wayMs).toNanos())
        && late.compareAndSet(false, true)
        && name(tracing.latePushes(), wayMs, hereNanos, msgId, to.get());
  }

  private boolean name(SlowLog log, long wayMs, long hereNanos, String msgId, Attributes push) {
    long hereMs = TimeUnit.NANOSECONDS.toMillis(hereNanos);
    return LogMarks.with(
        LogMarks.of(trace(), push),
        () ->
            log.add(
                () ->
                    "push took %d ms, %d of them in this gateway%s"
                        .formatted(Math.max(wayMs, hereMs), hereMs, SlowLog.messageId(msgId))));
  }

  private SpanContext trace() {
    return Span.fromContext(parent()).getSpanContext();
  }

  private Context parent() {
    return tracing.from(traceparent);
  }

  private void writeLate(long offeredNanos, String msgId, Supplier<Attributes> to) {
    SpanContext trace = trace();
    if (trace.isValid()) {
      SpanContext own =
          SpanContext.create(
              trace.getTraceId(),
              tracing.lateSpans().generateSpanId(),
              trace.getTraceFlags(),
              trace.getTraceState());
      tracing
          .lateSpans()
          .start(own, parent(), context -> push(context, offeredNanos, msgId, to))
          .end();
    }
  }

  private SpanBuilder push(
      Context context, long offeredNanos, String msgId, Supplier<Attributes> to) {
    return tracing
        .span(context, "push", SpanKind.INTERNAL)
        .setStartTimestamp(SpanTime.of(offeredNanos), TimeUnit.NANOSECONDS)
        .setAllAttributes(to.get())
        .setAttribute(TraceNames.MESSAGE_ID, msgId);
  }
}
