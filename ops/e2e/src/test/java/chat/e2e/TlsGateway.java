package chat.e2e;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.Base64;
import java.util.List;
import java.util.Map;

/**
 * The second gateway with TLS, until it is dropped.
 *
 * @param tcp its port
 * @param certificate of localhost, in PEM
 */
record TlsGateway(Stack stack, int tcp, Path certificate) {
  private static final List<String> NAME = List.of("gateway-2");
  private static final String PASSWORD = "changeit";

  /** How far the usual ports with TLS are from those without. */
  private static final int APART = 443;

  /** Starts it anew with a certificate made in a folder. */
  static TlsGateway start(Stack stack, Path folder)
      throws IOException, GeneralSecurityException, InterruptedException {
    KeyStore store = keyStore(folder.resolve("store.p12"));
    byte[] key = store.getKey("chat", PASSWORD.toCharArray()).getEncoded();
    Path keyFile = pem(folder.resolve("key.pem"), "PRIVATE KEY", key);
    Path certificate =
        pem(
            folder.resolve("certificate.pem"),
            "CERTIFICATE",
            store.getCertificate("chat").getEncoded());
    int tcp = stack.gateway(2).tcp() + APART;
    int http = stack.gateway(2).http() + APART;
    stack
        .processes()
        .restart(
            NAME,
            Map.of(
                "TLS_CERT_FILE", certificate.toString(),
                "TLS_KEY_FILE", keyFile.toString(),
                "TLS_TCP_PORT", String.valueOf(tcp),
                "TLS_HTTP_PORT", String.valueOf(http)));
    return new TlsGateway(stack, tcp, certificate);
  }

  /** Starts it anew without. */
  void drop() throws InterruptedException {
    stack.processes().restart(NAME, Map.of());
  }

  private static KeyStore keyStore(Path file)
      throws IOException, GeneralSecurityException, InterruptedException {
    Process keytool =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                "-genkeypair",
                "-keystore",
                file.toString(),
                "-storepass",
                PASSWORD,
                "-alias",
                "chat",
                "-keyalg",
                "EC",
                "-dname",
                "CN=localhost")
            .inheritIO()
            .start();
    if (keytool.waitFor() != 0) {
      throw new IOException("keytool failed");
    }
    return KeyStore.getInstance(file.toFile(), PASSWORD.toCharArray());
  }

  private static Path pem(Path file, String kind, byte[] content) throws IOException {
    String lines = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(content);
    return Files.writeString(
        file, "-----BEGIN %s-----\n%s\n-----END %s-----\n".formatted(kind, lines, kind));
  }
}
