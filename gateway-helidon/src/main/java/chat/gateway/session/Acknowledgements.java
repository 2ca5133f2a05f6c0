package chat.gateway.session;

import chat.gateway.backend.Service;
import chat.gateway.dialect.Command;
import chat.gateway.dialect.Event;
import chat.gateway.hint.Hints;
import chat.proto.common.ChatMessage;
import chat.proto.message.AdvanceCursorsRequest;
import chat.proto.message.CursorAdvance;
import chat.proto.message.ListMessagesRequest;
import chat.proto.message.MessageServiceGrpc;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.List;

/**
 * Acknowledgements of which this gateway knows no session, or whose session knows nothing of the
 * conversation. Blocks until the message service has answered; thread-safe.
 */
final class Acknowledgements {
  private static final Logger LOGGER = System.getLogger(Acknowledgements.class.getName());

  private final Service message;
  private final Hints hints;

  /** Moves the cursors in this service, and tells who listens. */
  Acknowledgements(Service message, Hints hints) {
    this.message = message;
    this.hints = hints;
  }

  /**
   * Moves the caller's cursors.
   *
   * @throws RequestFailed when the scope is none, or the service refuses or is away
   */
  Event.Reply acknowledge(Caller caller, Command.Acknowledge acknowledge) {
    var advance =
        CursorAdvance.newBuilder()
            .setUserId(caller.userId())
            .setConversationId(Requests.conversation(caller, acknowledge.scope()).value())
            .setDeliveredSeq(acknowledge.deliveredSeq().orElse(0))
            .setReadSeq(acknowledge.readSeq().orElse(0))
            .build();
    var request = AdvanceCursorsRequest.newBuilder().addAdvances(advance).build();
    // With the user's token, so that the service keeps it to the user's own conversations.
    Requests.ask(message, MessageServiceGrpc.getAdvanceCursorsMethod(), caller, request);
    if (hints.wants(advance)) {
      tell(caller, acknowledge.scope(), advance);
    }
    return Requests.done(acknowledge);
  }

  // The client's own numbers, which may lie beyond what there is: the service stopped at the end.
  private void tell(Caller caller, String scope, CursorAdvance advance) {
    try {
      List<ChatMessage> newest = newest(caller, scope);
      if (!newest.isEmpty()) {
        long end = newest.getLast().getSeq();
        hints.moved(
            List.of(
                advance.toBuilder()
                    .setDeliveredSeq(Math.min(advance.getDeliveredSeq(), end))
                    .setReadSeq(Math.min(advance.getReadSeq(), end))
                    .build()));
      }
    } catch (RequestFailed e) {
      LOGGER.log(Level.DEBUG, "nobody is told what was read: {0}", e.getMessage());
    }
  }

  /** The newest message of the conversation, if it has one. */
  private List<ChatMessage> newest(Caller caller, String scope) {
    var request =
        ListMessagesRequest.newBuilder()
            .setUserId(caller.userId())
            .setScope(scope)
            .setLimit(1)
            .build();
    var reply = Requests.ask(message, MessageServiceGrpc.getListMessagesMethod(), caller, request);
    return reply.getMessagesList();
  }
}
