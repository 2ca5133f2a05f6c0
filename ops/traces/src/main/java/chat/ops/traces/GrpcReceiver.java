package chat.ops.traces;

import io.grpc.Server;
import io.grpc.netty.shaded.io.grpc.netty.NettyServerBuilder;
import io.grpc.stub.StreamObserver;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceResponse;
import io.opentelemetry.proto.collector.trace.v1.TraceServiceGrpc;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.concurrent.Executors;

/**
 * OTLP over gRPC, without TLS. A request that is too large gets RESOURCE_EXHAUSTED, one that is not
 * OTLP an error of gRPC's own.
 */
final class GrpcReceiver implements AutoCloseable {
  private final Server server;

  /**
   * Starts it.
   *
   * @throws IOException when the port cannot be had
   */
  GrpcReceiver(InetSocketAddress address, Intake intake) throws IOException {
    server =
        NettyServerBuilder.forAddress(address)
            .executor(Executors.newVirtualThreadPerTaskExecutor())
            .maxInboundMessageSize(Intake.MOST_BYTES)
            .addService(new Service(intake))
            .build()
            .start();
  }

  int port() {
    return server.getPort();
  }

  @Override
  public void close() {
    server.shutdownNow();
  }

  /** Takes each request on a thread of its own. */
  private static final class Service extends TraceServiceGrpc.TraceServiceImplBase {
    private final Intake intake;

    Service(Intake intake) {
      this.intake = intake;
    }

    @Override
    public void export(
        ExportTraceServiceRequest request, StreamObserver<ExportTraceServiceResponse> answers) {
      answers.onNext(intake.take(request));
      answers.onCompleted();
    }
  }
}
