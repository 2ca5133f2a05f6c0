package chat.ops.traces;

import java.io.IOException;
import java.net.InetSocketAddress;

/**
 * Takes spans as OTLP, over gRPC and over HTTP, into a store, and serves it as pages over HTTP.
 * Whoever starts it closes it. It speaks no TLS and asks for no password: bind it to an address
 * that only friends reach.
 */
public final class TraceReceiver implements AutoCloseable {
  /** OpenTelemetry's port for gRPC. */
  public static final int GRPC_PORT = 4317;

  /** OpenTelemetry's port for HTTP. */
  public static final int HTTP_PORT = 4318;

  private final String host;
  private final SpanStore store;
  private final GrpcReceiver grpc;
  private final HttpReceiver http;

  private TraceReceiver(String host, SpanStore store, GrpcReceiver grpc, HttpReceiver http) {
    this.host = host;
    this.store = store;
    this.grpc = grpc;
    this.http = http;
  }

  /** On free ports of 127.0.0.1, with the default limits: for tests. */
  public static TraceReceiver start() throws IOException {
    return start("127.0.0.1", 0, 0, new SpanStore());
  }

  /**
   * Starts it.
   *
   * @param host name or address to listen on
   * @param grpcPort 0 is any free one
   * @param httpPort 0 is any free one
   * @throws IOException when a port cannot be had; then nothing runs
   */
  public static TraceReceiver start(String host, int grpcPort, int httpPort, SpanStore store)
      throws IOException {
    Intake intake = new Intake(store);
    GrpcReceiver grpc = new GrpcReceiver(new InetSocketAddress(host, grpcPort), intake);
    try {
      HttpReceiver http =
          new HttpReceiver(new InetSocketAddress(host, httpPort), intake, new Pages(store));
      return new TraceReceiver(host, store, grpc, http);
    } catch (IOException e) {
      grpc.close();
      throw e;
    }
  }

  /** What has come in. */
  public SpanStore store() {
    return store;
  }

  /** What OTEL_EXPORTER_OTLP_ENDPOINT is set to, where the protocol is grpc. */
  public String grpcEndpoint() {
    return "http://" + host + ":" + grpc.port();
  }

  /** What OTEL_EXPORTER_OTLP_ENDPOINT is set to, where the protocol is http/protobuf; the pages. */
  public String httpEndpoint() {
    return "http://" + host + ":" + http.port();
  }

  @Override
  public void close() {
    http.close();
    grpc.close();
  }
}
