package chat.gateway.presence;

import java.util.Locale;

/** Whether a user can be reached; of several devices the liveliest counts. The liveliest first. */
public enum UserState {
  /** Somebody sits at one of the devices, as far as they tell. */
  ONLINE,
  /** Connected, and away from every device that is. */
  AWAY,
  /** Not connected. */
  OFFLINE;

  /** The livelier of two. */
  static UserState livelier(UserState one, UserState other) {
    return one.compareTo(other) <= 0 ? one : other;
  }

  /** The state as clients see it. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
