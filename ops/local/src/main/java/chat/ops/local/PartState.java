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
  /** Ready once, and now its probe fails: it hangs, or something that it needs is away. */
  NOT_ANSWERING,
  /** It died and is about to be started again. */
  RESTARTING,
  /** It died too often, or did not start. */
  FAILED;

  /** As printed. */
  public String label() {
    return name().toLowerCase(Locale.ROOT).replace('_', ' ');
  }
}
