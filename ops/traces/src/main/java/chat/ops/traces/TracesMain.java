package chat.ops.traces;

import java.io.IOException;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/**
 * The receiver as a process; a signal ends it. Exit codes: 1 a port cannot be had, 2 wrong usage.
 */
@Command(
    name = "chat-traces",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = "Takes spans as OTLP, keeps the last traces in memory, and shows them as text.")
public final class TracesMain implements Callable<Integer> {
  @Option(names = "--host", description = "Address to listen on (default: ${DEFAULT-VALUE}).")
  private String host = "127.0.0.1";

  @Option(
      names = "--grpc-port",
      description = "OTLP over gRPC, 0 is any free one (default: ${DEFAULT-VALUE}).")
  private int grpcPort = TraceReceiver.GRPC_PORT;

  @Option(
      names = "--http-port",
      description = "OTLP over HTTP and the pages, 0 is any free one (default: ${DEFAULT-VALUE}).")
  private int httpPort = TraceReceiver.HTTP_PORT;

  @Option(names = "--traces", description = "Most traces kept (default: ${DEFAULT-VALUE}).")
  private int traces = Limits.DEFAULT.traces();

  @Option(
      names = "--spans-per-trace",
      description = "Most spans kept of one trace (default: ${DEFAULT-VALUE}).")
  private int spansPerTrace = Limits.DEFAULT.spansPerTrace();

  @Option(
      names = "--spans",
      description = "Most spans kept; each takes about 2 kB (default: ${DEFAULT-VALUE}).")
  private int spans = Limits.DEFAULT.spans();

  @Spec private CommandSpec spec;

  /** Runs until a signal comes. */
  public static void main(String[] arguments) {
    System.exit(new CommandLine(new TracesMain()).execute(arguments));
  }

  @Override
  public Integer call() throws InterruptedException {
    try (var receiver = TraceReceiver.start(host, grpcPort, httpPort, new SpanStore(limits()))) {
      System.out.println("OTLP over gRPC at " + receiver.grpcEndpoint());
      System.out.println("OTLP over HTTP, and the pages, at " + receiver.httpEndpoint());
      new CountDownLatch(1).await();
      return 0;
    } catch (IOException e) {
      System.err.println("chat-traces: a port cannot be had: " + e.getMessage());
      return 1;
    }
  }

  private Limits limits() {
    try {
      for (int port : new int[] {grpcPort, httpPort}) {
        if (port < 0 || port > 65_535) {
          throw new IllegalArgumentException("a port is 0 to 65535, not " + port);
        }
      }
      return new Limits(traces, spansPerTrace, spans);
    } catch (IllegalArgumentException e) {
      throw new ParameterException(spec.commandLine(), e.getMessage());
    }
  }
}
