package chat.service.push;

import static io.opentelemetry.api.common.AttributeKey.stringKey;
import static org.junit.jupiter.api.Assertions.assertEquals;

import chat.proto.PushRoutes;
import chat.service.trace.Tracing;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.context.Context;
import io.opentelemetry.sdk.testing.exporter.InMemorySpanExporter;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.data.StatusData;
import io.opentelemetry.sdk.trace.export.SimpleSpanProcessor;
import io.opentelemetry.sdk.trace.samplers.Sampler;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.junit.jupiter.api.Test;

class RecordSpanTest {
  private static final String TRACE = "0af7651916cd43dd8448eb211c80319c";
  private static final String PARENT = "b7ad6b7169203331";
  private static final Duration NEVER_SLOW = Duration.ofDays(1);

  private final InMemorySpanExporter spans = InMemorySpanExporter.create();

  @Test
  void aRecordIsPartOfItsMessagesTraceAndTakesItOn() {
    RecordSpan span = RecordSpan.begin(context("01", NEVER_SLOW), 7, "m");
    var headers = new RecordHeaders();
    span.addTo(headers);
    span.end(true);
    SpanData sent = only();
    assertEquals("send chat.push", sent.getName());
    assertEquals(SpanKind.PRODUCER, sent.getKind());
    assertEquals(PARENT, sent.getParentSpanId());
    assertEquals(StatusData.unset(), sent.getStatus());
    assertEquals(
        Map.of(
            stringKey("messaging.system"), "kafka",
            stringKey("messaging.operation.type"), "send",
            stringKey("messaging.operation.name"), "send",
            stringKey("messaging.destination.name"), PushRoutes.TOPIC,
            stringKey("messaging.destination.partition.id"), "7",
            stringKey("messaging.message.id"), "m"),
        sent.getAttributes().asMap());
    assertEquals(
        "00-" + TRACE + "-" + sent.getSpanId() + "-01",
        new String(headers.lastHeader("traceparent").value(), StandardCharsets.US_ASCII));
  }

  @Test
  void whatIsNotTracedIsKeptWhereKafkaIsSlow() {
    RecordSpan.begin(context("00", NEVER_SLOW), 7, "m").end(false);
    RecordSpan.begin(Context.root(), 7, "m").end(false);
    assertEquals(List.of(), spans.getFinishedSpanItems());
    RecordSpan slow = RecordSpan.begin(context("00", Duration.ZERO), 7, "m");
    var headers = new RecordHeaders();
    slow.addTo(headers);
    assertEquals(
        "00-" + TRACE + "-" + PARENT + "-00",
        new String(headers.lastHeader("traceparent").value(), StandardCharsets.US_ASCII));
    slow.end(false);
    SpanData kept = only();
    assertEquals(TRACE, kept.getTraceId());
    assertEquals(PARENT, kept.getParentSpanId());
    assertEquals(StatusData.error(), kept.getStatus());
    assertEquals("m", kept.getAttributes().get(stringKey("messaging.message.id")));
  }

  private Context context(String flags, Duration slow) {
    var provider =
        SdkTracerProvider.builder()
            .setSampler(Sampler.parentBased(Sampler.alwaysOff()))
            .addSpanProcessor(SimpleSpanProcessor.create(spans))
            .build();
    return new Tracing(provider.get("test"), true, slow)
        .unread("00-" + TRACE + "-" + PARENT + "-" + flags);
  }

  private SpanData only() {
    assertEquals(1, spans.getFinishedSpanItems().size());
    return spans.getFinishedSpanItems().getFirst();
  }
}
