package chat.ops.local;

import java.util.Locale;

/** The three services, each a WAR of its own. */
public enum Service {
  /** Accounts and tokens. */
  USER,
  /** Friends and groups. */
  SOCIAL,
  /** Private and group messages. */
  MESSAGE;

  /** The name in directories, part names and context roots: user, social or message. */
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The name of one instance: message, message-2 and so on. */
  String name(int number) {
    return number == 1 ? label() : label() + "-" + number;
  }

  /** How many instances a stack has. */
  int instances(StackOptions options) {
    return options.instances().of(this);
  }
}
