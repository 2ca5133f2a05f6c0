package chat.gateway.dialect;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;

import chat.proto.common.ChatMessage;
import chat.proto.common.User;
import chat.proto.social.Group;
import chat.proto.social.GroupMember;
import java.util.List;
import java.util.Optional;

/** Frames as texts, and things to put into them. */
final class Frames {
  /** Everything that some layer could take for its own. */
  static final String NASTY = "quote \" back \\ % 'drop table <b>&amp; 你好 😀 \u0001 \n";

  static final User ANN = User.newBuilder().setId(1).setName("Ann").setState("online").build();
  static final User BOB = User.newBuilder().setId(2).setName("Bob").setState("offline").build();

  private Frames() {}

  static byte[] bytes(String json) {
    return json.replace('\'', '"').getBytes(UTF_8);
  }

  /** The only frame of an event. */
  static String one(Codec codec, Event event) {
    List<byte[]> frames = codec.encode(event);
    if (frames.size() != 1) {
      throw new AssertionError("expected one frame, got " + frames.size());
    }
    return new String(frames.getFirst(), UTF_8);
  }

  /**
   * Asserts that a request may have a trace.
   *
   * @param request its fields, without braces
   */
  static void assertTraceparents(Codec codec, String request) throws FrameException {
    String trace = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";
    assertEquals(Optional.of(trace), traceparent(codec, request, "'" + trace + "'"));
    for (String none : List.of("5", "true", "null", "{}", "['x']", "'\\ud800'")) {
      assertEquals(Optional.empty(), traceparent(codec, request, none), none);
    }
    // Whoever reads it as a trace ignores it.
    assertEquals(Optional.of("garbage"), traceparent(codec, request, "'garbage'"));
  }

  private static Optional<String> traceparent(Codec codec, String request, String value)
      throws FrameException {
    return codec
        .decode(bytes("{" + request + ",'traceparent':" + value + "}"))
        .envelope()
        .traceparent();
  }

  static ChatMessage.Builder privateMessage(String content) {
    return ChatMessage.newBuilder()
        .setFromId(1)
        .setFromName("Ann")
        .setToId(2)
        .setContent(content)
        .setTimestampMs(1_690_000_000_000L)
        .setMsgId("m1")
        .setSeq(7);
  }

  static ChatMessage.Builder groupMessage(String content) {
    return privateMessage(content).clearToId().setGroupId(3);
  }

  static Group.Builder group(int id, String name, int members) {
    Group.Builder group =
        Group.newBuilder()
            .setId(id)
            .setName(name)
            .setDesc("demo")
            .setOwnerId(1)
            .setMemberCount(members);
    for (int member = 1; member <= members; member++) {
      group.addMembers(
          GroupMember.newBuilder()
              .setId(member)
              .setName("user" + member)
              .setRole(member == 1 ? "owner" : "member"));
    }
    return group;
  }
}
