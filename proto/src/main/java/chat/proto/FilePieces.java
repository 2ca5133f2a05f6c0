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

  /**
   * How long a piece is. Bytes.
   *
   * @param number 0, 1, 2, ...
   * @throws IllegalArgumentException when the file has no such piece
   */
  public static int length(long fileBytes, int number) {
    long rest = fileBytes - start(number);
    if (number < 0 || rest <= 0) {
      throw new IllegalArgumentException("there is no piece " + number);
    }
    return (int) Math.min(rest, BYTES);
  }

  /** Which byte of the file is the first one of a piece. */
  public static long start(int number) {
    return (long) number * BYTES;
  }

  /** In which piece a byte is. */
  public static int numberOf(long position) {
    return Math.toIntExact(position / BYTES);
  }
}
