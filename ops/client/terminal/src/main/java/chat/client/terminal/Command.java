package chat.client.terminal;

/**
 * One of the commands that begin with a slash.
 *
 * @param name without the slash
 * @param arguments as the help shows them
 * @param names whether its first word is a name that can be completed
 * @param action does it
 */
record Command(String name, String arguments, boolean names, Action action) {

  /** What a command does. */
  interface Action {
    /**
     * Does it.
     *
     * @param rest what stands behind the name
     * @throws Wrong when that makes no sense
     */
    void run(String rest) throws Wrong;
  }

  /** A command that makes no sense; the message says why. */
  static final class Wrong extends Exception {
    Wrong(String message) {
      super(message);
    }
  }

  /** The key of its line of help. */
  String helpKey() {
    return "help." + name;
  }
}
