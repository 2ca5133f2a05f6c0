package chat.gateway.dialect;

import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;

/**
 * One request of a client, whatever dialect it came in. Types and required fields have been checked
 * by the codec; ranges, rights and existence have not.
 */
public sealed interface Command {
  /** The fields that any request may carry. */
  Envelope envelope();

  /** What is asked for. */
  default RequestKind kind() {
    return switch (this) {
      case Login _ -> RequestKind.LOGIN;
      case Logout _ -> RequestKind.LOGOUT;
      case Register _ -> RequestKind.REGISTER;
      case PrivateChat _ -> RequestKind.PRIVATE_CHAT;
      case GroupChat _ -> RequestKind.GROUP_CHAT;
      case History _ -> RequestKind.HISTORY;
      case ListConversations _ -> RequestKind.LIST_CONVERSATIONS;
      case Search _ -> RequestKind.SEARCH;
      case Acknowledge _ -> RequestKind.ACKNOWLEDGE;
      case Typing _ -> RequestKind.TYPING;
      case AddFriend _ -> RequestKind.ADD_FRIEND;
      case CreateGroup _ -> RequestKind.CREATE_GROUP;
      case AddToGroup _ -> RequestKind.ADD_TO_GROUP;
      case ListFriends _ -> RequestKind.LIST_FRIENDS;
      case ListGroups _ -> RequestKind.LIST_GROUPS;
      case ListMembers _ -> RequestKind.LIST_MEMBERS;
      case RemoveFromGroup _ -> RequestKind.REMOVE_FROM_GROUP;
      case BlockUser _ -> RequestKind.BLOCK_USER;
      case UnblockUser _ -> RequestKind.UNBLOCK_USER;
      case ListBlocked _ -> RequestKind.LIST_BLOCKED;
      case ListFriendRequests _ -> RequestKind.LIST_FRIEND_REQUESTS;
      case AnswerFriendRequest _ -> RequestKind.ANSWER_FRIEND_REQUEST;
      case RemoveFriend _ -> RequestKind.REMOVE_FRIEND;
      case GetProfile _ -> RequestKind.GET_PROFILE;
      case SetProfile _ -> RequestKind.SET_PROFILE;
      case SetState _ -> RequestKind.SET_STATE;
      case ListSessions _ -> RequestKind.LIST_SESSIONS;
      case EndSession _ -> RequestKind.END_SESSION;
      case ChangePassword _ -> RequestKind.CHANGE_PASSWORD;
      case Heartbeat _ -> RequestKind.HEARTBEAT;
    };
  }

  /**
   * Logs the connection in.
   *
   * @param seen by scope, the seq up to which this device misses nothing; what it does not name
   *     goes on from where the user's devices together stand
   * @param device what the client says it is; may be empty
   */
  record Login(
      Envelope envelope,
      Credentials credentials,
      Abilities abilities,
      Map<String, Long> seen,
      String device)
      implements Command {
    public Login {
      seen = Map.copyOf(seen);
    }

    /** A login of a device that remembers nothing. */
    public Login(Envelope envelope, Credentials credentials, Abilities abilities) {
      this(envelope, credentials, abilities, Map.of(), "");
    }

    /**
     * What the client can do, beyond what every client can.
     *
     * @param acknowledges whether it will send {@link Acknowledge}; where not, a message counts as
     *     delivered when the socket has taken its frame
     * @param answersPings whether it answers {@link Event.Ping}
     * @param showsStates whether it wants {@link Event.FriendStates}
     * @param showsTyping whether it wants {@link Event.Typing}
     * @param showsReceipts whether it wants {@link Event.Receipt}
     */
    public record Abilities(
        boolean acknowledges,
        boolean answersPings,
        boolean showsStates,
        boolean showsTyping,
        boolean showsReceipts) {
      /** Those of a client of the first days. */
      public static final Abilities NONE = new Abilities(false, false, false);

      /** Those of a client that wants no hints. */
      public Abilities(boolean acknowledges, boolean answersPings, boolean showsStates) {
        this(acknowledges, answersPings, showsStates, false, false);
      }
    }
  }

  /** Ends the session of the connection, and the token's where one is known; no reply. */
  record Logout(Envelope envelope) implements Command {}

  /** Makes an account. */
  record Register(Envelope envelope, String name, String password) implements Command {}

