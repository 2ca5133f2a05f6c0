package chat.ops.local;

import java.util.Locale;

/** What a part is doing. */
public enum PartState {
  /** Not started, or stopped on purpose. */
  STOPPED,
  /** Started, and not ready yet. */
  STARTING,
  /** Ready. */
  RUNNING,
  /** It died and is about to be started again. */
  RESTARTING,
  /** It died too often, or did not start. */
  FAILED;

  /** As printed. */
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }
}
