package chat.gateway.transport;

import chat.proto.common.Attachment;
import io.helidon.http.HeaderName;
import io.helidon.http.HeaderNames;
import io.helidon.webserver.http.ServerResponse;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * What keeps a file of a user from doing harm in a browser: it is saved and never shown as a page
 * of ours, its type is taken at its word, and were it shown all the same nothing in it would run.
 */
final class FileHeaders {
  private static final String UNKNOWN_TYPE = "application/octet-stream";
  private static final Set<String> HARMLESS =
      Set.of("image/png", "image/jpeg", "image/gif", "image/webp", "image/avif", "application/pdf");
  private static final Pattern PLAYED = Pattern.compile("(audio|video)/[a-z0-9.+-]+");
  private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9!#$&+.^_`|~-]");
  private static final HexFormat HEX = HexFormat.of().withUpperCase();

  private static final HeaderName POLICY = HeaderNames.create("Content-Security-Policy");
  private static final HeaderName SNIFF = HeaderNames.create("X-Content-Type-Options");
  private static final HeaderName DISPOSITION = HeaderNames.create("Content-Disposition");

  private FileHeaders() {}

  /** Puts them on, in place of those of the page. Whoever may read a file gets it unchanged. */
  static void addTo(ServerResponse response, Attachment file) {
    response
        .header(HeaderNames.CONTENT_TYPE, type(file.getType()))
        .header(DISPOSITION, disposition(file.getName()))
        .header(SNIFF, "nosniff")
        .header(POLICY, "sandbox; default-src 'none'")
        .header(HeaderNames.ETAG, tag(file))
        .header(HeaderNames.ACCEPT_RANGES, "bytes")
        .header(HeaderNames.CACHE_CONTROL, "private, immutable, max-age=31536000");
  }

  /** Names what the file has in it, which never changes. */
  static String tag(Attachment file) {
    return '"' + file.getId() + '"';
  }

  /** The type itself where browsers only show or play what is of that type. */
  static String type(String type) {
    return HARMLESS.contains(type) || PLAYED.matcher(type).matches() ? type : UNKNOWN_TYPE;
  }

  /** Has the file saved under its name (RFC 6266, RFC 8187). */
  static String disposition(String name) {
    var encoded = new StringBuilder("attachment; filename*=UTF-8''");
    for (byte each : name.getBytes(StandardCharsets.UTF_8)) {
      String letter = String.valueOf((char) (each & 0xff));
      if (PLAIN.matcher(letter).matches()) {
        encoded.append(letter);
      } else {
        encoded.append('%').append(HEX.toHexDigits(each));
      }
    }
    return encoded.toString();
  }
}
