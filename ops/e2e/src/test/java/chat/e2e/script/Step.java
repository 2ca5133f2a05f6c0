package chat.e2e.script;

/**
 * One line of a script.
 *
 * @param line where it stands, for messages
 * @param connection the client that acts; empty for the only one
 * @param text the rest of the line
 */
public record Step(int line, String connection, Action action, String text) {
  /** What a line asks for, by its sign. */
  public enum Action {
    /** {@code >}: the client sends a frame, or calls a REST path. */
    SEND,
    /** {@code >>}: the client sends bytes as they are; escapes are \n \r \0 \xHH. */
    SEND_RAW,
    /** {@code <}: the client gets exactly this, or is {@code closed}. */
    EXPECT,
    /** {@code =}: the client connects to a WebSocket path. */
    CONNECT,
    /** {@code *}: something is prepared: {@code people}, {@code friends}, {@code group}. */
    PREPARE
  }
}
