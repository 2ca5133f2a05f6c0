package chat.gateway.session;

import chat.gateway.backend.MessageStreams.Route;
import chat.gateway.dialect.Event;
import chat.gateway.trace.RequestTrace;
import chat.gateway.trace.SendTrace;
import java.time.Duration;
import java.util.Optional;

/**
 * Hands the messages of one connection on to the message service, in their order, and their answers
 * to the connection's queue. Used by the reader; at most as many messages as the window has room
 * for are on their way.
 */
final class ChatSender {
  private static final Duration LONGEST_WAY = Duration.ofMinutes(1);

  private final SessionParts parts;
  private final SendQueue queue;
  private final Window window;
  private Route route;

  ChatSender(SessionParts parts, SendQueue queue) {
    this.parts = parts;
    this.queue = queue;
    this.window = new Window(parts.settings().unacknowledged());
    this.route = parts.streams().route();
  }

  /**
   * Sends a message; blocks while too many are unacknowledged.
   *
   * @param login who is logged in on the connection
   */
  void send(Draft draft, Optional<Login> login) throws InterruptedException {
    long startNanos = System.nanoTime();
    parts.metrics().messageIn();
    login
        .filter(own -> own.caller().userId() == draft.sender().userId())
        .ifPresent(own -> own.feed().sending(draft.message().getMsgId()));
    Route now = parts.streams().route();
    if (now.number() != route.number()) {
      // What is on its way over the old route must not be overtaken over the new one. Everything is
      // answered at last, if need be by those who give it up.
      window.awaitEmpty(LONGEST_WAY);
      route = now;
    }
    if (window.isFull()) {
      parts.metrics().limits().hit(LimitHits.Limit.UNACKNOWLEDGED);
    }
    if (window.begin()) {
      RequestTrace request = RequestTrace.current();
      SendTrace trace = request.sending(draft.message(), draft.conversation().value());
      route.send(
          draft.conversation(),
          draft.sender().token(),
          draft.message(),
          trace,
          reply -> {
            trace.answered(reply);
            answer(draft.reply(reply), request, startNanos);
          });
    }
  }

  private void answer(Event.Reply reply, RequestTrace request, long startNanos) {
    Runnable written = request.replied(reply.outcome());
    queue.force(
        Outgoing.reply(
            parts.metrics().answered(reply),
            () -> {
              window.done();
              written.run();
            }));
    if (reply instanceof Event.Accepted) {
      parts.metrics().acknowledged(Duration.ofNanos(System.nanoTime() - startNanos));
    }
  }

  /** Waits until all that was sent is answered, but no longer than a goodbye may take. */
  void awaitAnswers() throws InterruptedException {
    window.awaitEmpty(parts.settings().goodbyeTimeout());
  }

  /** Nobody waits for answers any more. Any thread. */
  void close() {
    window.close();
  }
}
