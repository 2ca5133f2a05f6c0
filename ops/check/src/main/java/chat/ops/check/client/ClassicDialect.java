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

/** The dialect of the old console client: no acknowledgement of anything, no seq. */
record ClassicDialect() implements Dialect {
  private static final int PRIVATE_CHAT = 6;
  private static final int GROUP_CHAT = 10;

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
    return new TcpWire(gateway.tcp(), '\0', listener);
  }

  @Override
  public Optional<String> login(Person person, Map<ConversationId, Long> seen) {
    return Optional.of(
        Json.message(1).put("id", person.id()).put("password", person.password()).toString());
  }

  @Override
  public String chat(Person person, Send send, long req) {
    ConversationId conversation = send.conversation();
    ObjectNode chat = Json.message(conversation.isGroup() ? GROUP_CHAT : PRIVATE_CHAT);
    if (conversation.isGroup()) {
      chat.put("groupid", conversation.groupId());
    } else {
      chat.put("toid", conversation.peerOf(person.id()));
    }
    return chat.put("id", person.id())
        .put("name", person.name())
        .put("msg", send.content())
        .put("time", "2026-11-22 10:03:07")
        .toString();
  }

  @Override
  public Incoming read(Person person, String frame) {
    JsonNode json = Json.parse(frame);
    return switch (json.path("msgid").asInt()) {
      case 2 -> {
        if (json.path("errno").asInt() != 0) {
          yield new Incoming.LoginRefused(json.path("errno").asInt(), 0);
        }
        List<Incoming.Message> missed = new ArrayList<>();
        json.path("offlinemsg")
            .forEach(text -> missed.add(message(person, Json.parse(text.textValue()))));
        yield new Incoming.LoggedIn(missed);
      }
      case PRIVATE_CHAT, GROUP_CHAT -> message(person, json);
      default ->
          json.path("errno").asInt() == Errno.OK
              ? new Incoming.Other()
              : new Incoming.Refused(json.path("errno").asInt());
    };
  }

  private static Incoming.Message message(Person person, JsonNode json) {
    int from = json.get("id").intValue();
    int to = json.path("toid").asInt(person.id());
    return new Incoming.Message(
        json.has("groupid")
            ? ConversationId.ofGroup(json.get("groupid").intValue())
            : ConversationId.ofUsers(from, to),
        0,
        json.get("msg").textValue());
  }
}
