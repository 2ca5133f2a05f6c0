package chat.ops.traces;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.protobuf.ByteString;
import io.grpc.ManagedChannel;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.netty.shaded.io.grpc.netty.NettyChannelBuilder;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceResponse;
import io.opentelemetry.proto.collector.trace.v1.TraceServiceGrpc;
import io.opentelemetry.proto.common.v1.AnyValue;
import io.opentelemetry.proto.common.v1.ArrayValue;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.resource.v1.Resource;
import io.opentelemetry.proto.trace.v1.ResourceSpans;
import io.opentelemetry.proto.trace.v1.ScopeSpans;
import io.opentelemetry.proto.trace.v1.Span.SpanKind;
import io.opentelemetry.proto.trace.v1.Status.StatusCode;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Both ways in and the pages, with real clients. */
class TraceReceiverTest {
  private static final String TRACE = "0102030405060708090a0b0c0d0e0f10";
  private static final String SPAN = "1112131415161718";
  private static final String PROTOBUF = "application/x-protobuf";

  private TraceReceiver receiver;
  private HttpClient client;

  @BeforeEach
  void start() throws IOException {
    receiver = TraceReceiver.start();
    client = HttpClient.newHttpClient();
  }

  @AfterEach
  void stop() {
    client.close();
    receiver.close();
  }

  @Test
  void spansComeInOverGrpc() throws Exception {
    ManagedChannel channel = channel();
    try {
      var stub = TraceServiceGrpc.newBlockingStub(channel);
      assertEquals(
          ExportTraceServiceResponse.getDefaultInstance(), stub.export(request(span().build())));
      assertReceived();
      stub.withCompression("gzip").export(request(span().setName("packed").build()));
      assertEquals(1, receiver.store().counts().spans());
      StatusRuntimeException tooLarge =
          assertThrows(
              StatusRuntimeException.class,
              () -> stub.export(request(span().setName("x".repeat(Intake.MOST_BYTES)).build())));
      assertEquals(Status.Code.RESOURCE_EXHAUSTED, tooLarge.getStatus().getCode());
    } finally {
      channel.shutdownNow().awaitTermination(5, TimeUnit.SECONDS);
    }
  }

  @Test
  void spansComeInOverHttp() throws Exception {
    HttpResponse<byte[]> response = post(request(span().build()).toByteArray());
    assertEquals(200, response.statusCode());
    assertEquals(PROTOBUF, response.headers().firstValue("Content-Type").orElseThrow());
    assertEquals(
        ExportTraceServiceResponse.getDefaultInstance(),
        ExportTraceServiceResponse.parseFrom(response.body()));
    assertReceived();
  }

  @Test
  void spansComeInOverHttpPacked() throws Exception {
    HttpResponse<byte[]> response =
        post(packed(request(span().build()).toByteArray()), PROTOBUF, "gzip");
    assertEquals(200, response.statusCode());
    assertReceived();
  }

  @Test
  void spansWithoutIdsAreCountedAndLeftOut() throws Exception {
    var none = span().setTraceId(ByteString.copyFrom(new byte[16])).build();
    var tooShort = span().setSpanId(bytes("11")).build();
    HttpResponse<byte[]> response = post(request(none, tooShort, span().build()).toByteArray());
    assertEquals(200, response.statusCode());
    assertEquals(
        2,
        ExportTraceServiceResponse.parseFrom(response.body())
            .getPartialSuccess()
            .getRejectedSpans());
    assertReceived();
  }

  @Test
  void badBodiesAreRefused() throws Exception {
    byte[] good = request(span().build()).toByteArray();
    assertEquals(400, post(new byte[] {10, 100, 1}).statusCode());
    assertEquals(415, post(good, "application/json", "").statusCode());
    assertEquals(415, post(good, PROTOBUF, "br").statusCode());
    assertEquals(400, post(good, PROTOBUF, "gzip").statusCode());
    byte[] cut = packed(good);
    cut = Arrays.copyOf(cut, cut.length / 2);
    assertEquals(400, post(cut, PROTOBUF, "gzip").statusCode());
    byte[] large = new byte[Intake.MOST_BYTES + 1];
    assertEquals(413, post(large).statusCode());
    assertEquals(413, post(packed(large), PROTOBUF, "gzip").statusCode());
    assertEquals(0, receiver.store().counts().spans());
  }

  @Test
  void pagesShowWhatCameIn() throws Exception {
    post(request(span().build()).toByteArray());
    assertEquals("UP\n", get("/health").body());
    assertPage("/traces", TRACE + "  ");
    assertPage("/traces", "dropped: 0 traces, 0 spans");
    assertPage(
        "/traces/" + TRACE, "chat-gateway          take  ERROR why  messaging.message.id=m 1&");
    assertPage("/traces/" + TRACE.toUpperCase(Locale.ROOT), "trace " + TRACE);
    assertPage("/traces?message=m%201%26", "trace " + TRACE);
    assertPage("/", "GET /traces");
  }

