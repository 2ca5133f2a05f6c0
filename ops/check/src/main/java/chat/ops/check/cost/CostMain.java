package chat.ops.check.cost;

import chat.ops.local.StackFailure;
import chat.ops.traces.Counts;
import chat.ops.traces.TraceReceiver;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.logging.Level;
import java.util.logging.Logger;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The command ops/chat cost. Exit codes: 0 measured, 1 it could not be done, 2 wrong usage. */
@Command(
    name = "ops/chat cost",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description =
        "What tracing costs, in processor time of the gateway and the services for each message."
            + " Two systems stand side by side, one with tracing and one without; people chat at"
            + " one and then at the other. In each round both start anew and change places, as no"
            + " two virtual machines are alike. Let nothing else run meanwhile.")
public final class CostMain implements Callable<Integer> {
  @Option(names = "--rounds", description = "From two (default: ${DEFAULT-VALUE}).")
  private int rounds = 5;

  @Option(names = "--turns", description = "Of each system in a round (default: ${DEFAULT-VALUE}).")
  private int turns = 6;

  @Option(names = "--warm-up", description = "Turns before those (default: ${DEFAULT-VALUE}).")
  private int warmUp = 4;

  @Option(names = "--seconds", description = "Of one turn (default: ${DEFAULT-VALUE}).")
  private int seconds = 15;

  @Option(names = "--rate", description = "Messages a second (default: ${DEFAULT-VALUE}).")
  private int rate = 400;

  @Option(
      names = "--share",
      description = "How many messages are traced, 0 to 1 (default: ${DEFAULT-VALUE}).")
  private double share = 0.01;

  @Option(
      names = "--port-offset",
      description = "Of the first system; the second has 200 more (default: ${DEFAULT-VALUE}).")
  private int portOffset = 4200;

  @Option(names = "--data", description = "Of both systems (default: ${DEFAULT-VALUE}).")
  private Path data = Path.of("ops/check/target/stacks");

  // Held, as a logger that nobody holds forgets its level.
  private static final Logger MIGRATION_LOG = Logger.getLogger("org.flywaydb");

  @Spec private CommandSpec spec;

  /** Runs the command. */
  public static void main(String[] arguments) {
    MIGRATION_LOG.setLevel(Level.WARNING);
    System.exit(new CommandLine(new CostMain()).execute(arguments));
  }

  @Override
  public Integer call() throws InterruptedException, IOException {
    require(rounds > 1, "--rounds must be 2 or more: one says nothing of how far it is off");
    require(turns > 0 && seconds > 0 && rate > 0, "--turns, --seconds and --rate must be positive");
    require(warmUp >= 0, "--warm-up must not be negative");
    require(share >= 0 && share <= 1, "--share must be 0 to 1");
    Path directory = data.resolve("cost-" + System.currentTimeMillis());
    try (var receiver = TraceReceiver.start();
        var one = Contender.start(directory.resolve("one"), portOffset);
        var other = Contender.start(directory.resolve("other"), portOffset + 200)) {
      measure(receiver, List.of(one, other));
      return 0;
    } catch (StackFailure | IllegalStateException e) {
      System.err.println("ops/chat cost: " + e.getMessage());
      return 1;
    }
  }

  private void measure(TraceReceiver receiver, List<Contender> contenders)
      throws InterruptedException {
    Map<String, String> tracing =
        Map.of(
            "OTEL_EXPORTER_OTLP_ENDPOINT",
            receiver.grpcEndpoint(),
            "OTEL_TRACES_SAMPLER_ARG",
            String.valueOf(share));
    List<Double> shares = new ArrayList<>();
    for (int round = 1; round <= rounds; round++) {
      Contender traced = contenders.get(round % 2);
      Contender plain = contenders.get((round + 1) % 2);
      traced.restart(tracing);
      plain.restart(Map.of());
      talk(List.of(traced, plain), warmUp);
      long before = received(receiver);
      List<Double> costs = talk(List.of(traced, plain), turns);
      long spans = received(receiver) - before;
      shares.add(costs.get(0) / costs.get(1) - 1);
      System.out.printf(
          Locale.ROOT,
          "round %d: %.0f us a message with tracing (%d spans), %.0f without: %+.1f %%%n",
          round,
          costs.get(0),
          spans,
          costs.get(1),
          100 * shares.getLast());
    }
    System.out.println("tracing costs " + Difference.of(shares));
  }

  /** By turns; what a message cost at each, on average. */
  private List<Double> talk(List<Contender> contenders, int times) throws InterruptedException {
    double[] sums = new double[contenders.size()];
    for (int turn = 0; turn < times; turn++) {
      for (int i = 0; i < sums.length; i++) {
        // Who is first in one turn is last in the next.
        int next = turn % 2 == 0 ? i : sums.length - 1 - i;
        sums[next] += contenders.get(next).talk(Duration.ofSeconds(seconds), rate);
      }
    }
    return List.of(sums[0] / times, sums[1] / times);
  }

  private static long received(TraceReceiver receiver) {
    Counts counts = receiver.store().counts();
    return counts.spans() + counts.droppedSpans();
  }

  private void require(boolean condition, String otherwise) {
    if (!condition) {
      throw new ParameterException(spec.commandLine(), otherwise);
    }
  }
}
