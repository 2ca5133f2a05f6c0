package chat.ops.check;

import chat.ops.check.client.Gateway;
import chat.ops.check.fault.Filler;
import chat.ops.check.fault.Links;
import chat.ops.check.fault.Saboteur;
import chat.ops.local.LocalStack;
import chat.ops.local.Ports;
import chat.ops.local.StackFailure;
import chat.ops.local.StackOptions;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;

/**
 * The system under check: two gateways, a user, a social and two message services, each in a
 * process of its own, with a proxy in front of each part and an empty database.
 */
final class CheckStack implements AutoCloseable {
  /** How soon a gateway notices that a last push was lost. */
  private static final Duration TAIL_CHECK_PERIOD = Duration.ofSeconds(5);

  private final LocalStack processes;
  private final Links links;
  private final Path data;

  private CheckStack(LocalStack processes, Links links, Path data) {
    this.processes = processes;
    this.links = links;
    this.data = data;
  }

  /**
   * Starts everything.
   *
   * @param directory gets a data directory of its own
   * @throws StackFailure when something does not start
   */
  static CheckStack start(Path directory, int portOffset) throws InterruptedException {
    Path data = directory.resolve("stack-" + System.currentTimeMillis()).toAbsolutePath();
    try {
      Files.createDirectories(data);
    } catch (IOException e) {
      throw new UncheckedIOException("no room for the data", e);
    }
    var links = new Links(new Ports(portOffset));
    var options = new StackOptions(data, portOffset, 2, true, 2, links.ports(), settings());
    var processes = LocalStack.start(options, line -> System.out.println("stack: " + line));
    Filler.fill(processes.database());
    return new CheckStack(processes, links, data);
  }

  LocalStack processes() {
    return processes;
  }

  /** Where clients find the gateways. */
  List<Gateway> gateways() {
    return links.gateways();
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

  private static Map<String, String> settings() {
    byte[] secret = new byte[32];
    new SecureRandom().nextBytes(secret);
    return Map.of(
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
        "60000");
  }
}
