package chat.gateway.dialect;

import chat.proto.ErrorCode;
import chat.proto.common.ChatMessage;
import chat.proto.common.User;
import chat.proto.social.FriendRequest;
import chat.proto.social.Group;
import chat.proto.social.GroupMember;
import chat.proto.user.Profile;
import chat.proto.user.Session;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Collectors;

/**
 * Writes the replies and pushes of the {@code lines} dialect. Safe for any number of threads.
 *
 * <p>Replies of ours beyond the first contract: 1008 acknowledged, 1010 {@code conversations}, 1012
 * {@code found}, {@code more}, 1014 done, 2008 {@code friends}, 2010 {@code groups}, 2012 {@code
 * group_id}, {@code members}, 2014, 2016 and 2018 done, 2020 {@code blocked}, 2022 {@code
 * requests}, 2024 and 2026 done, 3002 and 3004 {@code profile}, 3008 {@code sessions}, 3010 and
 * 3012 done, 9002 heartbeat. Pushes: 1101 and 1103 {@code scope}, {@code user_id} and more, 2101
 * {@code friend}, 2103 and 2105 {@code group_id}, {@code name}, 2107 {@code friends}, 2109 {@code
 * user}, 2111 {@code friend}, 9003 {@code text}, {@code retry_after_ms}, 9005 ping.
 */
final class LinesWriter {
  private final byte[] terminator;
  private volatile Written newest = new Written(ChatMessage.getDefaultInstance(), new byte[0]);

  /** A pushed message and its frame; the two change together. */
  private static final class Written {
    private final ChatMessage message;
    private final byte[] frame;

    private Written(ChatMessage message, byte[] frame) {
      this.message = message;
      this.frame = frame;
    }
  }

  LinesWriter(byte[] terminator) {
    this.terminator = terminator;
  }

  /** The frame of an event. */
  byte[] write(Event event) {
    return switch (event) {
      case Event.Reply reply -> reply(reply);
      case Event.MessagePushed pushed -> pushed(pushed.message());
      case Event.FriendAdded added ->
          about(LinesNumbers.FRIEND_ADDED, "friend", added.friend(), LinesWriter::user);
      case Event.FriendRequested requested ->
          about(LinesNumbers.FRIEND_REQUESTED, "user", requested.user(), LinesWriter::named);
      case Event.FriendRemoved removed ->
          about(LinesNumbers.FRIEND_REMOVED, "friend", removed.former(), LinesWriter::named);
      case Event.GroupJoined joined ->
          group(LinesNumbers.GROUP_JOINED, joined.groupId(), joined.groupName());
      case Event.GroupLeft left -> group(LinesNumbers.GROUP_LEFT, left.groupId(), left.groupName());
      case Event.FriendStates states ->
          Json.object(
              json -> {
                json.writeNumberField("msgid", LinesNumbers.FRIEND_STATES);
                users(json, "friends", states.friends());
              },
              terminator);
      case Event.Typing typing ->
          Json.object(
              json -> {
                json.writeNumberField("msgid", LinesNumbers.TYPING);
                json.writeStringField("scope", typing.scope());
                json.writeNumberField("user_id", typing.userId());
                json.writeStringField("name", typing.name());
              },
              terminator);
      case Event.Receipt receipt ->
          Json.object(
              json -> {
                json.writeNumberField("msgid", LinesNumbers.RECEIPT);
                json.writeStringField("scope", receipt.scope());
                json.writeNumberField("user_id", receipt.userId());
                json.writeNumberField("delivered_seq", receipt.deliveredSeq());
                json.writeNumberField("read_seq", receipt.readSeq());
              },
              terminator);
      case Event.Ping ping ->
          Json.object(json -> json.writeNumberField("msgid", LinesNumbers.PING), terminator);
      case Event.Notice notice ->
          Json.object(
              json -> {
                json.writeNumberField("msgid", LinesNumbers.NOTICE);
                json.writeStringField("text", notice.text());
                retryAfter(json, notice.retryAfterMs());
              },
              terminator);
    };
  }

  /** A group's message goes to many sessions, one after another: written once for all of them. */
  @SuppressWarnings("ReferenceEquality")
  private byte[] pushed(ChatMessage message) {
    Written written = newest;
    if (written.message != message) {
      written =
          new Written(
              message, Json.object(json -> LinesMessages.fields(json, message), terminator));
      newest = written;
    }
    return written.frame;
  }

  private byte[] about(int msgid, String name, User user, Json.Each<User> fields) {
    return Json.object(
        json -> {
          json.writeNumberField("msgid", msgid);
          json.writeObjectFieldStart(name);
          fields.write(json, user);
          json.writeEndObject();
        },
        terminator);
  }

  private byte[] group(int msgid, int groupId, String name) {
    return Json.object(
        json -> {
          json.writeNumberField("msgid", msgid);
          json.writeNumberField("group_id", groupId);
          json.writeStringField("name", name);
        },
        terminator);
  }

  private byte[] reply(Event.Reply reply) {
    return Json.object(
        json -> {
          json.writeNumberField("msgid", LinesNumbers.reply(reply.kind()));
          if (reply instanceof Event.Failed failed) {
            json.writeNumberField("errno", failed.code().errno());
            json.writeStringField("errmsg", failed.message());
          } else {
            json.writeNumberField("errno", ErrorCode.OK.errno());
            json.writeStringField("errmsg", "");
          }
          fields(json, reply);
          if (reply.req().isPresent()) {
            json.writeFieldName("req");
            json.writeTree(reply.req().get());
          }
        },
        terminator);
  }

