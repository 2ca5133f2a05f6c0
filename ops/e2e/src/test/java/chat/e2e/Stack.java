package chat.e2e;

import chat.e2e.client.LinesClient;
import chat.e2e.client.People;
import chat.e2e.client.Person;
import chat.e2e.client.Requester;
import chat.e2e.client.RestClient;
import chat.e2e.client.ServiceClient;
import chat.e2e.client.SocketClient;
import chat.ops.local.Instances;
import chat.ops.local.LocalStack;
import chat.ops.local.Ports;
import chat.ops.local.StackOptions;
import chat.ops.traces.SpanStore;
import chat.ops.traces.TraceReceiver;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import java.util.function.BiFunction;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/**
 * The whole system with two gateways and an empty database, started for the first test that asks
 * for it and stopped after the last one. Tests take it as a parameter.
 */
public final class Stack implements AutoCloseable {
  /** No other port of this machine should be in use with it; the defaults certainly may be. */
  private static final int PORT_OFFSET = 1500;

  /**
   * A lost hint is noticed, and a file that nobody needs deleted, while a test waits; all people
   * register from one address.
   */
  private static final Map<String, String> SETTINGS =
      Map.of(
          "TAIL_CHECK_PERIOD",
          "PT2S",
          "ACCOUNT_REQUESTS_PER_MINUTE",
          "60000",
          "CHAT_FILES_CLEAN_PERIOD",
          "PT2S");

  private final Path data;
  private final LocalStack processes;
  private final TraceReceiver traces;

  private Stack(Path data, LocalStack processes, TraceReceiver traces) {
    this.data = data;
    this.processes = processes;
    this.traces = traces;
  }

  /** Starts a stack with a data directory of its own under target. */
  static Stack start(String name, int portOffset, int gateways, boolean split) {
    return start(
        name, (data, settings) -> new StackOptions(data, portOffset, gateways, split, settings));
  }

  /**
   * Starts a stack of two gateways, one server for all services, and a Consul that tells the
   * gateways where they are.
   */
  static Stack startWithConsul(String name, int portOffset) {
    return start(
        name,
        (data, settings) ->
            new StackOptions(data, portOffset, 2, false, true, Instances.ONE, Map.of(), settings));
  }

  private static Stack start(
      String name, BiFunction<Path, Map<String, String>, StackOptions> options) {
    Path data = Path.of("target", "stacks", name + "-" + UUID.randomUUID()).toAbsolutePath();
    try {
      Files.createDirectories(data);
      // Everything is traced, and kept here.
      TraceReceiver traces = TraceReceiver.start();
      Map<String, String> settings = new HashMap<>(SETTINGS);
      settings.put("OTEL_EXPORTER_OTLP_ENDPOINT", traces.grpcEndpoint());
      settings.put("OTEL_TRACES_SAMPLER", "parentbased_always_on");
      settings.put("OTEL_BSP_SCHEDULE_DELAY", "200");
      return new Stack(
          data,
          LocalStack.start(
              options.apply(data, settings), line -> System.out.println(name + ": " + line)),
          traces);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError("interrupted", e);
    } catch (IOException e) {
      throw new UncheckedIOException("no room for the data", e);
    }
  }

  /** Where it keeps what it has. */
  Path data() {
    return data;
  }

  /** The processes, to kill and restart. */
  public LocalStack processes() {
    return processes;
  }

  /** What it traces. */
  SpanStore traces() {
    return traces.store();
  }

  /** The ports of the first or second gateway. */
  public Ports.Gateway gateway(int number) {
    return processes.ports().gateway(number);
  }

  /** Makes people through the first gateway. */
  public People people() {
    return new People(gateway(1).tcp());
  }

  /** A new TCP connection to the first gateway. */
  public Requester lines() {
    return lines(1);
  }

  /** A new TCP connection to the first or second gateway. */
  public Requester lines(int gateway) {
    return new Requester(new LinesClient(gateway(gateway).tcp()));
  }

  /** A new connection as the page makes it, to the first gateway. */
  Requester page() {
    return new Requester(new SocketClient(gateway(1).http(), "/ws?dialect=lines"));
  }

  /** REST at the first gateway. */
  RestClient rest() {
    return new RestClient(gateway(1).http());
  }

  /** The services without a gateway, as other programs call them. */
  ServiceClient services() {
    return new ServiceClient(processes.ports());
  }

  /** A connection to the services' database. */
  public Connection database() throws SQLException {
    return processes.database().connect();
  }

  /** Makes somebody an administrator; the new token that says so. */
  public String administratorToken(Person person) {
    Rows.change(this, "UPDATE users SET role = 'admin' WHERE id = " + person.id());
    try (var requester = lines()) {
      return requester.logIn(person).get("token").textValue();
    }
  }

  @Override
  public void close() {
    processes.close();
    traces.close();
  }

  /** Gives the one stack to tests that ask for it. */
  public static final class Shared implements ParameterResolver {
    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
      return parameter.getParameter().getType() == Stack.class;
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
      return context
          .getRoot()
          .getStore(ExtensionContext.Namespace.GLOBAL)
          .computeIfAbsent(Stack.class, _ -> start("shared", PORT_OFFSET, 2, false), Stack.class);
    }
  }
}
