package chat.client;

import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509ExtendedTrustManager;

/** How a connection is protected. */
public sealed interface Encryption {

  /** Not at all: passwords go over the network as they are. */
  record None() implements Encryption {}

  /** TLS; the server's certificate is checked with the authorities that Java trusts. */
  record Trusted() implements Encryption {}

  /**
   * TLS; the server's certificate, or its issuer's, is in this file.
   *
   * @param certificates PEM
   */
  record Pinned(Path certificates) implements Encryption {}

  /** TLS with whoever answers. For tests only: anybody between can read along. */
  record Unverified() implements Encryption {}

  /**
   * Begins TLS on a connected socket where it is wanted.
   *
   * @param host as it stands in the certificate
   * @throws IOException when the handshake fails, or the file holds no certificates
   */
  default Socket protect(Socket socket, String host) throws IOException {
    return switch (this) {
      case None _ -> socket;
      case Trusted _ -> shakeHands(socket, host, null, true);
      case Pinned pinned -> shakeHands(socket, host, trusting(pinned.certificates()), true);
      case Unverified _ -> shakeHands(socket, host, new TrustManager[] {new Anybody()}, false);
    };
  }

  private static Socket shakeHands(
      Socket socket, String host, TrustManager[] trusted, boolean checksName) throws IOException {
    try {
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(null, trusted, null);
      SSLSocket tls =
          (SSLSocket) context.getSocketFactory().createSocket(socket, host, socket.getPort(), true);
      if (checksName) {
        SSLParameters parameters = tls.getSSLParameters();
        parameters.setEndpointIdentificationAlgorithm("HTTPS");
        tls.setSSLParameters(parameters);
      }
      tls.startHandshake();
      return tls;
    } catch (GeneralSecurityException e) {
      throw new IOException("TLS cannot be used: " + e.getMessage(), e);
    }
  }

  private static TrustManager[] trusting(Path file) throws IOException {
    try (InputStream in = Files.newInputStream(file)) {
      KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
      store.load(null, null);
      int count = 0;
      for (Certificate one : CertificateFactory.getInstance("X.509").generateCertificates(in)) {
        store.setCertificateEntry("certificate-" + count++, one);
      }
      if (count == 0) {
        throw new IOException("no certificates in " + file);
      }
      var factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
      factory.init(store);
      return factory.getTrustManagers();
    } catch (GeneralSecurityException e) {
      throw new IOException("cannot use the certificates in " + file, e);
    }
  }

  /** Trusts everybody; of this kind, so that Java checks no host name either. */
  final class Anybody extends X509ExtendedTrustManager {
    private Anybody() {}

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String kind) {}

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String kind, Socket socket) {}

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String kind, SSLEngine engine) {}

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String kind) {}

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String kind, Socket socket) {}

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String kind, SSLEngine engine) {}

    @Override
    public X509Certificate[] getAcceptedIssuers() {
      return new X509Certificate[0];
    }
  }
}
