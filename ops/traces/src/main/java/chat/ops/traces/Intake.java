package chat.ops.traces;

import io.opentelemetry.proto.collector.trace.v1.ExportTracePartialSuccess;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceResponse;
import java.util.List;

/** Where both ways in end: what is valid goes to the store, and the sender hears of the rest. */
record Intake(SpanStore store) {
  /** The largest request, also after unpacking; senders make batches of some 100 kB. */
  static final int MOST_BYTES = 4 << 20;

  ExportTraceServiceResponse take(ExportTraceServiceRequest request) {
    List<Span> spans = OtlpSpans.of(request);
    store.add(spans);
    var response = ExportTraceServiceResponse.newBuilder();
    int rejected = OtlpSpans.count(request) - spans.size();
    if (rejected > 0) {
      response.setPartialSuccess(
          ExportTracePartialSuccess.newBuilder()
              .setRejectedSpans(rejected)
              .setErrorMessage(
                  "a trace id must have 16 bytes, a span id 8, and not all of them 0"));
    }
    return response.build();
  }
}
