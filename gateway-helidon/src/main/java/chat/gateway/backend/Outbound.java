package chat.gateway.backend;

import chat.gateway.trace.SendTrace;
import chat.proto.ConversationId;
import chat.proto.common.ChatMessage;
import chat.proto.message.ChatReply;
import java.util.function.Consumer;

/**
 * A message on its way to the message service.
 *
 * @param token of the sender
 * @param trace follows its way
 * @param done gets the one answer, on any thread, and must not block
 * @param repeated whether it was sent before, on a stream that broke
 */
record Outbound(
    ConversationId conversation,
    String token,
    ChatMessage message,
    SendTrace trace,
    Consumer<ChatReply> done,
    boolean repeated) {

  /** Answers that it is not known whether the message was written. */
  void giveUp() {
    done.accept(MessageStreams.unavailable(message.getMsgId()));
  }

  /** The same, to be sent for the second and last time. */
  Outbound again(Consumer<ChatReply> done) {
    return new Outbound(conversation, token, message, trace, done, true);
  }
}
