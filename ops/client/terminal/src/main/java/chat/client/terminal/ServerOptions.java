package chat.client.terminal;

import chat.client.Encryption;
import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine.Option;

/** Which server, and how it is reached. */
final class ServerOptions {
  private static final int PLAIN_PORT = 7000;
  private static final int TLS_PORT = 7443;

  @Option(names = "--host", description = "The server (default: ${DEFAULT-VALUE}).")
  String host = "localhost";

  @Option(names = "--port", description = "Its port (default: 7000, with TLS 7443).")
  private Optional<Integer> port = Optional.empty();

  @Option(names = "--tls", description = "Protect the connection.")
  private boolean tls;

  @Option(
      names = "--ca",
      paramLabel = "FILE",
      description = "TLS: trust the certificates in this PEM file, and no others.")
  private Optional<Path> ca = Optional.empty();

  @Option(
      names = "--insecure",
      description = "TLS with whoever answers: anybody between can read along. For tests.")
  private boolean insecure;

  int port() {
    boolean plain = encryption() instanceof Encryption.None;
    return port.orElse(plain ? PLAIN_PORT : TLS_PORT);
  }

  Encryption encryption() {
    if (insecure) {
      return new Encryption.Unverified();
    }
    if (ca.isPresent()) {
      return new Encryption.Pinned(ca.get());
    }
    return tls ? new Encryption.Trusted() : new Encryption.None();
  }
}
