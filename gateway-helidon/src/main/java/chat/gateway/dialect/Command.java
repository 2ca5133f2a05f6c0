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
  RequestKind kind();

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

    @Override
    public RequestKind kind() {
      return RequestKind.LOGIN;
    }
  }

  /** Ends the session of the connection, and the token's where one is known; no reply. */
  record Logout(Envelope envelope) implements Command {
    @Override
    public RequestKind kind() {
      return RequestKind.LOGOUT;
    }
  }

  /** Makes an account. */
  record Register(Envelope envelope, String name, String password) implements Command {
    @Override
    public RequestKind kind() {
      return RequestKind.REGISTER;
    }
  }

  /** A message to one user. */
  record PrivateChat(
      Envelope envelope, int toId, String content, Optional<String> msgId, Extras extras)
      implements Command {
    /** A text and nothing more. */
    public PrivateChat(Envelope envelope, int toId, String content, Optional<String> msgId) {
      this(envelope, toId, content, msgId, Extras.NONE);
    }

    @Override
    public RequestKind kind() {
      return RequestKind.PRIVATE_CHAT;
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

    @Override
    public RequestKind kind() {
      return RequestKind.GROUP_CHAT;
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
      implements Command {
    @Override
    public RequestKind kind() {
      return RequestKind.HISTORY;
    }
  }

  /** The caller's conversations, the newest first. */
  record ListConversations(Envelope envelope) implements Command {
    @Override
    public RequestKind kind() {
      return RequestKind.LIST_CONVERSATIONS;
    }
  }

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
      implements Command {
    @Override
    public RequestKind kind() {
      return RequestKind.SEARCH;
    }
  }

  /** The client has got, or its user has read, everything up to a seq of a conversation. */
  record Acknowledge(
      Envelope envelope, String scope, OptionalLong deliveredSeq, OptionalLong readSeq)
      implements Command {
    @Override
    public RequestKind kind() {
      return RequestKind.ACKNOWLEDGE;
    }
  }

  /** The caller is writing something in a conversation. */
  record Typing(Envelope envelope, String scope) implements Command {
    @Override
    public RequestKind kind() {
      return RequestKind.TYPING;
    }
  }

  /**
   * Makes two users friends, or asks the other one first where they want that.
   *
   * @param text for whom is asked; may be empty
   */
  record AddFriend(Envelope envelope, int friendId, String text) implements Command {
    @Override
    public RequestKind kind() {
      return RequestKind.ADD_FRIEND;
    }
  }

  /** Makes a group; the caller is its owner. */
  record CreateGroup(Envelope envelope, String name, String desc) implements Command {
    @Override
    public RequestKind kind() {
      return RequestKind.CREATE_GROUP;
    }
  }

  /** Puts a user, or the caller where there is none, into a group. */
  record AddToGroup(Envelope envelope, int groupId, OptionalInt userId) implements Command {
    @Override
    public RequestKind kind() {
      return RequestKind.ADD_TO_GROUP;
    }
  }

  /** The caller's friends. */
  record ListFriends(Envelope envelope) implements Command {
    @Override
    public RequestKind kind() {
      return RequestKind.LIST_FRIENDS;
    }
  }

  /** The caller's groups. */
  record ListGroups(Envelope envelope) implements Command {
    @Override
    public RequestKind kind() {
      return RequestKind.LIST_GROUPS;
    }
  }

  /** The members of one of the caller's groups. */
  record ListMembers(Envelope envelope, int groupId) implements Command {
    @Override
    public RequestKind kind() {
      return RequestKind.LIST_MEMBERS;
    }
  }

  /** Takes a user, or the caller where there is none, out of a group. */
  record RemoveFromGroup(Envelope envelope, int groupId, OptionalInt userId) implements Command {
    @Override
    public RequestKind kind() {
      return RequestKind.REMOVE_FROM_GROUP;
    }
  }

  /** No private messages between the caller and another user from now on. */
  record BlockUser(Envelope envelope, int blockedId) implements Command {
    @Override
    public RequestKind kind() {
      return RequestKind.BLOCK_USER;
    }
  }

  /** The caller blocks another user no more. */
  record UnblockUser(Envelope envelope, int blockedId) implements Command {
    @Override
    public RequestKind kind() {
      return RequestKind.UNBLOCK_USER;
    }
  }

  /** Whom the caller blocks. */
  record ListBlocked(Envelope envelope) implements Command {
    @Override
    public RequestKind kind() {
      return RequestKind.LIST_BLOCKED;
    }
  }

  /** Who wants to be a friend of the caller. */
  record ListFriendRequests(Envelope envelope) implements Command {
    @Override
    public RequestKind kind() {
      return RequestKind.LIST_FRIEND_REQUESTS;
    }
  }

  /** Makes the two friends, or not. */
  record AnswerFriendRequest(Envelope envelope, int askerId, boolean accept) implements Command {
    @Override
    public RequestKind kind() {
      return RequestKind.ANSWER_FRIEND_REQUEST;
    }
  }

  /** The two are friends no more, and the caller asks no more. */
  record RemoveFriend(Envelope envelope, int friendId) implements Command {
    @Override
    public RequestKind kind() {
      return RequestKind.REMOVE_FRIEND;
    }
  }

  /** The profile of a user, by id or by name, or of the caller where there is neither. */
  record GetProfile(Envelope envelope, OptionalInt userId, Optional<String> name)
      implements Command {
    @Override
    public RequestKind kind() {
      return RequestKind.GET_PROFILE;
    }
  }

  /** Changes the given fields of the caller's profile. */
  record SetProfile(
      Envelope envelope,
      Optional<String> nickname,
      Optional<String> signature,
      Optional<String> avatarUrl,
      Optional<Boolean> asks)
      implements Command {
    @Override
    public RequestKind kind() {
      return RequestKind.SET_PROFILE;
    }
  }

  /** The caller is away from this device, or back at it. */
  record SetState(Envelope envelope, boolean away) implements Command {
    @Override
    public RequestKind kind() {
      return RequestKind.SET_STATE;
    }
  }

  /** The caller's open sessions. */
  record ListSessions(Envelope envelope) implements Command {
    @Override
    public RequestKind kind() {
      return RequestKind.LIST_SESSIONS;
    }
  }

  /** Ends one of the caller's sessions. */
  record EndSession(Envelope envelope, String sessionId) implements Command {
    @Override
    public RequestKind kind() {
      return RequestKind.END_SESSION;
    }
  }

  /** Replaces the caller's password; all other sessions of the caller end. */
  record ChangePassword(Envelope envelope, String oldPassword, String newPassword)
      implements Command {
    @Override
    public RequestKind kind() {
      return RequestKind.CHANGE_PASSWORD;
    }
  }

  /** Says that the client is there. */
  record Heartbeat(Envelope envelope) implements Command {
    @Override
    public RequestKind kind() {
      return RequestKind.HEARTBEAT;
    }
  }
}
