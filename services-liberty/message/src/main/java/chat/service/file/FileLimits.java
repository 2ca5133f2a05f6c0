package chat.service.file;

import chat.proto.ErrorCode;
import chat.service.runtime.Refused;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.Initialized;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * How large files may be.
 *
 * @param fileBytes one file, 1 to {@value #LARGEST}
 * @param userBytes all files of one user, 1 to {@value #LARGEST}
 */
record FileLimits(long fileBytes, long userBytes) {
  /** 1 TiB, far from where the number of a piece overflows. */
  static final long LARGEST = 1L << 40;

  FileLimits {
    between("MAX_FILE_BYTES", fileBytes);
    between("MAX_USER_FILE_BYTES", userBytes);
  }

  /**
   * Lets a size pass.
   *
   * @throws Refused 400 when it is less than a byte, 413 when it is too large
   */
  void checkFile(long size) {
    if (size < 1) {
      throw new Refused(ErrorCode.MALFORMED, "a file has 1 byte or more");
    }
    if (size > fileBytes) {
      throw new Refused(ErrorCode.TOO_LONG, "a file may have at most " + fileBytes + " bytes");
    }
  }

  /**
   * Lets another file of a user pass.
   *
   * @param kept bytes of the files that the user has already
   * @throws Refused 413 when that would be too much
   */
  void checkUser(long kept, long size) {
    if (kept > userBytes - size) {
      throw new Refused(
          ErrorCode.TOO_LONG,
          "your files have %d of %d bytes, there is no room for this one; "
                  .formatted(kept, userBytes)
              + "one that is in no message is deleted after a day");
    }
  }

  private static void between(String name, long value) {
    if (value < 1 || value > LARGEST) {
      throw new IllegalArgumentException(name + " must be 1 to " + LARGEST + ", not " + value);
    }
  }

  /** Reads the settings; with limits that make no sense the application does not start. */
  @ApplicationScoped
  static class Source {
    @Inject
    @ConfigProperty(name = "MAX_FILE_BYTES", defaultValue = "20971520")
    private long fileBytes;

    @Inject
    @ConfigProperty(name = "MAX_USER_FILE_BYTES", defaultValue = "1073741824")
    private long userBytes;

    void start(@Observes @Initialized(ApplicationScoped.class) Object event) {
      read();
    }

    @Produces
    @Singleton
    FileLimits read() {
      return new FileLimits(fileBytes, userBytes);
    }
  }
}
