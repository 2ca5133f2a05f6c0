package chat.ops.local;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Open Liberty with one service or with all three. The server's directory is put together from what
 * the services' build left: unchanged files stay, so that Liberty's own caches stay valid.
 */
final class LibertyPart {
  private final Blueprint blueprint;
  private final String name;
  private final List<Service> services;
  private final int number;
  private final Path home;
  private final Path server;

  private LibertyPart(Blueprint blueprint, String name, List<Service> services, int number) {
    this.blueprint = blueprint;
    this.name = name;
    this.services = services;
    this.number = number;
    this.home = blueprint.data().of("liberty");
    this.server = home.resolve("servers").resolve(name);
  }

  /** One part with all services, or one for each instance of each. */
  static List<Part> of(Blueprint blueprint) {
    return blueprint.options().split() ? apart(blueprint) : List.of(together(blueprint));
  }

  private static Part together(Blueprint blueprint) {
    return new LibertyPart(blueprint, "services", List.of(Service.values()), 1).part();
  }

  /** The first instances first. */
  private static List<Part> apart(Blueprint blueprint) {
    return IntStream.rangeClosed(1, Ports.MOST_INSTANCES)
        .boxed()
        .flatMap(
            number ->
                Arrays.stream(Service.values())
                    .filter(service -> number <= service.instances(blueprint.options()))
                    .map(service -> apart(blueprint, service, number)))
        .toList();
  }

  private static Part apart(Blueprint blueprint, Service service, int number) {
    return new LibertyPart(blueprint, service.name(number), List.of(service), number).part();
  }

  private Part part() {
    Ports ports = blueprint.ports();
    Probe probe =
        () ->
            services.stream().allMatch(service -> Probe.http(ports.http(service, number)).ready());
    return new Part(
        name,
        services.stream()
            .flatMap(service -> Stream.of(ports.grpc(service, number), ports.http(service, number)))
            .toList(),
        Part.LOOPBACK,
        this::prepare,
        home,
        environment(),
        // "run" becomes the JVM itself: no shell stays between.
        List.of("sh", blueprint.software().liberty().resolve("bin/server").toString(), "run", name),
        probe);
  }

  private Map<String, String> environment() {
    Ports ports = blueprint.ports();
    Map<String, String> environment = new HashMap<>();
    environment.put("WLP_USER_DIR", home.toString());
    environment.put("WLP_OUTPUT_DIR", home.resolve("output").toString());
    environment.put("LOG_DIR", home.resolve("logs").resolve(name).toString());
    environment.put(
        "WLP_LOGGING_CONSOLE_FORMAT",
        "json".equals(System.getenv("LOG_FORMAT")) ? "json" : "simple");
    environment.put("WLP_LOGGING_CONSOLE_LOGLEVEL", "info");
    // The heap's size is in the server's own jvm.options. Liberty's agent rules out a class
    // archive.
    environment.put("JVM_ARGS", "-XX:TieredStopAtLevel=1 -XX:+ExitOnOutOfMemoryError");
    // Without a key store Liberty refuses every caller of the administration endpoints.
    environment.put("keystore_password", blueprint.secrets().keystore());
    environment.put("HTTP_HOST", Part.LOOPBACK);
    environment.put("GRPC_HOST", Part.LOOPBACK);
    environment.put("DB_HOST", "127.0.0.1");
    environment.put("DB_PORT", String.valueOf(blueprint.reach(name, "mariadb", ports.mariadb())));
    environment.put("DB_USER", "chat");
    environment.put("DB_PASS", blueprint.secrets().database());
    environment.put("DB_NAME", "chat");
    for (Service service : services) {
      environment.put(service.name() + "_GRPC_PORT", String.valueOf(ports.grpc(service, number)));
      environment.put(service.name() + "_HTTP_PORT", String.valueOf(ports.http(service, number)));
    }
    return blueprint.environment(name, environment);
  }

  private void prepare() throws IOException {
    for (Service service : services) {
      Path built = blueprint.software().server(service);
      FileTree.copyFiles(built, server);
      FileTree.copyFiles(built.resolve("apps"), server.resolve("apps"));
      FileTree.copyFiles(built.resolve("jdbc"), server.resolve("jdbc"));
      if (services.size() > 1) {
        FileTree.copyChanged(built.resolve("server.xml"), server.resolve(service.label() + ".xml"));
      }
    }
    if (services.size() > 1) {
      Files.writeString(server.resolve("server.xml"), includes());
    }
  }

  private String includes() {
    return services.stream()
        .map(service -> "<include location=\"" + service.label() + ".xml\"/>")
        .collect(Collectors.joining("", "<server>", "</server>\n"));
  }
}
