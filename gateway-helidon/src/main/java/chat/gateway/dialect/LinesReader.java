package chat.gateway.dialect;

import chat.proto.ErrorCode;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;

/** Reads the requests of the {@code lines} dialect. Safe for any number of threads. */
final class LinesReader {

  /** Reads one frame. */
  Command read(byte[] frame) throws FrameException {
    try {
      return read(Json.parse(frame));
    } catch (MalformedException e) {
      throw notUnderstood(e, Optional.empty());
    }
  }

  /** Reads one frame that has been parsed. */
  Command read(ObjectNode frame) throws FrameException {
    var fields = new Fields(frame);
    Optional<JsonNode> req = Optional.empty();
    int msgid;
    try {
      req = fields.mark("req");
      msgid = fields.integer("msgid");
    } catch (MalformedException e) {
      throw notUnderstood(e, req);
    }
    Optional<JsonNode> mark = req;
    RequestKind kind =
        LinesNumbers.kind(msgid)
            .orElseThrow(
                () ->
                    new FrameException(
                        RequestKind.UNKNOWN, mark, ErrorCode.NOT_FOUND, "there is no such msgid"));
    try {
      return read(kind, req, fields);
    } catch (MalformedException e) {
      throw new FrameException(kind, req, ErrorCode.MALFORMED, e.getMessage());
    }
  }

  private static Command read(RequestKind kind, Optional<JsonNode> req, Fields fields)
      throws MalformedException {
    var envelope =
        new Envelope(
            req, fields.optionalText("token"), actor(kind, fields), Envelope.traceparent(fields));
    return switch (kind) {
      case LOGIN ->
          new Command.Login(
              envelope,
              credentials(fields),
              abilities(fields),
              fields.numbers("seen"),
              fields.optionalText("device").orElse(""));
      case LOGOUT -> new Command.Logout(envelope);
      case REGISTER -> new Command.Register(envelope, fields.text("name"), fields.text("password"));
      case PRIVATE_CHAT ->
          new Command.PrivateChat(
              envelope,
              fields.id("to_id"),
              content(fields),
              fields.optionalText("msg_id"),
              extras(fields));
      case GROUP_CHAT ->
          new Command.GroupChat(
              envelope,
              fields.id("group_id"),
              content(fields),
              fields.optionalText("msg_id"),
              extras(fields));
      case HISTORY ->
          new Command.History(
              envelope,
              fields.text("scope"),
              fields.optionalNumber("since_ms"),
              fields.optionalCount("limit"),
              fields.optionalNumber("before_seq"),
              fields.optionalNumber("after_seq"));
      case ACKNOWLEDGE -> acknowledge(envelope, fields);
      case LIST_CONVERSATIONS -> new Command.ListConversations(envelope);
      case SEARCH ->
          new Command.Search(
              envelope,
              fields.text("text"),
              fields.optionalText("scope"),
              fields.optionalCount("limit"),
              fields.optionalNumber("before_ms"));
      case TYPING -> new Command.Typing(envelope, fields.text("scope"));
      case ADD_FRIEND ->
          new Command.AddFriend(
              envelope, fields.id("friend_id"), fields.optionalText("text").orElse(""));
      case CREATE_GROUP ->
          new Command.CreateGroup(
              envelope, fields.text("name"), fields.optionalText("desc").orElse(""));
      case ADD_TO_GROUP ->
          new Command.AddToGroup(envelope, fields.id("group_id"), fields.optionalId("user_id"));
      case LIST_FRIENDS -> new Command.ListFriends(envelope);
      case LIST_GROUPS -> new Command.ListGroups(envelope);
      case LIST_MEMBERS -> new Command.ListMembers(envelope, fields.id("group_id"));
      case REMOVE_FROM_GROUP ->
          new Command.RemoveFromGroup(
              envelope, fields.id("group_id"), fields.optionalId("user_id"));
      case BLOCK_USER -> new Command.BlockUser(envelope, fields.id("blocked_id"));
      case UNBLOCK_USER -> new Command.UnblockUser(envelope, fields.id("blocked_id"));
      case LIST_BLOCKED -> new Command.ListBlocked(envelope);
      case LIST_FRIEND_REQUESTS -> new Command.ListFriendRequests(envelope);
      case ANSWER_FRIEND_REQUEST ->
          new Command.AnswerFriendRequest(
              envelope, fields.id("user_id"), fields.requiredFlag("accept"));
      case REMOVE_FRIEND -> new Command.RemoveFriend(envelope, fields.id("friend_id"));
      case GET_PROFILE ->
          new Command.GetProfile(
              envelope, fields.optionalId("user_id"), fields.optionalText("name"));
      case SET_PROFILE ->
          new Command.SetProfile(
              envelope,
              fields.optionalText("nickname"),
              fields.optionalText("signature"),
              fields.optionalText("avatar_url"),
              fields.optionalFlag("asks"));
      case SET_STATE -> new Command.SetState(envelope, away(fields));
      case LIST_SESSIONS -> new Command.ListSessions(envelope);
      case END_SESSION -> new Command.EndSession(envelope, fields.text("session_id"));
      case CHANGE_PASSWORD ->
          new Command.ChangePassword(
              envelope, fields.text("old_password"), fields.text("new_password"));
      case HEARTBEAT -> new Command.Heartbeat(envelope);
      case UNKNOWN -> throw new IllegalStateException("no request has this kind");
    };
  }

