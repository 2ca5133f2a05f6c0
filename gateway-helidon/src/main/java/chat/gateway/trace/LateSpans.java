package chat.gateway.trace;

import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.ContextKey;
import io.opentelemetry.sdk.trace.IdGenerator;
import io.opentelemetry.sdk.trace.data.LinkData;
import io.opentelemetry.sdk.trace.samplers.Sampler;
import io.opentelemetry.sdk.trace.samplers.SamplingResult;
import java.util.List;

/**
 * Makes the spans of what was not chosen to be traced and is kept all the same. Their identifiers
 * were given out when it began, and have gone to other processes since. Thread-safe.
 */
final class LateSpans implements IdGenerator {
  private static final ContextKey<SpanContext> LATE = ContextKey.named("chat-late");
  private static final ScopedValue<SpanContext> RESERVED = ScopedValue.newInstance();

  private final IdGenerator random = IdGenerator.random();

  /** Makes one span, which gets these identifiers. */
  @FunctionalInterface
  interface Maker {

    /** Starts and ends it in the context. */
    void make(Context parent);
  }

  /** Has a span made afterwards. */
  void make(SpanContext identifiers, Context parent, Maker maker) {
    ScopedValue.where(RESERVED, identifiers).run(() -> maker.make(parent.with(LATE, identifiers)));
  }

  /** A sampler that chooses these, and leaves the rest to another one. */
  Sampler over(Sampler sampler) {
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
            : sampler.shouldSample(parent, traceId, name, kind, attributes, links);
      }

      @Override
      public String getDescription() {
        return sampler.getDescription() + ", and what is slow or fails";
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
