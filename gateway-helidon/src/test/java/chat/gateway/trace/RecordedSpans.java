package chat.gateway.trace;

import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.sdk.testing.exporter.InMemorySpanExporter;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.export.SimpleSpanProcessor;
import io.opentelemetry.sdk.trace.samplers.Sampler;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Tracing as in production, but that the spans stay here. */
public final class RecordedSpans {
  public static final Duration NEVER_SLOW = Duration.ofDays(1);

  private final InMemorySpanExporter spans = InMemorySpanExporter.create();

  /** Everything is traced. */
  public Tracing everything() {
    return tracing(Sampler.alwaysOn(), NEVER_SLOW);
  }

  /** What this sampler chooses is traced, and what is this slow. */
  public Tracing tracing(Sampler sampler, Duration slow) {
    var late = new LateSpans();
    var provider =
        SdkTracerProvider.builder()
            .setIdGenerator(late)
            .setSampler(late.over(sampler))
            .addSpanProcessor(SimpleSpanProcessor.create(spans))
            .build();
    return new Tracing(provider.get("test"), late, slow, Optional.of(provider));
  }

  /** Forgets those that have ended. */
  public void clear() {
    spans.reset();
  }

  /** All that have ended. */
  public List<SpanData> all() {
    return spans.getFinishedSpanItems();
  }

  /** The first of this name that has ended; empty where none has. */
  public Optional<SpanData> find(String name) {
    return all().stream().filter(span -> span.getName().equals(name)).findFirst();
  }

  /** The first of this name that has ended. */
  public SpanData named(String name) {
    return find(name).orElseThrow(() -> new AssertionError(name + " is none of " + all()));
  }

  /** An attribute that is a text; null where there is none. */
  public static String text(SpanData span, String attribute) {
    return span.getAttributes().get(AttributeKey.stringKey(attribute));
  }

  /** An attribute that is a number; null where there is none. */
  public static Long number(SpanData span, String attribute) {
    return span.getAttributes().get(AttributeKey.longKey(attribute));
  }
}