  private static void fields(JsonGenerator json, Event.Reply reply) throws IOException {
    switch (reply) {
      case Event.Done done -> {}
      case Event.Failed failed -> {
        optionalText(json, "msg_id", failed.msgId());
        retryAfter(json, failed.retryAfterMs());
      }
      case Event.LoggedIn login -> login(json, login);
      case Event.Registered registered -> json.writeNumberField("id", registered.id());
      case Event.Accepted accepted -> {
        json.writeStringField("msg_id", accepted.msgId());
        json.writeNumberField("seq", accepted.seq());
        json.writeNumberField("timestamp_ms", accepted.timestampMs());
      }
      case Event.HistoryPage page -> {
        LinesMessages.array(json, "messages", page.messages());
        json.writeBooleanField("more", page.more());
      }
      case Event.Conversations conversations ->
          Json.array(
              json, "conversations", conversations.conversations(), LinesMessages::conversation);
      case Event.Found found -> {
        Json.array(json, "found", found.found(), LinesMessages::found);
        json.writeBooleanField("more", found.more());
      }
      case Event.GroupCreated created -> json.writeNumberField("group_id", created.groupId());
      case Event.Friends friends -> users(json, "friends", friends.friends());
      case Event.Groups groups -> groups(json, groups.groups(), Map.of());
      case Event.Members members -> {
        json.writeNumberField("group_id", members.groupId());
        members(json, members.members(), Map.of());
      }
      case Event.Blocked blocked ->
          Json.array(json, "blocked", blocked.blocked(), LinesWriter::named);
      case Event.FriendAsked asked -> json.writeBooleanField("pending", true);
      case Event.FriendRequests requests ->
          Json.array(json, "requests", requests.requests(), LinesWriter::request);
      case Event.OpenSessions sessions ->
          Json.array(json, "sessions", sessions.sessions(), LinesWriter::session);
      case Event.ProfileShown shown -> profile(json, shown);
    }
  }

  private static void login(JsonGenerator json, Event.LoggedIn login) throws IOException {
    json.writeObjectFieldStart("user");
    user(json, login.user());
    json.writeEndObject();
    json.writeStringField("token", login.token());
    users(json, "friends", login.friends());
    groups(
        json,
        login.groups(),
        login.memberStates().stream()
            .collect(Collectors.toMap(User::getId, User::getState, (one, other) -> one)));
    if (login.listsMissing()) {
      json.writeBooleanField("lists_missing", true);
    }
    LinesMessages.array(json, "offlinemsg", login.offline());
  }

  private static void users(JsonGenerator json, String name, Iterable<User> users)
      throws IOException {
    Json.array(json, name, users, LinesWriter::user);
  }

  private static void user(JsonGenerator json, User user) throws IOException {
    named(json, user);
    json.writeStringField("state", user.getState());
  }

  /**
   * Writes groups.
   *
   * @param states of members by id; empty where nobody asked for them, else who is missing is
   *     offline
   */
  private static void groups(
      JsonGenerator json, Iterable<Group> groups, Map<Integer, String> states) throws IOException {
    Json.array(
        json,
        "groups",
        groups,
        (_, group) -> {
          json.writeNumberField("id", group.getId());
          json.writeStringField("name", group.getName());
          json.writeStringField("desc", group.getDesc());
          json.writeNumberField("owner_id", group.getOwnerId());
          json.writeNumberField("member_count", group.getMemberCount());
          members(json, group.getMembersList(), states);
        });
  }

  private static void members(
      JsonGenerator json, Iterable<GroupMember> members, Map<Integer, String> states)
      throws IOException {
    Json.array(
        json,
        "members",
        members,
        (_, member) -> {
          json.writeNumberField("id", member.getId());
          json.writeStringField("name", member.getName());
          json.writeStringField("role", member.getRole());
          if (!states.isEmpty()) {
            json.writeStringField("state", states.getOrDefault(member.getId(), "offline"));
          }
        });
  }

  /** Without the state, which nobody has asked for. */
  private static void named(JsonGenerator json, User user) throws IOException {
    json.writeNumberField("id", user.getId());
    json.writeStringField("name", user.getName());
  }

  private static void request(JsonGenerator json, FriendRequest request) throws IOException {
    json.writeObjectFieldStart("user");
    named(json, request.getUser());
    json.writeEndObject();
    json.writeStringField("text", request.getText());
    json.writeNumberField("created_ms", request.getCreatedMs());
  }

  private static void session(JsonGenerator json, Session session) throws IOException {
    json.writeStringField("session_id", session.getId());
    json.writeStringField("device", session.getDevice());
    json.writeStringField("address", session.getAddress());
    json.writeNumberField("created_ms", session.getCreatedMs());
    json.writeNumberField("expires_ms", session.getExpiresMs());
    json.writeBooleanField("current", session.getCurrent());
  }

  private static void profile(JsonGenerator json, Event.ProfileShown shown) throws IOException {
    Profile profile = shown.profile();
    json.writeObjectFieldStart("profile");
    json.writeNumberField("id", profile.getId());
    json.writeStringField("name", profile.getName());
    json.writeStringField("nickname", profile.getNickname());
    json.writeStringField("signature", profile.getSignature());
    json.writeStringField("avatar_url", profile.getAvatarUrl());
    if (shown.own()) {
      json.writeBooleanField("asks", profile.getAsks());
    }
    json.writeEndObject();
  }

  private static void optionalText(JsonGenerator json, String name, Optional<String> value)
      throws IOException {
    if (value.isPresent()) {
      json.writeStringField(name, value.get());
    }
  }

  private static void retryAfter(JsonGenerator json, OptionalInt retryAfterMs) throws IOException {
    if (retryAfterMs.isPresent()) {
      json.writeNumberField("retry_after_ms", retryAfterMs.getAsInt());
    }
  }
}
