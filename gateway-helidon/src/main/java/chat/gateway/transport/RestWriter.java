package chat.gateway.transport;

import chat.gateway.dialect.Event;
import chat.gateway.dialect.FirstStates;
import chat.gateway.dialect.Html;
import chat.gateway.dialect.Json;
import chat.gateway.dialect.WebMessages;
import chat.proto.common.ChatMessage;
import chat.proto.common.MessageKind;
import chat.proto.common.User;
import chat.proto.social.Group;
import chat.proto.social.GroupMember;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.util.List;

/**
 * Turns replies into the JSON of the REST API: ids are texts, and everything a user wrote is
 * HTML-escaped.
 *
 * @param messages writes the entries of a history
 */
record RestWriter(WebMessages messages) {

  /** The answer to a call. */
  RestAnswer answer(Event.Reply reply) {
    return switch (reply) {
      case Event.Failed failed -> RestAnswer.failed(failed);
      case Event.Done done -> RestAnswer.done(json -> {});
      case Event.FriendAsked asked ->
          RestAnswer.done(json -> json.writeBooleanField("pending", true));
      case Event.Registered registered ->
          RestAnswer.done(json -> id(json, "userId", registered.id()));
      case Event.Friends friends ->
          RestAnswer.done(
              json -> Json.array(json, "friends", friends.friends(), RestWriter::friend));
      case Event.Groups groups ->
          RestAnswer.done(json -> Json.array(json, "groups", groups.groups(), RestWriter::group));
      case Event.GroupCreated created ->
          RestAnswer.done(
              json -> {
                id(json, "groupId", created.groupId());
                json.writeStringField("groupName", Html.escape(created.name()));
              });
      case Event.HistoryPage page ->
          RestAnswer.done(
              json -> {
                Json.array(json, "messages", texts(page), messages::entry);
                json.writeBooleanField("more", page.more());
              });
      case Event.Conversations conversations -> throw unexpected(conversations);
      case Event.Found found -> throw unexpected(found);
      case Event.LoggedIn login -> throw unexpected(login);
      case Event.Accepted accepted -> throw unexpected(accepted);
      case Event.Members members -> throw unexpected(members);
      case Event.Blocked blocked -> throw unexpected(blocked);
      case Event.FriendRequests requests -> throw unexpected(requests);
      case Event.OpenSessions sessions -> throw unexpected(sessions);
      case Event.ProfileShown shown -> throw unexpected(shown);
    };
  }

  /** Writes an id as a text. */
  static void id(JsonGenerator json, String name, int id) throws IOException {
    json.writeStringField(name, Integer.toString(id));
  }

  private static void friend(JsonGenerator json, User friend) throws IOException {
    named(json, friend.getId(), friend.getName());
    json.writeStringField("status", FirstStates.word(friend.getState()));
  }

  private static void group(JsonGenerator json, Group group) throws IOException {
    named(json, group.getId(), group.getName());
    Json.array(json, "members", group.getMembersList(), RestWriter::member);
    json.writeNumberField("memberCount", group.getMemberCount());
  }

  private static void member(JsonGenerator json, GroupMember member) throws IOException {
    named(json, member.getId(), member.getName());
    json.writeStringField("role", member.getRole());
  }

  private static void named(JsonGenerator json, int id, String name) throws IOException {
    id(json, "id", id);
    json.writeStringField("name", Html.escape(name));
  }

  /** Without edits and recalls, which show at the messages that they changed. */
  private static List<ChatMessage> texts(Event.HistoryPage page) {
    return page.messages().stream()
        .filter(message -> message.getKind() == MessageKind.TEXT)
        .toList();
  }

  private static IllegalStateException unexpected(Event.Reply reply) {
    return new IllegalStateException("no REST call asks for " + reply.kind());
  }
}
