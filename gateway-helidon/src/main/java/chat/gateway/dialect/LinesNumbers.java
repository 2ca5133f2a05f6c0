package chat.gateway.dialect;

import java.util.Optional;

/** The numbers of the {@code lines} dialect: an even number answers the odd one before it. */
final class LinesNumbers {
  /** In a push: somebody is writing. */
  static final int TYPING = 1101;

  /** In a push: somebody has got or read more. */
  static final int RECEIPT = 1103;

  /** In a push: the user has a new friend. */
  static final int FRIEND_ADDED = 2101;

  /** In a push: the user is in a new group. */
  static final int GROUP_JOINED = 2103;

  /** In a push: the user is in a group no more. */
  static final int GROUP_LEFT = 2105;

  /** In a push: friends are in another state now. */
  static final int FRIEND_STATES = 2107;

  /** In a push: somebody wants to be a friend. */
  static final int FRIEND_REQUESTED = 2109;

  /** In a push: somebody is a friend no more, or will be none. */
  static final int FRIEND_REMOVED = 2111;

  /** In a push: the server speaks. */
  static final int NOTICE = 9003;

  /** In a push: the server asks for a sign of life. */
  static final int PING = 9005;

  /** In an answer to something that was not understood, or that has no answer of its own. */
  static final int NONE = 0;

  private LinesNumbers() {}

  /** What a client asks for with a number; empty for a number that is none of ours. */
  static Optional<RequestKind> kind(int msgid) {
    for (RequestKind kind : RequestKind.values()) {
      if (kind != RequestKind.UNKNOWN && request(kind) == msgid) {
        return Optional.of(kind);
      }
    }
    return Optional.empty();
  }

  /** The number of a request, and of the push that carries it on. */
  static int request(RequestKind kind) {
    return switch (kind) {
      case LOGIN -> 1;
      case LOGOUT -> 3;
      case REGISTER -> 4;
      case PRIVATE_CHAT -> 1001;
      case GROUP_CHAT -> 1003;
      case HISTORY -> 1005;
      case ACKNOWLEDGE -> 1007;
      case LIST_CONVERSATIONS -> 1009;
      case SEARCH -> 1011;
      case TYPING -> 1013;
      case ADD_FRIEND -> 2001;
      case CREATE_GROUP -> 2003;
      case ADD_TO_GROUP -> 2005;
      case LIST_FRIENDS -> 2007;
      case LIST_GROUPS -> 2009;
      case LIST_MEMBERS -> 2011;
      case REMOVE_FROM_GROUP -> 2013;
      case BLOCK_USER -> 2015;
      case UNBLOCK_USER -> 2017;
      case LIST_BLOCKED -> 2019;
      case LIST_FRIEND_REQUESTS -> 2021;
      case ANSWER_FRIEND_REQUEST -> 2023;
      case REMOVE_FRIEND -> 2025;
      case GET_PROFILE -> 3001;
      case SET_PROFILE -> 3003;
      case SET_STATE -> 3005;
      case LIST_SESSIONS -> 3007;
      case END_SESSION -> 3009;
      case CHANGE_PASSWORD -> 3011;
      case HEARTBEAT -> 9001;
      case UNKNOWN -> NONE;
    };
  }

  /** The number of the answer; {@link #NONE} where the request has none of its own. */
  static int reply(RequestKind kind) {
    return kind == RequestKind.LOGOUT || kind == RequestKind.UNKNOWN ? NONE : request(kind) + 1;
  }
}
