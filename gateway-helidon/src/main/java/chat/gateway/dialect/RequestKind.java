package chat.gateway.dialect;

import java.util.Locale;

/** What a client can ask for. Names the reply's form, and the value of the metric label. */
public enum RequestKind {
  LOGIN,
  LOGOUT,
  REGISTER,
  PRIVATE_CHAT,
  GROUP_CHAT,
  HISTORY,
  ACKNOWLEDGE,
  LIST_CONVERSATIONS,
  SEARCH,
  TYPING,
  ADD_FRIEND,
  CREATE_GROUP,
  ADD_TO_GROUP,
  LIST_FRIENDS,
  LIST_GROUPS,
  LIST_MEMBERS,
  REMOVE_FROM_GROUP,
  BLOCK_USER,
  UNBLOCK_USER,
  LIST_BLOCKED,
  LIST_FRIEND_REQUESTS,
  ANSWER_FRIEND_REQUEST,
  REMOVE_FRIEND,
  GET_PROFILE,
  SET_PROFILE,
  SET_STATE,
  LIST_SESSIONS,
  END_SESSION,
  CHANGE_PASSWORD,
  HEARTBEAT,
  /** Anything that could not be understood. */
  UNKNOWN;

  private final String label = name().toLowerCase(Locale.ROOT);

  /** In metrics and traces. */
  public String label() {
    return label;
  }
}
