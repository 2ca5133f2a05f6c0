package chat.service.trace;

import chat.trace.SpanTime;
import chat.trace.TraceNames;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanBuilder;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.SpanId;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.TraceFlags;
import io.opentelemetry.api.trace.TraceId;
import io.opentelemetry.api.trace.TraceState;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.api.trace.TracerProvider;
import io.opentelemetry.api.trace.propagation.W3CTraceContextPropagator;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.ContextKey;
import io.opentelemetry.context.propagation.TextMapGetter;
import io.opentelemetry.context.propagation.TextMapSetter;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;

/**
 * Makes spans, and takes traces from where they come and to where they go on. It goes along with
 * the context of what may be traced: those who make spans further in find it there. Thread-safe.
 */
public final class Tracing {
  /** Of what is done for many at a time, so many are kept afterwards where it was slow. */
  public static final int MOST_LATE = 64;

  private static final ContextKey<Tracing> TRACING = ContextKey.named("chat-tracing");
  // The header of what was not to be traced: it is handed on, and mostly nobody reads it here.
  private static final ContextKey<String> UNREAD = ContextKey.named("chat-unread-traceparent");
  private static final TextMapGetter<String> GETTER = new Traceparent();
  private static final TextMapSetter<AtomicReference<String>> SETTER =
      (carrier, name, value) -> {
        if (carrier != null && name.equals(TraceNames.TRACEPARENT)) {
          carrier.set(value);
        }
      };

  private final Tracer tracer;
  private final Context own = Context.root().with(TRACING, this);
  private final boolean on;
  private final long slowNanos;

  /**
   * Traces with this tracer.
   *
   * @param on false where nothing is traced; then nothing here costs anything
   * @param slow from which duration on something is kept that was not to be traced
   */
  public Tracing(Tracer tracer, boolean on, Duration slow) {
    this.tracer = tracer;
    this.on = on;
    this.slowNanos = slow.toNanos();
  }

  /** Traces nothing. */
  public static Tracing off() {
    return new Tracing(
        TracerProvider.noop().get(TraceNames.SCOPE), false, Duration.ofNanos(Long.MAX_VALUE));
  }

  /** Whether anything may be traced. */
  public boolean isOn() {
    return on;
  }

  /** Whether something that took so long is kept though it was not to be traced. */
  public boolean isSlow(long nanos) {
    return on && nanos >= slowNanos;
  }

  /**
   * The context that goes on with a trace.
   *
   * @param traceparent as in W3C Trace Context; what is none begins a trace of its own
   */
  public Context from(String traceparent) {
    if (!on) {
      return Context.root();
    }
    return traceparent.isEmpty() ? own : read(own, traceparent);
  }

  /**
   * The same for many at which nobody looks: what was not to be traced is read only when somebody
   * asks, see {@link #of}. Spans in it are made by {@link #spanIn} and {@link #late} alone.
   */
  public Context unread(String traceparent) {
    return on && traceparent.endsWith(TraceNames.NOT_CHOSEN)
        ? own.with(UNREAD, traceparent)
        : from(traceparent);
  }

  /** The trace that this context goes on with; not valid where there is none. */
  public static SpanContext of(Context context) {
    String unread = context.get(UNREAD);
    return Span.fromContext(unread == null ? context : read(context, unread)).getSpanContext();
  }

  private static Context read(Context context, String traceparent) {
    return W3CTraceContextPropagator.getInstance().extract(context, traceparent, GETTER);
  }

  /**
   * Begins a span in this context. It is traced if what it goes on with is, or if it begins a trace
   * that is chosen.
   */
  public SpanBuilder span(Context context, String name, SpanKind kind) {
    // The SDK's own clock runs from each trace's first span on, a little beside the others'.
    return tracer
        .spanBuilder(name)
        .setParent(context)
        .setSpanKind(kind)
        .setStartTimestamp(SpanTime.now(), TimeUnit.NANOSECONDS);
  }

  /**
   * A span, made afterwards, of something that was not to be traced and is worth to be kept: it was
   * slow, or went wrong. Where it goes on with nothing it is in a trace of its own.
   */
  public SpanBuilder late(Context context, String name, SpanKind kind) {
    SpanContext parent = of(context);
    return span(
        context.with(Span.wrap(parent.isValid() ? chosen(parent) : invented())), name, kind);
  }

  /** A span in the current context, by whoever traces it; empty where nobody does. */
  public static Optional<SpanBuilder> spanHere(String name, SpanKind kind) {
    return spanIn(Context.current(), name, kind);
  }

  /** A span in this context, by whoever traces it; empty where nobody does. */
  public static Optional<SpanBuilder> spanIn(Context context, String name, SpanKind kind) {
    Tracing tracing = context.get(TRACING);
    return tracing == null || !isTraced(context)
        ? Optional.empty()
        : Optional.of(tracing.span(context, name, kind));
  }

  /**
   * Whether what took so long in this context is to be kept afterwards, see {@link #lateIn}: it was
   * slow, and is not traced. Costs nothing.
   */
  public static boolean isLate(Context context, long nanos) {
    Tracing tracing = context.get(TRACING);
    return tracing != null && tracing.isSlow(nanos) && !isTraced(context);
  }

  /**
   * A span, made afterwards, of what has been going on in this context until now.
   *
   * @param nanos for how long
   * @throws IllegalStateException where nobody traces; see {@link #isLate}
   */
  public static SpanBuilder lateIn(Context context, String name, SpanKind kind, long nanos) {
    Tracing tracing = context.get(TRACING);
    if (tracing == null) {
      throw new IllegalStateException("nobody traces " + name);
    }
    return tracing
        .late(context, name, kind)
        .setStartTimestamp(SpanTime.now() - nanos, TimeUnit.NANOSECONDS);
  }

  /** The same work, done in the trace that is current now, on whatever thread. */
  public static <T> Supplier<T> carry(Supplier<T> work) {
    return Context.current().wrapSupplier(work);
  }

  /** Whether what is done in this context is traced. */
  public static boolean isTraced(Context context) {
    return Span.fromContext(context).getSpanContext().isSampled();
  }

  /** What takes the trace of this context to another process; empty where there is none. */
  public static String traceparent(Context context) {
    String unread = context.get(UNREAD);
    if (unread != null) {
      return unread;
    }
    if (!Span.fromContext(context).getSpanContext().isValid()) {
      return "";
    }
    AtomicReference<String> header = new AtomicReference<>("");
    W3CTraceContextPropagator.getInstance().inject(context, header, SETTER);
    return header.get();
  }

  private static SpanContext chosen(SpanContext parent) {
    return SpanContext.createFromRemoteParent(
        parent.getTraceId(), parent.getSpanId(), TraceFlags.getSampled(), parent.getTraceState());
  }

  // Whoever begins a trace is chosen by the ratio; only what goes on with one can be kept for sure.
  private static SpanContext invented() {
    var random = ThreadLocalRandom.current();
    return SpanContext.createFromRemoteParent(
        TraceId.fromLongs(random.nextLong(), random.nextLong(1, Long.MAX_VALUE)),
        SpanId.fromLong(random.nextLong(1, Long.MAX_VALUE)),
        TraceFlags.getSampled(),
        TraceState.getDefault());
  }

  /** Reads the one header. */
  private static final class Traceparent implements TextMapGetter<String> {
    @Override
    public Iterable<String> keys(String carrier) {
      return List.of(TraceNames.TRACEPARENT);
    }

    @Override
    public String get(String carrier, String key) {
      return key.equals(TraceNames.TRACEPARENT) ? carrier : null;
    }
  }
}
