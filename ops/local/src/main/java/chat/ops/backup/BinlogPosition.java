package chat.ops.backup;

/**
 * Where in the database's binary log a backup's moment is: what was written later follows there.
 *
 * @param file of the log, without a directory
 * @param position in it, bytes
 */
public record BinlogPosition(String file, long position) {
  /** Checks both. */
  public BinlogPosition {
    if (file.isBlank() || position < 4) {
      throw new IllegalArgumentException("no place in a binary log: " + file + " " + position);
    }
  }
}
