package chat.service.trace;

import static org.junit.jupiter.api.Assertions.assertEquals;

import chat.proto.ErrorCode;
import chat.proto.user.GetProfileReply;
import chat.proto.user.GetProfileRequest;
import chat.proto.user.UserServiceGrpc;
import chat.trace.TraceNames;
import io.grpc.ManagedChannel;
import io.grpc.Metadata;
import io.grpc.Server;
import io.grpc.ServerInterceptors;
import io.grpc.inprocess.InProcessChannelBuilder;
import io.grpc.inprocess.InProcessServerBuilder;
import io.grpc.stub.MetadataUtils;
import io.grpc.stub.StreamObserver;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.sdk.testing.exporter.InMemorySpanExporter;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.data.StatusData;
import io.opentelemetry.sdk.trace.export.SimpleSpanProcessor;
import io.opentelemetry.sdk.trace.samplers.Sampler;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class CallSpansTest {
  private static final String TRACE = "0af7651916cd43dd8448eb211c80319c";
  private static final String PARENT = "b7ad6b7169203331";
  private static final Duration NEVER_SLOW = Duration.ofDays(1);

  private final InMemorySpanExporter spans = InMemorySpanExporter.create();
  private Server server;
  private ManagedChannel channel;
  private String currentTrace = "";

  @AfterEach
  void stop() {
    channel.shutdownNow();
    server.shutdownNow();
  }

  @Test
  void aCallIsPartOfTheCallersTraceAndSoIsWhatItDoes() throws Exception {
    call(NEVER_SLOW, "01", ErrorCode.OK);
    SpanData span = only();
    assertEquals("chat.user.UserService/GetProfile", span.getName());
    assertEquals(TRACE, span.getTraceId());
    assertEquals(PARENT, span.getParentSpanId());
    assertEquals(TRACE, currentTrace, "current while the handler runs");
    assertEquals("GetProfile", span.getAttributes().get(key(TraceNames.RPC_METHOD)));
  }

  @Test
  void whatTheCallerDoesNotTraceLeavesNothing() throws Exception {
    call(NEVER_SLOW, "00", ErrorCode.NOT_FOUND);
    assertEquals(List.of(), spans.getFinishedSpanItems());
  }

  @Test
  void whatFailsByOurFaultIsKeptAllTheSame() throws Exception {
    call(NEVER_SLOW, "00", ErrorCode.UNAVAILABLE);
    SpanData span = only();
    assertEquals(PARENT, span.getParentSpanId());
    assertEquals(StatusData.error(), span.getStatus());
    assertEquals("unavailable", span.getAttributes().get(key(TraceNames.ERROR)));
  }

  @Test
  void whatIsSlowIsKeptAllTheSame() throws Exception {
    call(Duration.ZERO, "00", ErrorCode.OK);
    assertEquals(PARENT, only().getParentSpanId());
  }

  @Test
  void whatFailsOrIsSlowForACallerWithoutATraceIsKeptAllTheSame() throws Exception {
    call(NEVER_SLOW, "", ErrorCode.UNAVAILABLE);
    SpanData failed = only();
    assertEquals(StatusData.error(), failed.getStatus());
    assertEquals(currentTrace, failed.getTraceId(), "as in the log's lines about it");
    stop();
    spans.reset();
    call(Duration.ZERO, "", ErrorCode.OK);
    assertEquals(currentTrace, only().getTraceId());
  }

  /**
   * @param flags of the caller's trace; empty for a caller that has none
   */
  private void call(Duration slow, String flags, ErrorCode outcome) throws Exception {
    var provider =
        SdkTracerProvider.builder()
            .setSampler(Sampler.parentBased(Sampler.alwaysOff()))
            .addSpanProcessor(SimpleSpanProcessor.create(spans))
            .build();
    var tracing = new Tracing(provider.get("test"), true, slow);
    String name = InProcessServerBuilder.generateName();
    server =
        InProcessServerBuilder.forName(name)
            .directExecutor()
            .addService(ServerInterceptors.intercept(new Profiles(outcome), new CallSpans(tracing)))
            .build()
            .start();
    channel = InProcessChannelBuilder.forName(name).directExecutor().build();
    var headers = new Metadata();
    if (!flags.isEmpty()) {
      headers.put(
          Metadata.Key.of("traceparent", Metadata.ASCII_STRING_MARSHALLER),
          "00-" + TRACE + "-" + PARENT + "-" + flags);
    }
    GetProfileReply reply =
        UserServiceGrpc.newBlockingStub(channel)
            .withInterceptors(MetadataUtils.newAttachHeadersInterceptor(headers))
            .getProfile(GetProfileRequest.getDefaultInstance());
    assertEquals(outcome.errno(), reply.getErrno());
  }

  private SpanData only() {
    assertEquals(1, spans.getFinishedSpanItems().size());
    return spans.getFinishedSpanItems().getFirst();
  }

  private static AttributeKey<String> key(String name) {
    return AttributeKey.stringKey(name);
  }

  private final class Profiles extends UserServiceGrpc.UserServiceImplBase {
    private final ErrorCode outcome;

    Profiles(ErrorCode outcome) {
      this.outcome = outcome;
    }

    @Override
    public void getProfile(GetProfileRequest request, StreamObserver<GetProfileReply> replies) {
      currentTrace = Span.current().getSpanContext().getTraceId();
      replies.onNext(GetProfileReply.newBuilder().setErrno(outcome.errno()).build());
      replies.onCompleted();
    }
  }
}
