package chat.ops.check.client;

import chat.ops.check.history.Send;
import chat.proto.ConversationId;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The dialect {@code lines}, over TCP or a WebSocket.
 *
 * @param webSocket whether over a WebSocket
 * @param acknowledges whether the device acknowledges what has come
 * @param resumes whether it says at the login what it has seen
 */
record LinesDialect(boolean webSocket, boolean acknowledges, boolean resumes) implements Dialect {
  private static final int PRIVATE_CHAT = 1001;
  private static final int GROUP_CHAT = 1003;

  @Override
  public boolean answersChats() {
    return true;
  }

  @Override
  public Wire open(Gateway gateway, Person person, Wire.Listener listener) throws IOException {
    return webSocket
        ? new WebSocketWire(gateway.http(), "/ws?dialect=lines", listener)
        : new TcpWire(gateway.tcp(), '\n', listener);
  }

  @Override
  public Optional<String> login(Person person, Map<ConversationId, Long> seen) {
    ObjectNode login = Json.message(1).put("token", person.token()).put("acks", acknowledges);
    if (resumes) {
      ObjectNode scopes = login.putObject("seen");
      seen.forEach((conversation, seq) -> scopes.put(conversation.scopeFor(person.id()), seq));
    }
    return Optional.of(login.toString());
  }

  @Override
  public String chat(Person person, Send send, long req) {
    ConversationId conversation = send.conversation();
    ObjectNode chat = Json.message(conversation.isGroup() ? GROUP_CHAT : PRIVATE_CHAT);
    if (conversation.isGroup()) {
      chat.put("group_id", conversation.groupId());
    } else {
      chat.put("to_id", conversation.peerOf(person.id()));
    }
    return chat.put("content", send.content())
        .put("msg_id", send.msgId())
        .put("req", req)
        .toString();
  }

  /** The frame that acknowledges everything up to a seq. */
  static String acknowledge(Person person, ConversationId conversation, long seq) {
    return Json.message(1007)
        .put("scope", conversation.scopeFor(person.id()))
        .put("delivered_seq", seq)
        .toString();
  }

  @Override
  public Incoming read(Person person, String frame) {
    JsonNode json = Json.parse(frame);
    return switch (json.path("msgid").asInt()) {
      case 2 -> json.path("errno").asInt() == 0 ? loggedIn(json) : refused(json);
      case PRIVATE_CHAT, GROUP_CHAT -> message(json);
      case PRIVATE_CHAT + 1, GROUP_CHAT + 1 ->
          new Incoming.ChatAnswered(
              json.path("req").asLong(),
              json.path("errno").asInt(),
              json.path("seq").asLong(),
              json.path("timestamp_ms").asLong(),
              json.path("retry_after_ms").asInt());
      case 9003 ->
          new Incoming.Notice(
              Optional.ofNullable(json.get("retry_after_ms")).map(JsonNode::intValue));
      default -> new Incoming.Other();
    };
  }

  private static Incoming loggedIn(JsonNode json) {
    List<Incoming.Message> missed = new ArrayList<>();
    json.path("offlinemsg").forEach(message -> missed.add(message(message)));
    return new Incoming.LoggedIn(missed);
  }

  private static Incoming refused(JsonNode json) {
    return new Incoming.LoginRefused(
        json.path("errno").asInt(), json.path("retry_after_ms").asInt());
  }

  private static Incoming.Message message(JsonNode json) {
    return new Incoming.Message(
        json.has("group_id")
            ? ConversationId.ofGroup(json.get("group_id").intValue())
            : ConversationId.ofUsers(json.get("from_id").intValue(), json.get("to_id").intValue()),
        json.get("seq").longValue(),
        json.get("content").textValue());
  }
}
