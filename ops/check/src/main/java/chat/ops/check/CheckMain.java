package chat.ops.check;

import chat.ops.check.client.Crowd;
import chat.ops.check.client.Traffic;
import chat.ops.check.fault.Faults;
import chat.ops.check.fault.Parts;
import chat.ops.local.LocalStack;
import chat.ops.local.StackFailure;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.Callable;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.Stream;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The command ops/chat check. Exit codes: 0 all kept, 1 something was not, 2 wrong usage. */
@Command(
    name = "ops/chat check",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description =
        "Starts a system of its own (two gateways, two message services), lets people of all"
            + " dialects chat, and judges what every client saw by the promises.")
public final class CheckMain implements Callable<Integer> {
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final int ACCOUNTS = 50;
  private static final int HERALD_RATE = 4;

  @Option(names = "--faults", description = "Let faults happen meanwhile, at random.")
  private boolean faults;

  @Option(
      names = "--consul",
      description = "With --faults: gateways find services with Consul, and faults strike it too.")
  private boolean consul;

  @Option(
      names = "--controls",
      description = "Break one promise after the other, and fail unless each is noticed.")
  private boolean controls;

  @Option(
      names = "--rolling",
      description =
          "Restart the gateways and then each service instance, one after the other, while a"
              + " crowd listens.")
  private boolean rolling;

  @Option(
      names = "--connections",
      description = "With --rolling, how many listen (default: ${DEFAULT-VALUE}).")
  private int connections = 5_000;

  @Option(
      names = "--from",
      paramLabel = "DIR",
      description =
          "With --rolling: begin with the programs and the schema of another release, a checkout"
              + " that has been built; migrate, and restart each part with this release's.")
  private Optional<Path> from = Optional.empty();

  @Option(
      names = "--back",
      description = "With --from: afterwards the other release's programs again, part by part.")
  private boolean back;

  @Option(
      names = "--only",
      split = ",",
      paramLabel = "NAME",
      description = "Of the controls these alone.")
  private Set<String> only = Set.of();

  @Option(names = "--seconds", description = "How long they chat (default: ${DEFAULT-VALUE}).")
  private int seconds = 60;

  @Option(names = "--seed", description = "Makes the same choices again (default: a new one).")
  private long seed = new Random().nextInt(1_000_000);

  @Option(
      names = "--rate",
      description = "Messages a second, all devices together (default: 300, with --rolling 500).")
  private Optional<Integer> rate = Optional.empty();

  @Option(
      names = "--pause",
      description = "Seconds between two faults, on average (default: ${DEFAULT-VALUE}).")
  private double pause = 3;

  @Option(
      names = "--port-offset",
      description = "Added to every port of the system (default: ${DEFAULT-VALUE}).")
  private int portOffset = 3700;

  @Option(
      names = "--data",
      description = "Where the system keeps its data and logs (default: ${DEFAULT-VALUE}).")
  private Path data = Path.of("ops/check/target/stacks");

  // Held, as a logger that nobody holds forgets its level.
  private static final Logger MIGRATION_LOG = Logger.getLogger("org.flywaydb");

  @Spec private CommandSpec spec;

  /** Runs the command. */
  public static void main(String[] arguments) {
    MIGRATION_LOG.setLevel(Level.WARNING);
    System.exit(new CommandLine(new CheckMain()).execute(arguments));
  }

  @Override
  public Integer call() throws InterruptedException {
    requireSense();
    var size = new Traffic.Size(24, 4, 5, rate.orElse(rolling ? 500 : 300));
    var shape = rolling ? CheckStack.FOR_ROLLING : forFaults();
    System.out.println("seed " + seed);
    try (var stack =
        CheckStack.start(data, portOffset, shape, from.orElseGet(LocalStack::checkout))) {
      if (controls) {
        return new Controls(stack, new Report(System.out), seed).run(only) ? 0 : 1;
      }
      return (rolling ? rolling(stack, size) : check(stack, size)) ? 0 : 1;
    } catch (StackFailure e) {
      System.err.println("ops/chat check: " + e.getMessage());
      return 1;
    }
  }

  private void requireSense() {
    require(
        Stream.of(faults, controls, rolling).filter(asked -> asked).count() <= 1,
        "--faults, --controls and --rolling are different runs");
    require(seconds > 0 && rate.orElse(1) > 0, "--seconds and --rate must be positive");
    require(!consul || faults, "--consul goes with --faults");
    require(from.isEmpty() || rolling, "--from goes with --rolling");
    require(!back || from.isPresent(), "--back goes with --from");
    require(connections > 0, "--connections must be positive");
    require(pause >= 0.1, "--pause must be at least 0.1");
    require(only.isEmpty() || controls, "--only goes with --controls");
    require(Controls.names().containsAll(only), "--only takes names of " + Controls.names());
  }

  private void require(boolean condition, String otherwise) {
    if (!condition) {
      throw new ParameterException(spec.commandLine(), otherwise);
    }
  }

  private CheckStack.Shape forFaults() {
    return consul ? CheckStack.FOR_FAULTS.withConsul() : CheckStack.FOR_FAULTS;
  }

  private boolean rolling(CheckStack stack, Traffic.Size size) throws InterruptedException {
    var crowd = new Crowd.Size(connections, Math.min(connections, ACCOUNTS), HERALD_RATE);
    var restarts = new Rolling(stack, new Report(System.out));
    var run = new Run(size, seed, PATIENCE);
    Outcome outcome =
        from.isPresent()
            ? restarts.update(run, "p" + seed, crowd, back ? from : Optional.empty())
            : restarts.run(run, "p" + seed, crowd, Rolling.EVERYTHING);
    return outcome.kept();
  }

  private boolean check(CheckStack stack, Traffic.Size size) throws InterruptedException {
    var report = new Report(System.out);
    Duration time = Duration.ofSeconds(seconds);
    var run = new Run(size, seed, PATIENCE);
    List<String> parts = Stream.of(Parts.GATEWAYS, Parts.SERVICES).flatMap(List::stream).toList();
    try (var probes = ProbeTimes.start(stack.processes(), parts)) {
      Outcome outcome =
          run.on(
              stack,
              "p" + seed,
              () -> {
                if (!faults) {
                  Thread.sleep(time);
                  return List.of();
                }
                long start = System.nanoTime();
                return new Faults(
                        stack.processes(),
                        stack.saboteur(),
                        new SplittableRandom(seed),
                        consul,
                        fault -> report.print(fault, start))
                    .run(time, Duration.ofMillis((long) (pause * 1_000)));
              });
      report.print(outcome);
      report.print("probes of gateways and services: " + probes);
      return outcome.kept();
    }
  }
}