  /** A message to one user. */
  record PrivateChat(
      Envelope envelope, int toId, String content, Optional<String> msgId, Extras extras)
      implements Command {
    /** A text and nothing more. */
    public PrivateChat(Envelope envelope, int toId, String content, Optional<String> msgId) {
      this(envelope, toId, content, msgId, Extras.NONE);
    }
  }

  /** A message to a group. */
  record GroupChat(
      Envelope envelope, int groupId, String content, Optional<String> msgId, Extras extras)
      implements Command {
    /** A text and nothing more. */
    public GroupChat(Envelope envelope, int groupId, String content, Optional<String> msgId) {
      this(envelope, groupId, content, msgId, Extras.NONE);
    }
  }

  /**
   * Messages of one conversation.
   *
   * @param scope {@code private:PEER} or {@code group:ID}
   * @param limit 1 to 500
   */
  record History(
      Envelope envelope,
      String scope,
      OptionalLong sinceMs,
      OptionalInt limit,
      OptionalLong beforeSeq,
      OptionalLong afterSeq)
      implements Command {}

  /** The caller's conversations, the newest first. */
  record ListConversations(Envelope envelope) implements Command {}

  /**
   * The newest messages that contain a text.
   *
   * @param scope of the only conversation to look in; all where it is left out
   * @param limit 1 to 50
   * @param beforeMs only those that are older, milliseconds since 1970
   */
  record Search(
      Envelope envelope,
      String text,
      Optional<String> scope,
      OptionalInt limit,
      OptionalLong beforeMs)
      implements Command {}

  /** The client has got, or its user has read, everything up to a seq of a conversation. */
  record Acknowledge(
      Envelope envelope, String scope, OptionalLong deliveredSeq, OptionalLong readSeq)
      implements Command {}

  /** The caller is writing something in a conversation. */
  record Typing(Envelope envelope, String scope) implements Command {}

  /**
   * Makes two users friends, or asks the other one first where they want that.
   *
   * @param text for whom is asked; may be empty
   */
  record AddFriend(Envelope envelope, int friendId, String text) implements Command {}

  /** Makes a group; the caller is its owner. */
  record CreateGroup(Envelope envelope, String name, String desc) implements Command {}

  /** Puts a user, or the caller where there is none, into a group. */
  record AddToGroup(Envelope envelope, int groupId, OptionalInt userId) implements Command {}

  /** The caller's friends. */
  record ListFriends(Envelope envelope) implements Command {}

  /** The caller's groups. */
  record ListGroups(Envelope envelope) implements Command {}

  /** The members of one of the caller's groups. */
  record ListMembers(Envelope envelope, int groupId) implements Command {}

  /** Takes a user, or the caller where there is none, out of a group. */
  record RemoveFromGroup(Envelope envelope, int groupId, OptionalInt userId) implements Command {}

  /** No private messages between the caller and another user from now on. */
  record BlockUser(Envelope envelope, int blockedId) implements Command {}

  /** The caller blocks another user no more. */
  record UnblockUser(Envelope envelope, int blockedId) implements Command {}

  /** Whom the caller blocks. */
  record ListBlocked(Envelope envelope) implements Command {}

  /** Who wants to be a friend of the caller. */
  record ListFriendRequests(Envelope envelope) implements Command {}

  /** Makes the two friends, or not. */
  record AnswerFriendRequest(Envelope envelope, int askerId, boolean accept) implements Command {}

  /** The two are friends no more, and the caller asks no more. */
  record RemoveFriend(Envelope envelope, int friendId) implements Command {}

  /** The profile of a user, by id or by name, or of the caller where there is neither. */
  record GetProfile(Envelope envelope, OptionalInt userId, Optional<String> name)
      implements Command {}

  /** Changes the given fields of the caller's profile. */
  record SetProfile(
      Envelope envelope,
      Optional<String> nickname,
      Optional<String> signature,
      Optional<String> avatarUrl,
      Optional<Boolean> asks)
      implements Command {}

  /** The caller is away from this device, or back at it. */
  record SetState(Envelope envelope, boolean away) implements Command {}

  /** The caller's open sessions. */
  record ListSessions(Envelope envelope) implements Command {}

  /** Ends one of the caller's sessions. */
  record EndSession(Envelope envelope, String sessionId) implements Command {}

  /** Replaces the caller's password; all other sessions of the caller end. */
  record ChangePassword(Envelope envelope, String oldPassword, String newPassword)
      implements Command {}

  /** Says that the client is there. */
  record Heartbeat(Envelope envelope) implements Command {}
}
