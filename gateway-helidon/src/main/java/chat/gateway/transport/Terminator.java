package chat.gateway.transport;

/** What ends a frame on TCP, and so tells the dialects apart. */
enum Terminator {
  /** The {@code lines} dialect. */
  LINE_FEED,
  /** The {@code classic} dialect. */
  NUL;

  /** The terminator's one byte. */
  byte code() {
    return switch (this) {
      case LINE_FEED -> '\n';
      case NUL -> 0;
    };
  }
}
