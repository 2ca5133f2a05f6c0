package chat.gateway.trace;

import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanBuilder;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.TraceFlags;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.ContextKey;
import io.opentelemetry.sdk.trace.IdGenerator;
import io.opentelemetry.sdk.trace.data.LinkData;
import io.opentelemetry.sdk.trace.samplers.Sampler;
import io.opentelemetry.sdk.trace.samplers.SamplingDecision;
import io.opentelemetry.sdk.trace.samplers.SamplingResult;
import java.util.List;
import java.util.function.Function;

/**
 * Gives out identifiers to what begins, and makes its spans where it is chosen to be traced, or was
 * not and is kept all the same: then its identifiers have gone to other processes since.
 * Thread-safe.
 */
final class LateSpans implements IdGenerator {
  private static final ContextKey<SpanContext> LATE = ContextKey.named("chat-late");
  private static final ScopedValue<SpanContext> RESERVED = ScopedValue.newInstance();

  private final IdGenerator random = IdGenerator.random();
  private volatile Sampler sampler = Sampler.alwaysOff();

  /**
   * Starts a span that is traced in any case.
   *
   * @param identifiers that it gets
   * @param span describes it in the context that it is given
   */
  Span start(SpanContext identifiers, Context parent, Function<Context, SpanBuilder> span) {
    return ScopedValue.where(RESERVED, identifiers)
        .call(() -> span.apply(parent.with(LATE, identifiers)).startSpan());
  }

  /**
   * Identifiers of what begins in this context, and whether the sampler of {@link #over} chooses
   * it. Most of all is not chosen, and then the SDK has not been asked for a span.
   */
  SpanContext identify(Context parent, String name, SpanKind kind) {
    SpanContext above = Span.fromContext(parent).getSpanContext();
    String traceId = above.isValid() ? above.getTraceId() : random.generateTraceId();
    boolean chosen =
        sampler
            .shouldSample(parent, traceId, name, kind, Attributes.empty(), List.of())
            .getDecision()
            .equals(SamplingDecision.RECORD_AND_SAMPLE);
    return SpanContext.create(
        traceId,
        random.generateSpanId(),
        chosen ? TraceFlags.getSampled() : TraceFlags.getDefault(),
        above.getTraceState());
  }

  /** A sampler that chooses these, and leaves the rest to another one. */
  Sampler over(Sampler others) {
    sampler = others;
    return new Sampler() {
      @Override
      public SamplingResult shouldSample(
          Context parent,
          String traceId,
          String name,
          SpanKind kind,
          Attributes attributes,
          List<LinkData> links) {
        return parent.get(LATE) != null
            ? SamplingResult.recordAndSample()
            : others.shouldSample(parent, traceId, name, kind, attributes, links);
      }

      @Override
      public String getDescription() {
        return others.getDescription() + ", and what is slow or fails";
      }
    };
  }

  @Override
  public String generateSpanId() {
    return RESERVED.isBound() ? RESERVED.get().getSpanId() : random.generateSpanId();
  }

  @Override
  public String generateTraceId() {
    return RESERVED.isBound() ? RESERVED.get().getTraceId() : random.generateTraceId();
  }
}
