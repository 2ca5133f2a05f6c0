package chat.ops.check.cost;

import chat.ops.local.LocalStack;
import chat.ops.local.Progress;
import chat.ops.local.StackOptions;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * One of the systems that are compared: a gateway, a server with the three services, and people.
 */
final class Contender implements AutoCloseable {
  private static final List<String> MEASURED = List.of("gateway-1", "services");
  private static final int PEOPLE = 20;

  private static final Map<String, String> SETTINGS =
      Map.of(
          // All people register from one address.
          "ACCOUNT_REQUESTS_PER_MINUTE",
          "60000",
          // As in production; a local stack saves itself the second compiler.
          "_JAVA_OPTIONS",
          "-XX:TieredStopAtLevel=4");

  private final LocalStack processes;
  private final List<String> names;
  private Talk talk;

  private Contender(LocalStack processes, List<String> names) {
    this.processes = processes;
    this.names = names;
    talk = new Talk(port(processes), names);
  }

  /**
   * Starts everything, and makes the accounts.
   *
   * @param data gets a stack of its own
   */
  static Contender start(Path data, int portOffset) throws InterruptedException {
    var options = new StackOptions(data, portOffset, 1, false, SETTINGS);
    Progress progress = line -> System.out.println(data.getFileName() + ": " + line);
    LocalStack processes = LocalStack.start(options, progress);
    List<String> names = IntStream.range(0, PEOPLE).mapToObj(i -> "cost" + i).toList();
    names.forEach(name -> Talk.register(port(processes), name));
    return new Contender(processes, names);
  }

  /** Starts what is measured again, with these settings, and logs everybody in. */
  void restart(Map<String, String> settings) throws InterruptedException {
    Map<String, String> all = new HashMap<>(SETTINGS);
    all.putAll(settings);
    talk.close();
    processes.restart(MEASURED, all);
    talk = new Talk(port(processes), names);
  }

  /** Lets people talk; what each message cost, in microseconds of processor. */
  double talk(Duration time, int rate) throws InterruptedException {
    Duration before = processorTime();
    int messages = talk.go(time, rate);
    return processorTime().minus(before).toNanos() / 1e3 / messages;
  }

  @Override
  public void close() {
    talk.close();
    processes.close();
  }

  private static int port(LocalStack processes) {
    return processes.ports().gateway(1).tcp();
  }

  private Duration processorTime() {
    return MEASURED.stream()
        .map(part -> ProcessHandle.of(processes.pid(part)).orElseThrow())
        .map(process -> process.info().totalCpuDuration().orElseThrow())
        .reduce(Duration.ZERO, Duration::plus);
  }
}