  @Test
  void whatIsNotThereIsNotFound() throws Exception {
    assertEquals(404, get("/traces/" + TRACE).statusCode());
    assertEquals(404, get("/traces?message=none").statusCode());
    assertEquals(404, get("/tracesandmore").statusCode());
    assertEquals(404, get("/v1/tracesandmore").statusCode());
    assertEquals(400, get("/traces/nonsense").statusCode());
    assertEquals(400, get("/traces?message=").statusCode());
    assertEquals(400, get("/traces?other=1").statusCode());
    HttpResponse<String> wrong = get("/v1/traces");
    assertEquals(405, wrong.statusCode());
    assertEquals("POST", wrong.headers().firstValue("Allow").orElseThrow());
  }

  @Test
  void aPortThatIsTakenLeavesNothingBehind() throws Exception {
    int taken = URI.create(receiver.httpEndpoint()).getPort();
    assertThrows(
        IOException.class, () -> TraceReceiver.start("127.0.0.1", 0, taken, new SpanStore()));
  }

  private void assertReceived() {
    assertEquals(
        List.of(
            new Span(
                TRACE,
                SPAN,
                "",
                "take",
                Span.Kind.SERVER,
                "chat-gateway",
                1_000,
                5_000,
                Map.of(
                    "messaging.message.id",
                    "m 1&",
                    "user.id",
                    "7",
                    "list",
                    "[true, 1.5]",
                    "service.instance.id",
                    "gateway-1"),
                List.of(new Span.Link(TRACE, SPAN)),
                Span.Status.ERROR,
                "why")),
        receiver.store().trace(TRACE).orElseThrow().spans());
  }

  private void assertPage(String path, String part) throws Exception {
    HttpResponse<String> response = get(path);
    assertEquals(200, response.statusCode(), response.body());
    assertTrue(response.body().contains(part), response.body());
  }

  private HttpResponse<String> get(String path) throws Exception {
    return client.send(
        HttpRequest.newBuilder(URI.create(receiver.httpEndpoint() + path)).build(),
        BodyHandlers.ofString());
  }

  private HttpResponse<byte[]> post(byte[] body) throws Exception {
    return post(body, PROTOBUF, "");
  }

  private HttpResponse<byte[]> post(byte[] body, String type, String encoding) throws Exception {
    var request =
        HttpRequest.newBuilder(URI.create(receiver.httpEndpoint() + "/v1/traces"))
            .header("Content-Type", type)
            .POST(BodyPublishers.ofByteArray(body));
    if (!encoding.isEmpty()) {
      request.header("Content-Encoding", encoding);
    }
    return client.send(request.build(), BodyHandlers.ofByteArray());
  }

  private ManagedChannel channel() {
    URI endpoint = URI.create(receiver.grpcEndpoint());
    return NettyChannelBuilder.forAddress(endpoint.getHost(), endpoint.getPort())
        .usePlaintext()
        .build();
  }

  private static byte[] packed(byte[] bytes) throws IOException {
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (GZIPOutputStream out = new GZIPOutputStream(packed)) {
      out.write(bytes);
    }
    return packed.toByteArray();
  }

  private static ExportTraceServiceRequest request(io.opentelemetry.proto.trace.v1.Span... spans) {
    return ExportTraceServiceRequest.newBuilder()
        .addResourceSpans(
            ResourceSpans.newBuilder()
                .setResource(
                    Resource.newBuilder()
                        .addAttributes(attribute("service.name", text("chat-gateway")))
                        .addAttributes(attribute("service.instance.id", text("gateway-1"))))
                .addScopeSpans(ScopeSpans.newBuilder().addAllSpans(List.of(spans))))
        .build();
  }

  private static io.opentelemetry.proto.trace.v1.Span.Builder span() {
    return io.opentelemetry.proto.trace.v1.Span.newBuilder()
        .setTraceId(bytes(TRACE))
        .setSpanId(bytes(SPAN))
        .setName("take")
        .setKind(SpanKind.SPAN_KIND_SERVER)
        .setStartTimeUnixNano(1_000)
        .setEndTimeUnixNano(5_000)
        .addAttributes(attribute("messaging.message.id", text("m 1&")))
        .addAttributes(attribute("user.id", AnyValue.newBuilder().setIntValue(7).build()))
        .addAttributes(
            attribute(
                "list",
                AnyValue.newBuilder()
                    .setArrayValue(
                        ArrayValue.newBuilder()
                            .addValues(AnyValue.newBuilder().setBoolValue(true))
                            .addValues(AnyValue.newBuilder().setDoubleValue(1.5)))
                    .build()))
        .addLinks(
            io.opentelemetry.proto.trace.v1.Span.Link.newBuilder()
                .setTraceId(bytes(TRACE))
                .setSpanId(bytes(SPAN)))
        .setStatus(
            io.opentelemetry.proto.trace.v1.Status.newBuilder()
                .setCode(StatusCode.STATUS_CODE_ERROR)
                .setMessage("why"));
  }

  private static KeyValue attribute(String key, AnyValue value) {
    return KeyValue.newBuilder().setKey(key).setValue(value).build();
  }

  private static AnyValue text(String text) {
    return AnyValue.newBuilder().setStringValue(text).build();
  }

  private static ByteString bytes(String hexadecimal) {
    return ByteString.copyFrom(HexFormat.of().parseHex(hexadecimal));
  }
}
