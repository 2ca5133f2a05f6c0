package chat.ops.traces;

import com.google.protobuf.ByteString;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.common.v1.AnyValue;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.trace.v1.ResourceSpans;
import io.opentelemetry.proto.trace.v1.ScopeSpans;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Translates what OTLP carries. Keeps little of each span: names and texts are cut, and so are
 * attributes and links beyond a number. Spans without valid ids are left out.
 */
final class OtlpSpans {
  private static final int TRACE_ID_BYTES = 16;
  private static final int SPAN_ID_BYTES = 8;
  private static final int MOST_CHARACTERS = 300;
  private static final int MOST_ATTRIBUTES = 40;
  private static final int MOST_LINKS = 128;
  private static final String SERVICE = "service.name";
  private static final String INSTANCE = "service.instance.id";

  private OtlpSpans() {}

  /** The valid spans of a request. */
  static List<Span> of(ExportTraceServiceRequest request) {
    List<Span> spans = new ArrayList<>();
    for (ResourceSpans resource : request.getResourceSpansList()) {
      Map<String, String> process = attributes(resource.getResource().getAttributesList());
      for (ScopeSpans scope : resource.getScopeSpansList()) {
        scope.getSpansList().stream()
            .filter(OtlpSpans::valid)
            .map(span -> span(span, process))
            .forEach(spans::add);
      }
    }
    return spans;
  }

  /** How many spans a request has, valid or not. */
  static int count(ExportTraceServiceRequest request) {
    return request.getResourceSpansList().stream()
        .flatMap(resource -> resource.getScopeSpansList().stream())
        .mapToInt(ScopeSpans::getSpansCount)
        .sum();
  }

  private static boolean valid(io.opentelemetry.proto.trace.v1.Span span) {
    return isId(span.getTraceId(), TRACE_ID_BYTES) && isId(span.getSpanId(), SPAN_ID_BYTES);
  }

  private static boolean isId(ByteString id, int bytes) {
    return id.size() == bytes && !id.equals(ByteString.copyFrom(new byte[bytes]));
  }

  private static Span span(io.opentelemetry.proto.trace.v1.Span span, Map<String, String> process) {
    Map<String, String> attributes = attributes(span.getAttributesList());
    if (process.containsKey(INSTANCE)) {
      attributes.put(INSTANCE, process.get(INSTANCE));
    }
    return new Span(
        hexadecimal(span.getTraceId()),
        hexadecimal(span.getSpanId()),
        isId(span.getParentSpanId(), SPAN_ID_BYTES) ? hexadecimal(span.getParentSpanId()) : "",
        cut(span.getName()),
        kind(span.getKind()),
        process.getOrDefault(SERVICE, ""),
        span.getStartTimeUnixNano(),
        span.getEndTimeUnixNano(),
        attributes,
        span.getLinksList().stream()
            .limit(MOST_LINKS)
            .map(
                link ->
                    new Span.Link(hexadecimal(link.getTraceId()), hexadecimal(link.getSpanId())))
            .toList(),
        status(span.getStatus().getCode()),
        cut(span.getStatus().getMessage()));
  }

  private static Span.Kind kind(io.opentelemetry.proto.trace.v1.Span.SpanKind kind) {
    return switch (kind) {
      case SPAN_KIND_UNSPECIFIED, UNRECOGNIZED -> Span.Kind.UNSPECIFIED;
      case SPAN_KIND_INTERNAL -> Span.Kind.INTERNAL;
      case SPAN_KIND_SERVER -> Span.Kind.SERVER;
      case SPAN_KIND_CLIENT -> Span.Kind.CLIENT;
      case SPAN_KIND_PRODUCER -> Span.Kind.PRODUCER;
      case SPAN_KIND_CONSUMER -> Span.Kind.CONSUMER;
    };
  }

  private static Span.Status status(io.opentelemetry.proto.trace.v1.Status.StatusCode code) {
    return switch (code) {
      case STATUS_CODE_UNSET, UNRECOGNIZED -> Span.Status.UNSET;
      case STATUS_CODE_OK -> Span.Status.OK;
      case STATUS_CODE_ERROR -> Span.Status.ERROR;
    };
  }

  private static Map<String, String> attributes(List<KeyValue> list) {
    Map<String, String> attributes = new HashMap<>();
    list.stream()
        .limit(MOST_ATTRIBUTES)
        .forEach(entry -> attributes.put(cut(entry.getKey()), cut(text(entry.getValue()))));
    return attributes;
  }

  private static String text(AnyValue value) {
    return switch (value.getValueCase()) {
      case STRING_VALUE -> value.getStringValue();
      case BOOL_VALUE -> String.valueOf(value.getBoolValue());
      case INT_VALUE -> String.valueOf(value.getIntValue());
      case DOUBLE_VALUE -> String.valueOf(value.getDoubleValue());
      case BYTES_VALUE -> hexadecimal(value.getBytesValue());
      case ARRAY_VALUE ->
          value.getArrayValue().getValuesList().stream()
              .limit(MOST_LINKS)
              .map(OtlpSpans::text)
              .collect(Collectors.joining(", ", "[", "]"));
      case KVLIST_VALUE -> "{" + value.getKvlistValue().getValuesCount() + "}";
      case VALUE_NOT_SET -> "";
      // Newer forms of the protocol, which no part of this system sends.
      default -> "";
    };
  }

  private static String hexadecimal(ByteString bytes) {
    return HexFormat.of().formatHex(bytes.toByteArray());
  }

  // Also keeps no more than the first half of a pair of surrogates, which prints as ?.
  private static String cut(String text) {
    return text.length() <= MOST_CHARACTERS ? text : text.substring(0, MOST_CHARACTERS);
  }
}
