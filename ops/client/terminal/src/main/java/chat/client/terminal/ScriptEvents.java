package chat.client.terminal;

import chat.client.ChatException;
import chat.client.ChatListener;
import chat.client.ConnectionState;
import chat.client.Conversation;
import chat.client.Message;
import chat.client.Person;
import chat.client.Push;
import chat.client.Sent;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;

/** Writes what happens, one JSON object per line, each with the field {@code event}. Any thread. */
final class ScriptEvents implements ChatListener {
  private final PrintStream out;
  private final Names names;

  ScriptEvents(OutputStream out, Names names) {
    this.out = new PrintStream(out, false, StandardCharsets.UTF_8);
    this.names = names;
  }

  private static ObjectNode event(String kind) {
    return ScriptLine.MAPPER.createObjectNode().put("event", kind);
  }

  private synchronized void write(ObjectNode event) {
    out.print(event + "\n");
    out.flush();
  }

  @Override
  public void onMessage(Message message) {
    names.message(message);
    ObjectNode event =
        event("message")
            .put("scope", message.conversation().scope())
            .put("seq", message.seq())
            .put("own", message.own())
            .put("text", message.content())
            .put("sent_ms", message.sentAt().toEpochMilli())
            .put("msg_id", message.msgId());
    event.set("from", person(message.from()));
    message.replyTo().ifPresent(seq -> event.put("reply_to", seq));
    message.edits().ifPresent(seq -> event.put("edits", seq));
    message.recalls().ifPresent(seq -> event.put("recalls", seq));
    if (!message.mentions().isEmpty()) {
      message.mentions().forEach(event.putArray("mentions")::add);
    }
    message
        .attachment()
        .ifPresent(
            file ->
                event
                    .putObject("file")
                    .put("id", file.id())
                    .put("name", file.name())
                    .put("type", file.type())
                    .put("size", file.size()));
    write(event);
  }

  private static ObjectNode person(Person person) {
    return ScriptLine.MAPPER.createObjectNode().put("id", person.id()).put("name", person.name());
  }

  @Override
  public void onPush(Push push) {
    switch (push) {
      case Push.FriendAdded(var friend) -> {
        names.friend(friend);
        write(push("friend", friend.person()));
      }
      case Push.FriendRemoved(Person person) -> write(push("unfriend", person));
      case Push.FriendRequested(Person person) -> {
        names.learn(person);
        write(push("friend_request", person));
      }
      case Push.FriendsChanged(var friends) ->
          friends.forEach(
              friend -> write(push("state", friend.person()).put("state", friend.state())));
      case Push.GroupJoined(int id, String name) -> {
        names.group(id, name);
        write(event("joined").put("group", id).put("name", name));
      }
      case Push.GroupLeft(int id, String name) ->
          write(event("left").put("group", id).put("name", name));
      case Push.Typing(Conversation conversation, Person person) ->
          write(push("typing", person).put("scope", conversation.scope()));
      case Push.Receipt receipt ->
          write(
              event("receipt")
                  .put("scope", receipt.conversation().scope())
                  .put("user", receipt.userId())
                  .put("delivered_seq", receipt.deliveredSeq())
                  .put("read_seq", receipt.readSeq()));
      case Push.Notice(String text) -> write(event("notice").put("text", text));
      case Push.Unknown(JsonNode frame) -> write(event("push").set("frame", frame));
    }
  }

  private static ObjectNode push(String kind, Person person) {
    return event(kind).set("user", person(person));
  }

  @Override
  public void onSetBack(Conversation conversation) {
    write(event("set_back").put("scope", conversation.scope()));
  }

  @Override
  public void onState(ConnectionState state) {
    switch (state) {
      case ConnectionState.Connecting _ -> {}
      case ConnectionState.Online online -> {
        names.learn(online.me());
        names.friends(online.friends());
        online.groups().forEach(names::group);
        write(push("online", online.me()));
      }
      case ConnectionState.Waiting waiting ->
          write(
              event("offline")
                  .put("pause_ms", waiting.pause().toMillis())
                  .put("reason", waiting.reason()));
      case ConnectionState.Ended(ChatException reason) ->
          write(event("ended").put("reason", reason.getMessage()));
    }
  }

  /** A message is stored. */
  void sent(int line, Sent sent) {
    write(
        event("sent")
            .put("line", line)
            .put("scope", sent.conversation().scope())
            .put("seq", sent.seq())
            .put("sent_ms", sent.at().toEpochMilli())
            .put("msg_id", sent.msgId()));
  }

  /** A request is answered. */
  void answered(int line, JsonNode answer) {
    write(event("answer").put("line", line).set("answer", answer));
  }

  /** A line led to nothing. */
  void failed(int line, Throwable reason) {
    ObjectNode event = event("failed").put("line", line).put("reason", reason.getMessage());
    if (reason instanceof ChatException.Refused refused) {
      event.put("errno", refused.errno());
    }
    write(event);
  }
}
