package chat.ops.check.client;

import chat.ops.check.history.Send;
import chat.proto.ConversationId;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;

/** How a device talks: which connection it opens, and how it writes and reads frames. */
interface Dialect {
  /** Whether chats are answered, so that the device may send again what was not. */
  boolean answersChats();

  /** Whether a device of this kind acknowledges what has come. */
  boolean acknowledges();

  /**
   * Opens a connection for somebody.
   *
   * @throws IOException when there is none to be had now
   */
  Wire open(Gateway gateway, Person person, Wire.Listener listener) throws IOException;

  /** Whether a device of this kind says at the login what it has seen. */
  default boolean resumes() {
    return false;
  }

  /**
   * The frame that logs in; empty where opening did that.
   *
   * @param seen for a dialect that resumes: up to where the device misses nothing
   */
  Optional<String> login(Person person, Map<ConversationId, Long> seen);

  /**
   * The frame of a chat.
   *
   * @param req repeated by the answer, where there is one
   */
  String chat(Person person, Send send, long req);

  /** Reads a frame. */
  Incoming read(Person person, String frame);
}
