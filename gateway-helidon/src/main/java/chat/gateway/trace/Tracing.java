package chat.gateway.trace;

import chat.trace.SpanTime;
import chat.trace.TraceNames;
import chat.trace.TraceSettings;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.SpanBuilder;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.api.trace.TracerProvider;
import io.opentelemetry.api.trace.propagation.W3CTraceContextPropagator;
import io.opentelemetry.context.Context;
import io.opentelemetry.sdk.OpenTelemetrySdk;
import io.opentelemetry.sdk.autoconfigure.AutoConfiguredOpenTelemetrySdk;
import io.opentelemetry.sdk.autoconfigure.spi.ConfigProperties;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * The gateway's OpenTelemetry. Spans wait in a bounded queue for their export; overflow rule: what
 * finds no room there is dropped and counted, and nobody waits. Thread-safe.
 */
public final class Tracing implements AutoCloseable {
  private static final Logger LOGGER = System.getLogger(Tracing.class.getName());
  private static final String SERVICE = "chat-gateway";
  private static final String ATTRIBUTES = "otel.resource.attributes";
  private static final String INSTANCE = "service.instance.id";
  private static final int FLUSH_SECONDS = 2;

  private final Tracer tracer;
  private final LateSpans late;
  private final long slowNanos;
  private final Optional<AutoCloseable> sdk;
  // Each has its own ration: many of one kind hide none of another.
  private final SlowLog slowLog = new SlowLog(System::nanoTime);
  private final SlowLog slowPushes = new SlowLog(System::nanoTime);
  private final SlowLog latePushes = new SlowLog(System::nanoTime);

  Tracing(Tracer tracer, LateSpans late, Duration slow, Optional<AutoCloseable> sdk) {
    this.tracer = tracer;
    this.late = late;
    this.slowNanos = slow.toNanos();
    this.sdk = sdk;
  }

  /** Traces nothing, and nothing is slow. */
  public static Tracing off() {
    return untraced(Duration.ofDays(1));
  }

  /**
   * What the environment says, see {@link TraceSettings}.
   *
   * @param gatewayId names this gateway in the traces
   * @param slow from when on a request is slow
   * @throws IllegalArgumentException when a setting is not allowed
   */
  public static Tracing start(Map<String, String> environment, String gatewayId, Duration slow) {
    if (!TraceSettings.isOn(environment)) {
      return untraced(slow);
    }
    TraceSettings.notice(environment).ifPresent(text -> LOGGER.log(Level.WARNING, text));
    var late = new LateSpans();
    OpenTelemetrySdk sdk = sdk(environment, gatewayId, late);
    LOGGER.log(Level.INFO, "tracing; slow is {0}", slow);
    return new Tracing(sdk.getTracer(TraceNames.SCOPE), late, slow, Optional.of(() -> flush(sdk)));
  }

  /** What {@link #start} starts. */
  static OpenTelemetrySdk sdk(Map<String, String> environment, String gatewayId, LateSpans late) {
    Map<String, String> properties = new HashMap<>(TraceSettings.properties(environment));
    properties.put("otel.service.name", SERVICE);
    return AutoConfiguredOpenTelemetrySdk.builder()
        .addPropertiesSupplier(() -> properties)
        .addPropertiesCustomizer(config -> named(config, gatewayId))
        .addTracerProviderCustomizer((provider, config) -> provider.setIdGenerator(late))
        .addSamplerCustomizer((sampler, config) -> late.over(sampler))
        .disableShutdownHook()
        .build()
        .getOpenTelemetrySdk();
  }

  /**
   * A client asks for something.
   *
   * @param name of the span
   * @param source the attributes that say where it comes from; asked for only when they are needed
   * @param traceparent the client's own trace, where it has one; anything else begins a new one
   * @param startNanos when it came, as System.nanoTime
   */
  public RequestTrace request(
      String name, Supplier<Attributes> source, Optional<String> traceparent, long startNanos) {
    return new RequestTrace(this, name, source, from(traceparent), startNanos);
  }

  /**
   * A record with a message has come for users of this gateway.
   *
   * @param traceparent of its header; empty where it has none
   * @param receivedMs when the sender's gateway received the message; 0 where nobody says
   */
  public PushTrace push(Optional<String> traceparent, long receivedMs) {
    return new PushTrace(this, traceparent, receivedMs);
  }

  /** Exports what waits, briefly. */
  @Override
  public void close() {
    sdk.ifPresent(
        open -> {
          try {
            open.close();
          } catch (Exception e) {
            LOGGER.log(Level.WARNING, "the last spans may be lost", e);
          }
        });
  }

  Tracer tracer() {
    return tracer;
  }

  LateSpans lateSpans() {
    return late;
  }

  SlowLog slowLog() {
    return slowLog;
  }

  /** Names pushes that took long in this gateway. */
  SlowLog slowPushes() {
    return slowPushes;
  }

  /** Names pushes that came late to this gateway, by the clock of the sender's. */
  SlowLog latePushes() {
    return latePushes;
  }

  /** Whether anything may be traced. */
  boolean isOn() {
    return sdk.isPresent();
  }

  boolean isSlow(long nanos) {
    return nanos >= slowNanos;
  }

  /**
   * A span in this context, from now on; whether it is traced is up to the sampler. The SDK's own
   * clock runs from each trace's first span on, a little beside the others'.
   */
  SpanBuilder span(Context context, String name, SpanKind kind) {
    return tracer
        .spanBuilder(name)
        .setParent(context)
        .setSpanKind(kind)
        .setStartTimestamp(SpanTime.now(), TimeUnit.NANOSECONDS);
  }

  // An operator's own attributes come in the same setting, and would replace a default of it.
  private static Map<String, String> named(ConfigProperties config, String gatewayId) {
    if (config.getMap(ATTRIBUTES).containsKey(INSTANCE)) {
      return Map.of();
    }
    String given = config.getString(ATTRIBUTES, "");
    String name = INSTANCE + "=" + gatewayId;
    return Map.of(ATTRIBUTES, given.isBlank() ? name : given + "," + name);
  }

  // The process ends after it: who takes the spans may be away, and is not waited for.
  private static void flush(OpenTelemetrySdk sdk) {
    var _ = sdk.getSdkTracerProvider().forceFlush().join(FLUSH_SECONDS, TimeUnit.SECONDS);
  }

  private static Tracing untraced(Duration slow) {
    return new Tracing(
        TracerProvider.noop().get(TraceNames.SCOPE), new LateSpans(), slow, Optional.empty());
  }

  /** The context that goes on with a trace; the root where there is none, or nothing is traced. */
  Context from(Optional<String> traceparent) {
    return traceparent
        .filter(header -> isOn())
        .map(
            header ->
                W3CTraceContextPropagator.getInstance()
                    .extract(Context.root(), header, Traceparent.GETTER))
        .orElse(Context.root());
  }
}
