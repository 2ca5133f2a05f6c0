package chat.ops.check.client;

import chat.ops.check.history.Send;
import chat.proto.ConversationId;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The dialect of the old page over its WebSocket: chats are not answered when they are done. */
record WebDialect() implements Dialect {
  private static final String PRIVATE_CHAT = "ONE_CHAT_MSG";
  private static final String GROUP_CHAT = "GROUP_CHAT_MSG";

  @Override
  public boolean answersChats() {
    return false;
  }

  @Override
  public boolean acknowledges() {
    return false;
  }

  @Override
  public Wire open(Gateway gateway, Person person, Wire.Listener listener) throws IOException {
    return new WebSocketWire(gateway.http(), "/ws?token=" + person.token(), listener);
  }

  @Override
  public Optional<String> login(Person person, Map<ConversationId, Long> seen) {
    return Optional.empty();
  }

  @Override
  public String chat(Person person, Send send, long req) {
    ConversationId conversation = send.conversation();
    ObjectNode chat =
        Json.object()
            .put("type", conversation.isGroup() ? GROUP_CHAT : PRIVATE_CHAT)
            .put("fromid", Integer.toString(person.id()));
    if (conversation.isGroup()) {
      chat.put("groupid", Integer.toString(conversation.groupId()));
    } else {
      chat.put("toid", Integer.toString(conversation.peerOf(person.id())));
    }
    return chat.put("msg", send.content()).put("time", "10:03").toString();
  }

  @Override
  public Incoming read(Person person, String frame) {
    JsonNode json = Json.parse(frame);
    return switch (json.path("type").asText()) {
      case "LOGIN_MSG_ACK" ->
          json.path("success").booleanValue()
              ? new Incoming.LoggedIn(List.of())
              : new Incoming.LoginRefused(
                  json.path("errno").asInt(), json.path("retry_after_ms").asInt());
      case PRIVATE_CHAT ->
          new Incoming.Message(
              ConversationId.ofUsers(id(json, "fromid"), id(json, "toid")),
              json.get("seq").longValue(),
              json.get("msg").textValue());
      case GROUP_CHAT ->
          new Incoming.Message(
              ConversationId.ofGroup(id(json, "groupid")),
              json.get("seq").longValue(),
              json.get("msg").textValue());
      case "NOTICE_MSG" ->
          new Incoming.Notice(
              Optional.ofNullable(json.get("retry_after_ms")).map(JsonNode::intValue));
      case "ERROR_MSG" -> new Incoming.Refused(json.path("errno").asInt());
      default -> new Incoming.Other();
    };
  }

  private static int id(JsonNode json, String field) {
    return Integer.parseInt(json.get(field).textValue());
  }
}
