package chat.gateway.dialect;

import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * The dialect of the old C++ client: JSON ended by NUL, at most {@link ClassicFrame#MAX_BYTES} per
 * frame. Most of its requests have no reply; where one of those fails, the answer has msgid 0. Has
 * no state, so one codec serves any number of connections.
 */
public final class ClassicCodec implements Codec {
  // The only answers that the old client knows; it ignores msgid 0.
  private static final Map<RequestKind, Integer> REPLIES =
      Map.of(
          RequestKind.LOGIN, ClassicReader.LOGIN_REPLY,
          RequestKind.REGISTER, ClassicReader.REGISTER_REPLY);

  private final ClassicReader reader = new ClassicReader();
  private final ClassicMessages messages;

  /**
   * A codec.
   *
   * @param timestamps of the server's zone
   */
  public ClassicCodec(Timestamps timestamps) {
    this.messages = new ClassicMessages(timestamps);
  }

  @Override
  public String dialect() {
    return "classic";
  }

  @Override
  public Command decode(byte[] frame) throws FrameException {
    return reader.read(frame);
  }

  @Override
  public List<byte[]> encode(Event event) {
    return switch (event) {
      case Event.LoggedIn login -> ClassicLogin.frames(login, messages);
      case Event.Registered registered -> List.of(registered(registered));
      case Event.Failed failed -> List.of(failed(failed));
      case Event.MessagePushed pushed -> messages.frames(pushed.message());
      case Event.Notice notice -> List.of(notice(notice));
      // The client has no frame for these and would not show one.
      case Event.Done done -> List.of();
      case Event.Accepted accepted -> List.of();
      case Event.GroupCreated created -> List.of();
      case Event.FriendAdded added -> List.of();
      case Event.FriendAsked asked -> List.of();
      case Event.FriendRequested requested -> List.of();
      case Event.FriendRemoved removed -> List.of();
      case Event.GroupJoined joined -> List.of();
      case Event.GroupLeft left -> List.of();
      case Event.FriendStates states -> List.of();
      case Event.Typing typing -> List.of();
      case Event.Receipt receipt -> List.of();
      case Event.Ping ping -> List.of();
      // It cannot ask for these.
      case Event.HistoryPage page -> List.of();
      case Event.Conversations conversations -> List.of();
      case Event.Found found -> List.of();
      case Event.Friends friends -> List.of();
      case Event.Groups groups -> List.of();
      case Event.Members members -> List.of();
      case Event.Blocked blocked -> List.of();
      case Event.FriendRequests requests -> List.of();
      case Event.OpenSessions sessions -> List.of();
      case Event.ProfileShown shown -> List.of();
    };
  }

  private static byte[] registered(Event.Registered registered) {
    return ClassicFrame.of(
        json -> {
          json.writeNumberField("msgid", ClassicReader.REGISTER_REPLY);
          json.writeNumberField("errno", 0);
          json.writeNumberField("id", registered.id());
        });
  }

  private static byte[] failed(Event.Failed failed) {
    int msgid = REPLIES.getOrDefault(failed.kind(), 0);
    return text(
        failed.message(),
        text ->
            ClassicFrame.of(
                json -> {
                  json.writeNumberField("msgid", msgid);
                  json.writeNumberField("errno", failed.code().errno());
                  json.writeStringField("errmsg", text);
                  if (failed.retryAfterMs().isPresent()) {
                    json.writeNumberField("retry_after_ms", failed.retryAfterMs().getAsInt());
                  }
                }));
  }

  private static byte[] notice(Event.Notice notice) {
    return text(
        notice.text(),
        text ->
            ClassicFrame.of(
                json -> {
                  json.writeNumberField("msgid", LinesNumbers.NOTICE);
                  json.writeStringField("text", text);
                  if (notice.retryAfterMs().isPresent()) {
                    json.writeNumberField("retry_after_ms", notice.retryAfterMs().getAsInt());
                  }
                }));
  }

  /** A frame with as much of the text as fits. */
  private static byte[] text(String text, Function<String, byte[]> frame) {
    return frame.apply(ClassicFrame.pieces(text, frame.apply("")).getFirst());
  }
}
