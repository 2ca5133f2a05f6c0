package chat.proto;

/** How files are cut for their way and for their table. */
public final class FilePieces {
  /** The size of every piece but the last one, which may be smaller. Bytes. */
  public static final int BYTES = 256 * 1024;

  private FilePieces() {}

  /** How many pieces a file has. */
  public static int count(long fileBytes) {
    return Math.toIntExact(Math.ceilDiv(fileBytes, BYTES));
  }
}
