package chat.gateway.dialect;

import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;

/**
 * Times as the old clients show them, such as {@code 2026-11-22 10:03:07}.
 *
 * @param zone the server's
 */
public record Timestamps(ZoneId zone) {
  private static final DateTimeFormatter FORMAT =
      DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss");

  /**
   * Writes a time.
   *
   * @param timestampMs milliseconds since 1970
   */
  public String text(long timestampMs) {
    return Instant.ofEpochMilli(timestampMs).atZone(zone).format(FORMAT);
  }
}
