package chat.gateway.session;

import chat.gateway.backend.Service;
import chat.gateway.dialect.Command;
import chat.gateway.dialect.Event;
import chat.proto.ErrorCode;
import chat.proto.message.ListConversationsRequest;
import chat.proto.message.ListMessagesRequest;
import chat.proto.message.MessageServiceGrpc;
import chat.proto.message.SearchMessagesRequest;
import java.util.OptionalInt;

/**
 * The requests that read conversations. Blocks until the message service has answered; thread-safe.
 * Every method throws {@link RequestFailed} when the service refuses or is away.
 */
final class ConversationRequests {
  private static final int MAX_HISTORY = 500;
  private static final int MAX_FOUND = 50;

  private final Service message;

  /** Requests to this service. */
  ConversationRequests(Service message) {
    this.message = message;
  }

  /** A page of a conversation. */
  Event.Reply history(Caller caller, Command.History history) {
    Requests.conversation(caller, history.scope());
    var request =
        ListMessagesRequest.newBuilder()
            .setUserId(caller.userId())
            .setScope(history.scope())
            .setLimit(limit(history.limit(), MAX_HISTORY));
    history.sinceMs().ifPresent(request::setSinceMs);
    history.beforeSeq().ifPresent(request::setBeforeSeq);
    history.afterSeq().ifPresent(request::setAfterSeq);
    var reply =
        Requests.ask(message, MessageServiceGrpc.getListMessagesMethod(), caller, request.build());
    return new Event.HistoryPage(
        history.envelope().req(), reply.getMessagesList(), reply.getMore());
  }

  /** The caller's conversations. */
  Event.Reply list(Caller caller, Command.ListConversations list) {
    var request = ListConversationsRequest.newBuilder().setUserId(caller.userId()).build();
    var reply =
        Requests.ask(message, MessageServiceGrpc.getListConversationsMethod(), caller, request);
    return new Event.Conversations(list.envelope().req(), reply.getConversationsList());
  }

  /** Messages that contain a text. */
  Event.Reply search(Caller caller, Command.Search search) {
    search.scope().ifPresent(scope -> Requests.conversation(caller, scope));
    var request =
        SearchMessagesRequest.newBuilder()
            .setUserId(caller.userId())
            .setText(search.text())
            .setLimit(limit(search.limit(), MAX_FOUND))
            .setBeforeMs(search.beforeMs().orElse(0));
    search.scope().ifPresent(request::setScope);
    var reply =
        Requests.ask(
            message, MessageServiceGrpc.getSearchMessagesMethod(), caller, request.build());
    return new Event.Found(search.envelope().req(), reply.getFoundList(), reply.getMore());
  }

  /** The limit of a page, 0 where the service is to choose one. */
  private static int limit(OptionalInt given, int most) {
    int limit = given.orElse(0);
    if (given.isPresent() && (limit < 1 || limit > most)) {
      throw new RequestFailed(ErrorCode.MALFORMED, "limit must be 1 to " + most + ".");
    }
    return limit;
  }
}
