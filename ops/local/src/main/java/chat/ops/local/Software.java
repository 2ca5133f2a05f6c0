package chat.ops.local;

import chat.ops.backup.DatabasePrograms;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Where the built and unpacked programs are: all in target directories of one checkout.
 *
 * @param repository the checkout's top directory
 */
record Software(Path repository) {

  /**
   * Finds the checkout that this class was built in, else the one around the working directory.
   *
   * @throws StackFailure when neither lies in a checkout
   */
  static Software find() {
    return Stream.of(here(), Path.of("").toAbsolutePath())
        .flatMap(start -> Stream.iterate(start, path -> path != null, Path::getParent))
        .filter(path -> Files.exists(path.resolve("ops/local/software/pom.xml")))
        .findFirst()
        .map(Software::new)
        .orElseThrow(() -> new StackFailure("Run this inside a checkout: no ops/local found."));
  }

  private static Path here() {
    try {
      return Path.of(Software.class.getProtectionDomain().getCodeSource().getLocation().toURI());
    } catch (URISyntaxException e) {
      throw new IllegalStateException("A class path entry without a path", e);
    }
  }

  /** MariaDB: bin, libs, share. */
  Path mariadb() {
    return built("ops/local/software/target/mariadb");
  }

  /** MariaDB's programs that talk to a server. */
  DatabasePrograms databasePrograms() {
    return new DatabasePrograms(mariadb().resolve("bin"));
  }

  /** The Redis program that Maven brought. */
  Path redis() {
    return built("ops/local/software/target/redis/redis-server");
  }

  /** The script that fetches Consul where none is installed. */
  Path fetchConsul() {
    return built("ops/local/software/consul.sh");
  }

  /** The Consul program, once it has been fetched. */
  Path fetchedConsul() {
    return repository.resolve("ops/local/software/target/consul/usr/bin/consul");
  }

  /** A program that is installed on this machine. */
  static Optional<Path> installed(String program) {
    return Stream.of(System.getenv("PATH").split(":", -1))
        .map(directory -> Path.of(directory, program))
        .filter(Files::isExecutable)
        .findFirst();
  }

  /** The directory with Kafka's jars. */
  Path kafka() {
    return built("ops/local/software/target/kafka");
  }

  /** Open Liberty. */
  Path liberty() {
    return built("ops/local/software/target/wlp");
  }

  /** A service's server directory: server.xml, apps, jdbc. */
  Path server(Service service) {
    return built("services-liberty/" + service.label() + "/target/server");
  }

  /** The directory with what the migrations need. */
  Path schema() {
    return built("ops/local/target/libs");
  }

  /** The gateway, with its libraries beside it. */
  Path gateway() {
    return built("gateway-helidon/target/chat-gateway.jar");
  }

  /** The receiver of spans, with its libraries beside it. */
  Path traces() {
    return built("ops/traces/target/chat-traces.jar");
  }

  /** The rules of Prometheus, as a pattern of files; there need not be any. */
  Path rules() {
    return repository.resolve("ops/prometheus/rules/*.rules.yml");
  }

  /** What to do when an alert fires. */
  Path runbook() {
    return repository.resolve("ops/OPERATIONS.md");
  }

  /** Where the JVMs keep their ahead-of-time caches; made when missing. */
  Path caches() {
    return repository.resolve("ops/local/software/target/caches");
  }

  /** The Java that runs this program; the parts run on it too. */
  static Path java() {
    return Path.of(System.getProperty("java.home"), "bin", "java");
  }

  private Path built(String path) {
    Path found = repository.resolve(path);
    if (!Files.exists(found)) {
      throw new StackFailure(found + " is missing: build it with \"mvn package -DskipTests\".");
    }
    return found;
  }
}
