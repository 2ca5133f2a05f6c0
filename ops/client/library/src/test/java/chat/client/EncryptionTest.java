package chat.client;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLServerSocket;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whose certificates are trusted. */
class EncryptionTest {
  private static final String SECRET = "only for this test";

  @TempDir static Path directory;
  private static SSLContext context;
  private SSLServerSocket listening;

  @BeforeAll
  static void makeCertificate() throws Exception {
    Path keys = directory.resolve("keys.p12");
    keytool(
        "-genkeypair",
        "-alias",
        "chat",
        "-keyalg",
        "EC",
        "-dname",
        "CN=localhost",
        "-ext",
        "san=dns:localhost",
        "-keystore",
        keys.toString(),
        "-storepass",
        SECRET);
    keytool(
        "-exportcert",
        "-rfc",
        "-alias",
        "chat",
        "-file",
        pem().toString(),
        "-keystore",
        keys.toString(),
        "-storepass",
        SECRET);
    KeyStore store = KeyStore.getInstance(keys.toFile(), SECRET.toCharArray());
    var factory = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    factory.init(store, SECRET.toCharArray());
    context = SSLContext.getInstance("TLS");
    context.init(factory.getKeyManagers(), null, null);
  }

  @BeforeEach
  void listen() throws IOException {
    listening =
        (SSLServerSocket)
            context
                .getServerSocketFactory()
                .createServerSocket(0, 50, InetAddress.getLoopbackAddress());
    Thread.startVirtualThread(this::greet);
  }

  private void greet() {
    try {
      while (true) {
        try (var socket = listening.accept()) {
          socket.getOutputStream().write("hello\n".getBytes(StandardCharsets.UTF_8));
          socket.getInputStream().readAllBytes();
        } catch (SSLException e) {
          // The client does not trust this server.
        }
      }
    } catch (IOException e) {
      // The test is over.
    }
  }

  private static Path pem() {
    return directory.resolve("certificate.pem");
  }

  private static void keytool(String... words) throws Exception {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "keytool").toString());
    command.addAll(List.of(words));
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    try (InputStream said = process.getInputStream()) {
      String output = new String(said.readAllBytes(), StandardCharsets.UTF_8);
      assertEquals(0, process.waitFor(), output);
    }
  }

  @AfterEach
  void close() throws IOException {
    listening.close();
  }

  private String greeting(String host, Encryption encryption) throws IOException {
    try (Wire wire =
        Wire.connect(host, listening.getLocalPort(), encryption, Duration.ofSeconds(10))) {
      return wire.read();
    }
  }

  @Test
  void aPinnedCertificateIsTrustedForItsName() throws Exception {
    assertEquals("hello", greeting("localhost", new Encryption.Pinned(pem())));
    assertThrows(IOException.class, () -> greeting("127.0.0.1", new Encryption.Pinned(pem())));
  }

  @Test
  void whatNoAuthorityHasSignedIsNotTrusted() {
    assertThrows(IOException.class, () -> greeting("localhost", new Encryption.Trusted()));
  }

  @Test
  void withoutAnyCheckEverybodyIs() throws Exception {
    assertEquals("hello", greeting("127.0.0.1", new Encryption.Unverified()));
  }

  @Test
  void aFileWithoutCertificatesIsSaidSo() throws Exception {
    Path empty = Files.createFile(directory.resolve("empty.pem"));
    IOException e =
        assertThrows(IOException.class, () -> greeting("localhost", new Encryption.Pinned(empty)));
    assertTrue(e.getMessage().contains("no certificates in"), e.getMessage());
  }
}
