package chat.gateway.transport;

import chat.gateway.dialect.Event;
import chat.gateway.dialect.FirstStates;
import chat.gateway.dialect.Html;
import chat.gateway.dialect.WebMessages;
import chat.proto.common.ChatMessage;
import chat.proto.common.MessageKind;
import chat.proto.common.User;
import chat.proto.social.Group;
import chat.proto.social.GroupMember;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;

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
      case Event.Friends friends -> RestAnswer.done(json -> friends(json, friends));
      case Event.Groups groups -> RestAnswer.done(json -> groups(json, groups));
      case Event.GroupCreated created ->
          RestAnswer.done(
              json -> {
                id(json, "groupId", created.groupId());
                json.writeStringField("groupName", Html.escape(created.name()));
              });
      case Event.HistoryPage page ->
          RestAnswer.done(
              json -> {
                messages(json, page);
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

  private static void friends(JsonGenerator json, Event.Friends friends) throws IOException {
    json.writeArrayFieldStart("friends");
    for (User friend : friends.friends()) {
      json.writeStartObject();
      id(json, "id", friend.getId());
      json.writeStringField("name", Html.escape(friend.getName()));
      json.writeStringField("status", FirstStates.word(friend.getState()));
      json.writeEndObject();
    }
    json.writeEndArray();
  }

  private static void groups(JsonGenerator json, Event.Groups groups) throws IOException {
    json.writeArrayFieldStart("groups");
    for (Group group : groups.groups()) {
      json.writeStartObject();
      id(json, "id", group.getId());
      json.writeStringField("name", Html.escape(group.getName()));
      json.writeArrayFieldStart("members");
      for (GroupMember member : group.getMembersList()) {
        json.writeStartObject();
        id(json, "id", member.getId());
        json.writeStringField("name", Html.escape(member.getName()));
        json.writeStringField("role", member.getRole());
        json.writeEndObject();
      }
      json.writeEndArray();
      json.writeNumberField("memberCount", group.getMemberCount());
      json.writeEndObject();
    }
    json.writeEndArray();
  }

  /** Without edits and recalls, which show at the messages that they changed. */
  private void messages(JsonGenerator json, Event.HistoryPage page) throws IOException {
    json.writeArrayFieldStart("messages");
    for (ChatMessage message : page.messages()) {
      if (message.getKind() == MessageKind.TEXT) {
        json.writeStartObject();
        messages.entry(json, message);
        json.writeEndObject();
      }
    }
    json.writeEndArray();
  }

  private static IllegalStateException unexpected(Event.Reply reply) {
    return new IllegalStateException("no REST call asks for " + reply.kind());
  }
}
