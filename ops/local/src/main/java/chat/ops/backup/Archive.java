package chat.ops.backup;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Optional;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;

/**
 * The file of a backup: a zip with the dump and the manifest, which comes last, so that a file that
 * was cut off has none.
 */
final class Archive implements AutoCloseable {
  static final String DUMP = "chat.sql";
  static final String MANIFEST = "manifest";

  private final Path file;
  private final ZipFile zip;
  private final Manifest manifest;

  private Archive(Path file, ZipFile zip, Manifest manifest) {
    this.file = file;
    this.zip = zip;
    this.manifest = manifest;
  }

  /**
   * Opens a file and reads its manifest.
   *
   * @throws BackupFailed when it is no backup, or not a whole one
   */
  static Archive open(Path file) {
    try {
      ZipFile zip = new ZipFile(file.toFile());
      try {
        byte[] manifest = entry(zip, MANIFEST).readAllBytes();
        return new Archive(file, zip, Manifest.parse(new String(manifest, StandardCharsets.UTF_8)));
      } catch (IOException | BackupFailed e) {
        zip.close();
        throw e;
      }
    } catch (IOException | BackupFailed e) {
      throw new BackupFailed(file + " is no backup, or not a whole one: " + e.getMessage(), e);
    }
  }

  Manifest manifest() {
    return manifest;
  }

  /** The dump from its beginning. */
  InputStream dump() throws IOException {
    return entry(zip, DUMP);
  }

  /**
   * Reads the whole dump.
   *
   * @throws BackupFailed when it is not the one that the manifest is about
   */
  void check() throws IOException {
    MessageDigest digest = sha256();
    try (InputStream dump = new DigestInputStream(dump(), digest)) {
      dump.transferTo(OutputStream.nullOutputStream());
    } catch (ZipException e) {
      throw damaged(e.getMessage());
    }
    if (!HexFormat.of().formatHex(digest.digest()).equals(manifest.sha256())) {
      throw damaged("its dump has another SHA-256 than its manifest says");
    }
  }

  static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has it", e);
    }
  }

  @Override
  public void close() throws IOException {
    zip.close();
  }

  private BackupFailed damaged(String how) {
    return new BackupFailed(file + " is damaged: " + how + ". Nothing was restored.");
  }

  private static InputStream entry(ZipFile zip, String name) throws IOException {
    ZipEntry entry =
        Optional.ofNullable(zip.getEntry(name))
            .orElseThrow(() -> new IOException("it has no " + name));
    return zip.getInputStream(entry);
  }
}
