package chat.gateway.dialect;

import chat.proto.ErrorCode;
import chat.proto.common.User;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.POJONode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * The WebSocket messages of the old page. A frame with a {@code msgid} is one of {@link LinesCodec}
 * and is answered as such; pushes always have the page's form. One codec per connection, whose
 * first {@link Event.LoggedIn} greets the page.
 *
 * <p>The page's messages have no answer when they are done; when they fail, the answer is {@code
 * {"type":"ERROR_MSG","success":false,"message":…,"errno":…}}.
 */
public final class WebCodec implements Codec {
  /**
   * The mark of a request in the page's own form, by which its reply is known again. Compared by
   * identity, so that no client can forge it.
   */
  private static final Optional<JsonNode> PAGE_MARK = Optional.of(new POJONode("page"));

  private final LinesReader linesReader = new LinesReader();
  private final LinesWriter linesWriter = new LinesWriter(new byte[0]);
  private final WebMessages messages;
  private boolean greeted;

  /**
   * A codec of one connection.
   *
   * @param timestamps of the server's zone
   */
  public WebCodec(Timestamps timestamps) {
    this.messages = new WebMessages(timestamps);
  }

  @Override
  public String dialect() {
    return "web";
  }

  @Override
  public Command decode(byte[] frame) throws FrameException {
    ObjectNode object;
    try {
      object = Json.parse(frame);
      if (!object.has("msgid")) {
        return page(new Fields(object));
      }
    } catch (MalformedException e) {
      throw new FrameException(RequestKind.UNKNOWN, PAGE_MARK, ErrorCode.MALFORMED, e.getMessage());
    }
    return linesReader.read(object);
  }

  @Override
  public List<byte[]> encode(Event event) {
    return switch (event) {
      case Event.LoggedIn login when !greeted -> greeting(login);
      case Event.Failed failed when !greeted && failed.kind() == RequestKind.LOGIN ->
          List.of(failure("LOGIN_MSG_ACK", failed));
      case Event.Failed failed when isOfPage(failed) -> List.of(failure("ERROR_MSG", failed));
      case Event.Reply reply when isOfPage(reply) -> List.of();
      case Event.Reply reply -> List.of(linesWriter.write(reply));
      case Event.MessagePushed pushed -> List.of(pushed(pushed));
      case Event.FriendAdded added -> List.of(friends("you have a new friend", added.friend()));
      case Event.FriendRemoved removed ->
          List.of(friends("somebody is your friend no more", removed.former()));
      case Event.FriendRequested requested -> List.of(); // the page cannot answer
      case Event.GroupJoined joined ->
          List.of(groups("you are in a new group", joined.groupId(), joined.groupName()));
      case Event.GroupLeft left ->
          List.of(groups("you are in a group no more", left.groupId(), left.groupName()));
      case Event.FriendStates states -> List.of(); // the page would reload its lists each time
      case Event.Typing typing -> List.of(); // the page does not know these two
      case Event.Receipt receipt -> List.of();
      case Event.Ping ping -> List.of(); // its WebSocket is pinged
      case Event.Notice notice ->
          List.of(
              Json.object(
                  json -> {
                    json.writeStringField("type", "NOTICE_MSG");
                    json.writeStringField("message", Html.escape(notice.text()));
                    if (notice.retryAfterMs().isPresent()) {
                      json.writeNumberField("retry_after_ms", notice.retryAfterMs().getAsInt());
                    }
                  }));
    };
  }

  private static Command page(Fields fields) throws MalformedException, FrameException {
    var envelope =
        new Envelope(
            PAGE_MARK, Optional.empty(), OptionalInt.empty(), Envelope.traceparent(fields));
    return switch (fields.text("type")) {
      case WebMessages.ONE_CHAT ->
          new Command.PrivateChat(
              envelope, fields.idOrText("toid"), fields.text("msg"), Optional.empty());
      case WebMessages.GROUP_CHAT ->
          new Command.GroupChat(
              envelope,
              fields.idOrText(fields.has("groupid") ? "groupid" : "toid"),
              fields.text("msg"),
              Optional.empty());
      default ->
          throw new FrameException(
              RequestKind.UNKNOWN, PAGE_MARK, ErrorCode.NOT_FOUND, "there is no such type");
    };
  }

  private List<byte[]> greeting(Event.LoggedIn login) {
    greeted = true;
    List<byte[]> frames = new ArrayList<>();
    frames.add(greeting());
    login.offline().forEach(message -> frames.add(pushed(new Event.MessagePushed(message))));
    return frames;
  }

  private static byte[] greeting() {
    return Json.object(
        json -> {
          json.writeStringField("type", "LOGIN_MSG_ACK");
          json.writeBooleanField("success", true);
          json.writeStringField("message", "logged in");
        });
  }

  /** Makes the page reload its lists, whatever has changed in them. */
  private static byte[] friends(String message, User friend) {
    return Json.object(
        json -> {
          json.writeStringField("type", "ADD_FRIEND_MSG");
          json.writeBooleanField("success", true);
          json.writeStringField("message", message);
          json.writeStringField("friendid", Integer.toString(friend.getId()));
          json.writeStringField("friendname", Html.escape(friend.getName()));
        });
  }

  /** The same. */
  private static byte[] groups(String message, int groupId, String name) {
    return Json.object(
        json -> {
          json.writeStringField("type", "CREATE_GROUP_MSG");
          json.writeBooleanField("success", true);
          json.writeStringField("message", message);
          json.writeStringField("groupid", Integer.toString(groupId));
          json.writeStringField("groupname", Html.escape(name));
        });
  }

  private byte[] pushed(Event.MessagePushed pushed) {
    return Json.object(json -> messages.push(json, pushed.message()));
  }

  private static byte[] failure(String type, Event.Failed failed) {
    return Json.object(
        json -> {
          json.writeStringField("type", type);
          json.writeBooleanField("success", false);
          json.writeStringField("message", Html.escape(failed.message()));
          json.writeNumberField("errno", failed.code().errno());
          if (failed.retryAfterMs().isPresent()) {
            json.writeNumberField("retry_after_ms", failed.retryAfterMs().getAsInt());
          }
        });
  }

  /** Only decode gives out this very object. */
  @SuppressWarnings("ReferenceEquality")
  private static boolean isOfPage(Event.Reply reply) {
    return reply.req().isPresent() && reply.req().get() == PAGE_MARK.get();
  }
}
