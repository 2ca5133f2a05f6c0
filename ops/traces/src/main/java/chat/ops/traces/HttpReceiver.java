package chat.ops.traces;

import com.google.protobuf.InvalidProtocolBufferException;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;

/** OTLP over HTTP, and the pages. Each request has a virtual thread. Without TLS. */
final class HttpReceiver implements AutoCloseable {
  private static final String INTAKE = "/v1/traces";

  private final HttpServer server;
  private final Intake intake;
  private final Pages pages;

  /**
   * Starts it.
   *
   * @throws IOException when the port cannot be had
   */
  HttpReceiver(InetSocketAddress address, Intake intake, Pages pages) throws IOException {
    this.intake = intake;
    this.pages = pages;
    server = HttpServer.create(address, 0);
    server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    server.createContext("/", this::handle);
    server.start();
  }

  int port() {
    return server.getAddress().getPort();
  }

  @Override
  public void close() {
    server.stop(0);
  }

  private void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      Answer answer = answer(exchange);
      exchange.getResponseHeaders().set("Content-Type", answer.type());
      // 0 would mean: of unknown length.
      exchange.sendResponseHeaders(
          answer.status(), answer.body().isEmpty() ? -1 : answer.body().size());
      try (OutputStream out = exchange.getResponseBody()) {
        answer.body().writeTo(out);
      }
    }
  }

  private Answer answer(HttpExchange exchange) throws IOException {
    URI uri = exchange.getRequestURI();
    boolean post = INTAKE.equals(uri.getPath());
    String method = post ? "POST" : "GET";
    if (!exchange.getRequestMethod().equals(method)) {
      exchange.getResponseHeaders().set("Allow", method);
      return Answer.text(405, "Only " + method + " is possible here.");
    }
    try {
      return post
          ? take(exchange)
          : pages.get(
              Optional.ofNullable(uri.getPath()).orElse(""),
              Optional.ofNullable(uri.getRawQuery()).orElse(""));
    } catch (IllegalArgumentException e) {
      return Answer.text(400, "The address is not well encoded.");
    }
  }

  private Answer take(HttpExchange exchange) throws IOException {
    if (!header(exchange, "Content-Type").split(";", 2)[0].strip().equals(Answer.PROTOBUF)) {
      return Answer.text(415, "Only " + Answer.PROTOBUF + " is understood.");
    }
    String encoding = header(exchange, "Content-Encoding");
    return switch (encoding) {
      case "", "identity" -> take(exchange.getRequestBody());
      case "gzip" -> {
        try (InputStream unpacked = new GZIPInputStream(exchange.getRequestBody())) {
          yield take(unpacked);
        } catch (ZipException | EOFException e) {
          yield Answer.text(400, "The body is not gzip, or not all of it.");
        }
      }
      default -> Answer.text(415, "Only gzip is understood as an encoding.");
    };
  }

  private Answer take(InputStream in) throws IOException {
    byte[] body = in.readNBytes(Intake.MOST_BYTES + 1);
    if (body.length > Intake.MOST_BYTES) {
      return Answer.text(413, "A body may have " + Intake.MOST_BYTES + " bytes.");
    }
    try {
      ExportTraceServiceRequest request = ExportTraceServiceRequest.parseFrom(body);
      return Answer.protobuf(intake.take(request).toByteString());
    } catch (InvalidProtocolBufferException e) {
      return Answer.text(400, "The body is not an ExportTraceServiceRequest.");
    }
  }

  private static String header(HttpExchange exchange, String name) {
    return Optional.ofNullable(exchange.getRequestHeaders().getFirst(name))
        .orElse("")
        .toLowerCase(Locale.ROOT)
        .strip();
  }
}
