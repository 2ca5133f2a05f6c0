package chat.gateway.transport;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;

import chat.gateway.trace.RecordedSpans;
import io.helidon.metrics.api.Gauge;
import io.helidon.metrics.api.Metrics;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class TlsTest {
  private static final String PASSWORD = "changeit";

  // One certificate for all tests: the gauge of its end is the first one's for as long as the
  // process lives.
  @TempDir private static Path folder;

  private static KeyStore store;
  private static TransportSettings.TlsSettings settings;

  @BeforeAll
  static void certify() throws Exception {
    store = store();
    settings = settings(store);
  }

  @Test
  void theSameIsSpokenOverTls() throws Exception {
    try (var rig = new Rig(Optional.of(settings));
        var socket = connect(store, rig.listeners.tlsTcpPort())) {
      socket.getOutputStream().write("{\"msgid\":9001}\n".getBytes(UTF_8));
      String reply = "{\"msgid\":9002,\"errno\":0,\"errmsg\":\"\"}\n";
      assertEquals(reply, new String(socket.getInputStream().readNBytes(reply.length()), UTF_8));
      var certificateOfStore = (X509Certificate) store.getCertificate("chat");
      assertEquals(
          certificateOfStore.getNotAfter().toInstant().getEpochSecond(),
          Metrics.globalRegistry()
              .meter(Gauge.class, "chat_gateway_certificate_expiry_seconds", List.of())
              .orElseThrow()
              .value());
    }
  }

  @Test
  void aTraceSaysThatTheCallCameOverTls() throws Exception {
    var spans = new RecordedSpans();
    try (var rig = new Rig(Optional.of(settings), spans.everything());
        var socket = connect(store, rig.listeners.tlsHttpPort())) {
      String call = "GET /api/friends HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n";
      socket.getOutputStream().write(call.getBytes(UTF_8));
      socket.getInputStream().readAllBytes();
    }
    assertEquals("https", RecordedSpans.text(spans.named("GET /api/friends"), "url.scheme"));
  }

  private static TransportSettings.TlsSettings settings(KeyStore store) throws Exception {
    Path certificate = pem("cert.pem", "CERTIFICATE", store.getCertificate("chat").getEncoded());
    Path key =
        pem("key.pem", "PRIVATE KEY", store.getKey("chat", PASSWORD.toCharArray()).getEncoded());
    return new TransportSettings.TlsSettings(0, 0, certificate, key);
  }

  private static SSLSocket connect(KeyStore trusted, int port) throws Exception {
    var managers = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    managers.init(trusted);
    var context = SSLContext.getInstance("TLS");
    context.init(null, managers.getTrustManagers(), null);
    return (SSLSocket) context.getSocketFactory().createSocket("localhost", port);
  }

  /** A key and its own certificate, which the JDK's tool makes. */
  private static KeyStore store() throws Exception {
    Path file = folder.resolve("store.p12");
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
    assertEquals(0, keytool.waitFor());
    return KeyStore.getInstance(file.toFile(), PASSWORD.toCharArray());
  }

  private static Path pem(String name, String kind, byte[] content) throws Exception {
    String text =
        "-----BEGIN "
            + kind
            + "-----\n"
            + Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(content)
            + "\n-----END "
            + kind
            + "-----\n";
    return Files.writeString(folder.resolve(name), text);
  }
}
