package chat.ops.check;

import chat.ops.check.client.Gateway;
import chat.ops.check.fault.Filler;
import chat.ops.check.fault.Links;
import chat.ops.check.fault.Parts;
import chat.ops.check.fault.Saboteur;
import chat.ops.local.Instances;
import chat.ops.local.LocalStack;
import chat.ops.local.Ports;
import chat.ops.local.Progress;
import chat.ops.local.StackFailure;
import chat.ops.local.StackOptions;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * The system under check: two gateways, and one or two of each service, each in a process of its
 * own, with a proxy in front of each part and an empty database.
 */
final class CheckStack implements AutoCloseable {
  /** How soon a gateway notices that a last push was lost. */
  private static final Duration TAIL_CHECK_PERIOD = Duration.ofSeconds(5);

  /** For faults: two of the parts that are struck most. */
  static final Shape FOR_FAULTS =
      new Shape(new Instances(1, 1, 2), Duration.ofSeconds(5), Duration.ofMillis(10), false);

  /**
   * For rolling restarts: two of everything that is restarted. People get up to 90 messages a
   * second there, and with the pause of 10 ms a classic device takes 100 at most, while it catches
   * up too.
   */
  static final Shape FOR_ROLLING =
      new Shape(new Instances(2, 2, 2), Duration.ofSeconds(60), Duration.ofMillis(2), false);

  private final LocalStack processes;
  private final Links links;
  private final Path data;

  private final Shape shape;

  /**
   * What a system consists of, beside its two gateways.
   *
   * @param instances of the services; those behind the first user and social service have no proxy
   * @param maxComeBack the longest time that a stopping gateway tells clients to stay away
   * @param classicPause between two frames to a classic device, which finds their ends itself
   * @param consul whether gateways find services with Consul
   */
  record Shape(Instances instances, Duration maxComeBack, Duration classicPause, boolean consul) {
    Shape withConsul() {
      return new Shape(instances, maxComeBack, classicPause, true);
    }
  }

  private CheckStack(LocalStack processes, Links links, Path data, Shape shape) {
    this.processes = processes;
    this.links = links;
    this.data = data;
    this.shape = shape;
  }

  /**
   * Starts everything.
   *
   * @param directory gets a data directory of its own
   * @throws StackFailure when something does not start
   */
  static CheckStack start(Path directory, int portOffset, Shape shape) throws InterruptedException {
    return start(directory, portOffset, shape, LocalStack.checkout());
  }

  /**
   * The same with the programs of another release.
   *
   * @param checkout of that release, built
   */
  static CheckStack start(Path directory, int portOffset, Shape shape, Path checkout)
      throws InterruptedException {
    Path data = directory.resolve("stack-" + System.currentTimeMillis()).toAbsolutePath();
    try {
      Files.createDirectories(data);
    } catch (IOException e) {
      throw new UncheckedIOException("no room for the data", e);
    }
    var links = new Links(new Ports(portOffset), shape.consul());
    var options =
        new StackOptions(
            data, portOffset, 2, true, shape.instances(), links.ports(), settings(shape));
    Progress progress = line -> System.out.println("stack: " + line);
    if (shape.consul()) {
      options = options.withConsul();
    }
    var processes = LocalStack.start(options, checkout, progress);
    Filler.fill(processes.database());
    return new CheckStack(processes, links, data, shape);
  }

  LocalStack processes() {
    return processes;
  }

  /** Where clients find the gateways. */
  List<Gateway> gateways() {
    return links.gateways();
  }

  /** The gateways themselves, past the proxies. */
  List<Gateway> gatewaysThemselves() {
    return IntStream.rangeClosed(1, Parts.GATEWAYS.size())
        .mapToObj(processes.ports()::gateway)
        .map(ports -> new Gateway(ports.tcp(), ports.http()))
        .toList();
  }

  Shape shape() {
    return shape;
  }

  Saboteur saboteur() {
    return new Saboteur(processes, links, data);
  }

  @Override
  public void close() {
    // Held bytes would keep the parts from their last words.
    links.mend();
    processes.close();
    links.close();
  }

  private static Map<String, String> settings(Shape shape) {
    byte[] secret = new byte[32];
    new SecureRandom().nextBytes(secret);
    Map<String, String> settings = new HashMap<>();
    if (shape.consul()) {
      settings.put("ADVERTISE_HOST", Links.ANNOUNCED);
    }
    settings.putAll(
        Map.of(
            "JWT_SECRET",
            "for-tests-only-" + HexFormat.of().formatHex(secret),
            "TAIL_CHECK_PERIOD",
            TAIL_CHECK_PERIOD.toString(),
            // Little enough for a device that stops reading to be cut off.
            "SEND_BUFFER_BYTES",
            "16384",
            "WRITE_TIMEOUT",
            "PT5S",
            "ACCOUNT_REQUESTS_PER_MINUTE",
            "60000",
            // All clients come from one address.
            "CONNECTIONS_PER_ADDRESS",
            "100000",
            "CLASSIC_PAUSE",
            shape.classicPause().toString(),
            "MAX_COME_BACK",
            shape.maxComeBack().toString()));
    return settings;
  }
}
