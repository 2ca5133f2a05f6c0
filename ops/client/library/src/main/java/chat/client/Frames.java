package chat.client;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** Messages, people and groups as frames write them. */
final class Frames {
  static final int PRIVATE_CHAT = 1001;
  static final int GROUP_CHAT = 1003;

  private Frames() {}

  /** The request that sends a draft. */
  static ObjectNode request(Draft draft, String msgId) {
    boolean group = draft.to().isGroup();
    ObjectNode frame = Json.frame(group ? GROUP_CHAT : PRIVATE_CHAT);
    frame.put(group ? "group_id" : "to_id", draft.to().id());
    return fill(frame, draft).put("msg_id", msgId);
  }

  /** What a draft says, without where it goes. */
  static ObjectNode fill(ObjectNode frame, Draft draft) {
    frame.put("content", draft.content());
    draft.replyTo().ifPresent(seq -> frame.put("reply_to", seq));
    draft.edits().ifPresent(seq -> frame.put("edits", seq));
    draft.recalls().ifPresent(seq -> frame.put("recalls", seq));
    draft.fileId().ifPresent(id -> frame.putObject("file").put("id", id));
    if (!draft.mentions().isEmpty()) {
      draft.mentions().forEach(frame.putArray("mentions")::add);
    }
    return frame;
  }

  /** What {@link #fill} wrote. */
  static Draft draft(Conversation to, JsonNode frame) {
    return new Draft(
        to,
        frame.path("content").asText(""),
        Json.number(frame, "reply_to"),
        Json.list(frame.path("mentions"), JsonNode::intValue),
        Optional.ofNullable(frame.at("/file/id").textValue()),
        Json.number(frame, "edits"),
        Json.number(frame, "recalls"));
  }

  /** Reads a message as it is pushed, or listed. */
  static Message message(JsonNode frame, Person me) {
    int from = frame.path("from_id").intValue();
    boolean own = from == me.id();
    Conversation conversation =
        frame.has("group_id")
            ? Conversation.ofGroup(frame.path("group_id").intValue())
            : Conversation.withPerson(own ? frame.path("to_id").intValue() : from);
    return new Message(
        conversation,
        frame.path("seq").longValue(),
        new Person(from, frame.path("from_name").asText("")),
        own,
        frame.path("content").asText(""),
        Instant.ofEpochMilli(frame.path("timestamp_ms").longValue()),
        frame.path("msg_id").asText(""),
        Json.number(frame, "reply_to"),
        Json.list(frame.path("mentions"), JsonNode::intValue),
        Optional.of(frame.path("file")).filter(JsonNode::isObject).map(Frames::attachment),
        Json.number(frame, "edits"),
        Json.number(frame, "recalls"),
        time(frame, "edited_ms"),
        time(frame, "recalled_ms"));
  }

  /** A message of the user, who has just been told where it stands. */
  static Message message(Draft draft, Sent sent, Person me) {
    return new Message(
        sent.conversation(),
        sent.seq(),
        me,
        true,
        draft.content(),
        sent.at(),
        sent.msgId(),
        draft.replyTo(),
        draft.mentions(),
        Optional.empty(),
        draft.edits(),
        draft.recalls(),
        Optional.empty(),
        Optional.empty());
  }

  static History history(JsonNode answer, Person me) {
    return new History(
        Json.list(answer.path("messages"), message -> message(message, me)),
        answer.path("more").booleanValue());
  }

  private static Optional<Instant> time(JsonNode frame, String field) {
    OptionalLong millis = Json.number(frame, field);
    return millis.isPresent()
        ? Optional.of(Instant.ofEpochMilli(millis.getAsLong()))
        : Optional.empty();
  }

  private static Attachment attachment(JsonNode file) {
    return new Attachment(
        file.path("id").asText(""),
        file.path("name").asText(""),
        file.path("type").asText(""),
        file.path("size").longValue());
  }

  static Person person(JsonNode user) {
    return new Person(user.path("id").intValue(), user.path("name").asText(""));
  }

  static Friend friend(JsonNode friend) {
    return new Friend(
        friend.path("id").intValue(),
        friend.path("name").asText(""),
        friend.path("state").asText("offline"));
  }

  static List<Friend> friends(JsonNode frame) {
    return Json.list(frame.path("friends"), Frames::friend);
  }

  static List<Group> groups(JsonNode frame) {
    return Json.list(frame.path("groups"), Frames::group);
  }

  private static Group group(JsonNode group) {
    return new Group(
        group.path("id").intValue(),
        group.path("name").asText(""),
        group.path("desc").asText(""),
        group.path("owner_id").intValue(),
        members(group));
  }

  static List<Member> members(JsonNode frame) {
    return Json.list(
        frame.path("members"),
        member ->
            new Member(
                member.path("id").intValue(),
                member.path("name").asText(""),
                member.path("role").asText("member")));
  }

  static Summary summary(JsonNode one, Person me) {
    return new Summary(
        Conversation.ofScope(one.path("scope").asText()),
        one.path("name").asText(""),
        one.path("head_seq").longValue(),
        one.path("delivered_seq").longValue(),
        one.path("read_seq").longValue(),
        Optional.of(one.path("last"))
            .filter(JsonNode::isObject)
            .map(message -> message(message, me)));
  }

  /** A push that is no message. */
  static Push push(JsonNode frame) {
    return switch (frame.path("msgid").intValue()) {
      case 1101 -> new Push.Typing(scope(frame), namedUser(frame));
      case 1103 ->
          new Push.Receipt(
              scope(frame),
              frame.path("user_id").intValue(),
              frame.path("delivered_seq").longValue(),
              frame.path("read_seq").longValue());
      case 2101 -> new Push.FriendAdded(friend(frame.path("friend")));
      case 2103 -> new Push.GroupJoined(groupId(frame), frame.path("name").asText(""));
      case 2105 -> new Push.GroupLeft(groupId(frame), frame.path("name").asText(""));
      case 2107 -> new Push.FriendsChanged(friends(frame));
      case 2109 -> new Push.FriendRequested(person(frame.path("user")));
      case 2111 -> new Push.FriendRemoved(person(frame.path("friend")));
      case 9003 -> new Push.Notice(frame.path("text").asText(""));
      default -> new Push.Unknown(frame);
    };
  }

  private static Conversation scope(JsonNode frame) {
    return Conversation.ofScope(frame.path("scope").asText());
  }

  private static Person namedUser(JsonNode frame) {
    return new Person(frame.path("user_id").intValue(), frame.path("name").asText(""));
  }

  private static int groupId(JsonNode frame) {
    return frame.path("group_id").intValue();
  }
}
