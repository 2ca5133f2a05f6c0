package chat.gateway.dialect;

import chat.proto.ErrorCode;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * Reads the requests of the {@code classic} dialect. The sender's name and time are not read: the
 * login and the server's clock count.
 */
final class ClassicReader {
  static final int LOGIN = 1;
  static final int LOGIN_REPLY = 2;
  static final int LOGOUT = 3;
  static final int REGISTER = 4;
  static final int REGISTER_REPLY = 5;
  static final int PRIVATE_CHAT = 6;
  static final int ADD_FRIEND = 7;
  static final int CREATE_GROUP = 8;
  static final int JOIN_GROUP = 9;
  static final int GROUP_CHAT = 10;

  /** Reads one frame. */
  Command read(byte[] frame) throws FrameException {
    RequestKind kind = RequestKind.UNKNOWN;
    try {
      var fields = new Fields(Json.parse(frame));
      kind = kind(fields.integer("msgid"));
      return read(kind, fields);
    } catch (MalformedException e) {
      throw new FrameException(kind, Optional.empty(), ErrorCode.MALFORMED, e.getMessage());
    }
  }

  private static RequestKind kind(int msgid) throws FrameException {
    return switch (msgid) {
      case LOGIN -> RequestKind.LOGIN;
      case LOGOUT -> RequestKind.LOGOUT;
      case REGISTER -> RequestKind.REGISTER;
      case PRIVATE_CHAT -> RequestKind.PRIVATE_CHAT;
      case ADD_FRIEND -> RequestKind.ADD_FRIEND;
      case CREATE_GROUP -> RequestKind.CREATE_GROUP;
      case JOIN_GROUP -> RequestKind.ADD_TO_GROUP;
      case GROUP_CHAT -> RequestKind.GROUP_CHAT;
      default ->
          throw new FrameException(
              RequestKind.UNKNOWN, Optional.empty(), ErrorCode.NOT_FOUND, "there is no such msgid");
    };
  }

  private static Command read(RequestKind kind, Fields fields) throws MalformedException {
    return switch (kind) {
      case LOGIN ->
          new Command.Login(
              envelope(fields, OptionalInt.empty()),
              new Credentials.ById(fields.id("id"), fields.text("password")),
              Command.Login.Abilities.NONE);
      case LOGOUT -> new Command.Logout(actor(fields));
      case REGISTER ->
          new Command.Register(
              envelope(fields, OptionalInt.empty()), fields.text("name"), fields.text("password"));
      case PRIVATE_CHAT ->
          new Command.PrivateChat(
              actor(fields), fields.id("toid"), fields.text("msg"), Optional.empty());
      case GROUP_CHAT ->
          new Command.GroupChat(
              actor(fields), fields.id("groupid"), fields.text("msg"), Optional.empty());
      case ADD_FRIEND -> new Command.AddFriend(actor(fields), fields.id("friendid"), "");
      case CREATE_GROUP ->
          new Command.CreateGroup(
              actor(fields), fields.text("groupname"), fields.optionalText("groupdesc").orElse(""));
      case ADD_TO_GROUP ->
          new Command.AddToGroup(actor(fields), fields.id("groupid"), OptionalInt.empty());
      case HISTORY,
          ACKNOWLEDGE,
          LIST_CONVERSATIONS,
          SEARCH,
          TYPING,
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
          UNKNOWN ->
          throw new IllegalStateException("classic has no " + kind);
    };
  }

  private static Envelope actor(Fields fields) throws MalformedException {
    return envelope(fields, fields.optionalId("id"));
  }

  private static Envelope envelope(Fields fields, OptionalInt actor) {
    return new Envelope(Optional.empty(), Optional.empty(), actor, Envelope.traceparent(fields));
  }
}
