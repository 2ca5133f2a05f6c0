package chat.gateway.transport;

import io.helidon.metrics.api.Gauge;
import io.helidon.metrics.api.MeterRegistry;
import java.security.cert.X509Certificate;
import java.util.List;

/** Shows when the certificates that the ports were opened with end: the first of them that does. */
final class CertificateExpiry {
  private CertificateExpiry() {}

  /**
   * Shows it from now on.
   *
   * @param chain at least one
   */
  static void show(List<X509Certificate> chain, MeterRegistry meters) {
    long seconds =
        chain.stream()
            .mapToLong(each -> each.getNotAfter().toInstant().getEpochSecond())
            .min()
            .orElseThrow();
    meters.getOrCreate(
        Gauge.builder("chat_gateway_certificate_expiry_seconds", () -> seconds)
            .description("When the TLS certificate ends, seconds since 1970."));
  }
}