  /** Whom the request says it acts for. Where user_id names somebody else, it is not the actor. */
  private static OptionalInt actor(RequestKind kind, Fields fields) throws MalformedException {
    return switch (kind) {
      case PRIVATE_CHAT, GROUP_CHAT -> fields.optionalId("from_id");
      case CREATE_GROUP -> fields.optionalId("owner_id");
      case LOGOUT -> fields.optionalId("id");
      case HISTORY,
          ACKNOWLEDGE,
          LIST_CONVERSATIONS,
          SEARCH,
          TYPING,
          ADD_FRIEND,
          LIST_FRIENDS,
          LIST_GROUPS,
          LIST_MEMBERS,
          BLOCK_USER,
          UNBLOCK_USER,
          LIST_BLOCKED,
          LIST_FRIEND_REQUESTS,
          REMOVE_FRIEND,
          SET_PROFILE,
          SET_STATE,
          LIST_SESSIONS,
          END_SESSION,
          CHANGE_PASSWORD,
          HEARTBEAT ->
          fields.optionalId("user_id");
      // A login by token may say whose it is; with a password, id is half of the credentials.
      case LOGIN -> fields.has("password") ? OptionalInt.empty() : fields.optionalId("id");
      case REGISTER, ADD_TO_GROUP, REMOVE_FROM_GROUP, ANSWER_FRIEND_REQUEST, GET_PROFILE, UNKNOWN ->
          OptionalInt.empty();
    };
  }

  private static Credentials credentials(Fields fields) throws MalformedException {
    if (fields.has("password")) {
      return fields.has("id")
          ? new Credentials.ById(fields.id("id"), fields.text("password"))
          : new Credentials.ByName(fields.text("name"), fields.text("password"));
    }
    if (fields.has("token")) {
      return new Credentials.ByToken(fields.text("token"));
    }
    throw new MalformedException("a login needs a password or a token");
  }

  private static boolean away(Fields fields) throws MalformedException {
    return switch (fields.text("state")) {
      case "away" -> true;
      case "online" -> false;
      default -> throw new MalformedException("state must be online or away");
    };
  }

  private static Command.Login.Abilities abilities(Fields fields) throws MalformedException {
    return new Command.Login.Abilities(
        fields.flag("acks"),
        fields.flag("pings"),
        fields.flag("presence"),
        fields.flag("typing"),
        fields.flag("receipts"));
  }

  /** The time a client gives is checked and then ignored: the server's clock counts. */
  private static String content(Fields fields) throws MalformedException {
    var _ = fields.optionalNumber("timestamp_ms");
    boolean needed = !fields.has("file") && !fields.has("recalls");
    return needed ? fields.text("content") : fields.optionalText("content").orElse("");
  }

  private static Extras extras(Fields fields) throws MalformedException {
    OptionalLong edits = fields.optionalSeq("edits");
    OptionalLong recalls = fields.optionalSeq("recalls");
    if (edits.isPresent() && recalls.isPresent()) {
      throw new MalformedException("a message has only one of edits and recalls");
    }
    Optional<Extras.Change> change =
        edits.isPresent()
            ? Optional.of(new Extras.Edit(edits.getAsLong()))
            : recalls.isPresent()
                ? Optional.of(new Extras.Recall(recalls.getAsLong()))
                : Optional.empty();
    Optional<Fields> file = fields.object("file");
    return new Extras(
        fields.optionalSeq("reply_to"),
        fields.ids("mentions"),
        file.isPresent() ? Optional.of(file.get().text("id")) : Optional.empty(),
        change);
  }

  private static Command acknowledge(Envelope envelope, Fields fields) throws MalformedException {
    if (!fields.has("delivered_seq") && !fields.has("read_seq")) {
      throw new MalformedException("delivered_seq or read_seq is missing");
    }
    return new Command.Acknowledge(
        envelope,
        fields.text("scope"),
        fields.optionalNumber("delivered_seq"),
        fields.optionalNumber("read_seq"));
  }

  private static FrameException notUnderstood(MalformedException e, Optional<JsonNode> req) {
    return new FrameException(RequestKind.UNKNOWN, req, ErrorCode.MALFORMED, e.getMessage());
  }
}
