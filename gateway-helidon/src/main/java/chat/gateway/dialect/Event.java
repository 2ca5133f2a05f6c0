package chat.gateway.dialect;

import chat.proto.ErrorCode;
import chat.proto.common.ChatMessage;
import chat.proto.common.User;
import chat.proto.message.Conversation;
import chat.proto.message.FoundMessage;
import chat.proto.social.FriendRequest;
import chat.proto.social.Group;
import chat.proto.social.GroupMember;
import chat.proto.user.Profile;
import chat.proto.user.Session;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/** Anything that goes to a client: replies to its requests, and pushes. */
public sealed interface Event {

  /** The answer to one request. */
  sealed interface Reply extends Event {
    /** What had been asked for. */
    RequestKind kind();

    /** The client's own mark on the request. */
    Optional<JsonNode> req();

    /** How the request ended. */
    default ErrorCode outcome() {
      return ErrorCode.OK;
    }
  }

  /** Something that the client did not ask for. */
  sealed interface Push extends Event {}

  /**
   * The request was done and there is nothing more to say. Also for {@link RequestKind#HEARTBEAT}.
   */
  record Done(RequestKind kind, Optional<JsonNode> req) implements Reply {}

  /**
   * The request was not done.
   *
   * @param msgId of the message, where the request was one
   * @param retryAfterMs when to try again; with {@link ErrorCode#SLOW_DOWN} and {@link
   *     ErrorCode#UNAVAILABLE}
   */
  record Failed(
      RequestKind kind,
      Optional<JsonNode> req,
      ErrorCode code,
      String message,
      Optional<String> msgId,
      OptionalInt retryAfterMs)
      implements Reply {
    @Override
    public ErrorCode outcome() {
      return code;
    }
  }

  /**
   * The connection is logged in.
   *
   * @param friends with their states
   * @param groups with their members
   * @param memberStates {@code online} or {@code offline} of every member of the groups is looked
   *     up in this list's users by id; whoever is missing is offline
   * @param offline undelivered messages, oldest first per conversation; what did not fit follows as
   *     pushes
   */
  record LoggedIn(
      Optional<JsonNode> req,
      User user,
      String token,
      List<User> friends,
      List<Group> groups,
      List<User> memberStates,
      boolean listsMissing,
      List<ChatMessage> offline)
      implements Reply {
    @Override
    public RequestKind kind() {
      return RequestKind.LOGIN;
    }
  }

  /** The account is made. */
  record Registered(Optional<JsonNode> req, int id) implements Reply {
    @Override
    public RequestKind kind() {
      return RequestKind.REGISTER;
    }
  }

  /** The message is committed. {@code kind} is PRIVATE_CHAT or GROUP_CHAT. */
  record Accepted(
      RequestKind kind, Optional<JsonNode> req, String msgId, long seq, long timestampMs)
      implements Reply {}

  /** Messages of one conversation, oldest first. */
  record HistoryPage(Optional<JsonNode> req, List<ChatMessage> messages, boolean more)
      implements Reply {
    @Override
    public RequestKind kind() {
      return RequestKind.HISTORY;
    }
  }

  /** The caller's conversations, the newest first. */
  record Conversations(Optional<JsonNode> req, List<Conversation> conversations) implements Reply {
    @Override
    public RequestKind kind() {
      return RequestKind.LIST_CONVERSATIONS;
    }
  }

  /** What a search found, the newest first. */
  record Found(Optional<JsonNode> req, List<FoundMessage> found, boolean more) implements Reply {
    @Override
    public RequestKind kind() {
      return RequestKind.SEARCH;
    }
  }

  /** The group is made. */
  record GroupCreated(Optional<JsonNode> req, int groupId, String name) implements Reply {
    @Override
    public RequestKind kind() {
      return RequestKind.CREATE_GROUP;
    }
  }

  /** The caller's friends, with their states. */
  record Friends(Optional<JsonNode> req, List<User> friends) implements Reply {
    @Override
    public RequestKind kind() {
      return RequestKind.LIST_FRIENDS;
    }
  }

  /** The caller's groups, with their members. */
  record Groups(Optional<JsonNode> req, List<Group> groups) implements Reply {
    @Override
    public RequestKind kind() {
      return RequestKind.LIST_GROUPS;
    }
  }

  /** The members of a group. */
  record Members(Optional<JsonNode> req, int groupId, List<GroupMember> members) implements Reply {
    @Override
    public RequestKind kind() {
      return RequestKind.LIST_MEMBERS;
    }
  }

  /** Whom the caller blocks. */
  record Blocked(Optional<JsonNode> req, List<User> blocked) implements Reply {
    @Override
    public RequestKind kind() {
      return RequestKind.LIST_BLOCKED;
    }
  }

  /** The other one was asked, and has to answer. */
  record FriendAsked(Optional<JsonNode> req) implements Reply {
    @Override
    public RequestKind kind() {
      return RequestKind.ADD_FRIEND;
    }
  }

  /** Who wants to be a friend of the caller, the newest first. */
  record FriendRequests(Optional<JsonNode> req, List<FriendRequest> requests) implements Reply {
    @Override
    public RequestKind kind() {
      return RequestKind.LIST_FRIEND_REQUESTS;
    }
  }

  /** The caller's open sessions, the newest first. */
  record OpenSessions(Optional<JsonNode> req, List<Session> sessions) implements Reply {
    @Override
    public RequestKind kind() {
      return RequestKind.LIST_SESSIONS;
    }
  }

  /**
   * A profile. {@code kind} is GET_PROFILE or SET_PROFILE.
   *
   * @param own whether it is the caller's
   */
  record ProfileShown(RequestKind kind, Optional<JsonNode> req, Profile profile, boolean own)
      implements Reply {}

  /** Somebody's message. */
  record MessagePushed(ChatMessage message) implements Push {}

  /** The user has a new friend. */
  record FriendAdded(User friend) implements Push {}

  /** Somebody wants to be a friend of the user. */
  record FriendRequested(User user) implements Push {}

  /** Somebody is a friend of the user no more, or will be none. */
  record FriendRemoved(User former) implements Push {}

  /** The user is in a new group. */
  record GroupJoined(int groupId, String groupName) implements Push {}

  /** The user is in a group no more. */
  record GroupLeft(int groupId, String groupName) implements Push {}

  /** Friends are in another state now; their newest states alone. */
  record FriendStates(List<User> friends) implements Push {}

  /**
   * Somebody is writing.
   *
   * @param scope of the conversation as the receiver writes it
   */
  record Typing(String scope, int userId, String name) implements Push {}

  /**
   * Somebody has got and read so much of a private conversation: the peer, or the receiver's user
   * on another device.
   *
   * @param scope of the conversation as the receiver writes it
   * @param deliveredSeq 0 where it is not known
   * @param readSeq 0 where it is not known
   */
  record Receipt(String scope, int userId, long deliveredSeq, long readSeq) implements Push {}

  /** Asks a client that has been silent for a sign of life: any request will do. */
  record Ping() implements Push {}

  /**
   * The server speaks: for example that it is going away.
   *
   * @param retryAfterMs when to come back, where the connection will be closed
   */
  record Notice(String text, OptionalInt retryAfterMs) implements Push {}
}
