package chat.gateway.transport;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Optional;
import java.util.zip.GZIPOutputStream;

/** A file of the page, ready to be sent. Its bytes are shared: nobody may change them. */
final class PageFile {
  private static final int TAG_BYTES = 8;

  private final String type;
  private final byte[] bytes;
  private final byte[] compressed;
  private final String tag;

  private PageFile(String type, byte[] bytes) {
    this.type = type;
    this.bytes = bytes;
    this.compressed = gzip(bytes);
    this.tag = "W/\"" + hash(bytes) + "\"";
  }

  /** Prepares a file; its type is told by the name's end. */
  static PageFile of(String name, byte[] bytes) {
    return new PageFile(typeOf(name), bytes);
  }

  /** What it is, for {@code Content-Type}. */
  String type() {
    return type;
  }

  /** Whether it is a script or a style, which a browser never shows by itself. */
  boolean isPartOfPage() {
    return type.startsWith("text/javascript") || type.startsWith("text/css");
  }

  /** The contents. */
  byte[] bytes() {
    return bytes;
  }

  /** Changes with the contents; a weak {@code ETag}, as both forms have the same. */
  String tag() {
    return tag;
  }

  /** The contents with gzip, where that is smaller. */
  Optional<byte[]> smaller() {
    return compressed.length < bytes.length ? Optional.of(compressed) : Optional.empty();
  }

  /** The contents of a file of text. */
  String text() {
    return new String(bytes, StandardCharsets.UTF_8);
  }

  /** A short hash of some bytes, in hex. */
  static String hash(byte[] bytes) {
    try {
      byte[] digest = MessageDigest.getInstance("SHA-256").digest(bytes);
      return HexFormat.of().formatHex(digest, 0, TAG_BYTES);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }

  private static String typeOf(String name) {
    return switch (name.substring(name.lastIndexOf('.') + 1)) {
      case "html" -> "text/html; charset=utf-8";
      case "js" -> "text/javascript; charset=utf-8";
      case "css" -> "text/css; charset=utf-8";
      case "svg" -> "image/svg+xml";
      default -> "application/octet-stream";
    };
  }

  private static byte[] gzip(byte[] bytes) {
    var out = new ByteArrayOutputStream();
    try (var zip = new GZIPOutputStream(out)) {
      zip.write(bytes);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return out.toByteArray();
  }
}
