package chat.client;

import chat.client.Outbox.Waiting;
import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;

/**
 * Sends messages until each is stored or refused for good. Guarded by the link; futures complete on
 * other threads.
 */
final class Sender {
  private static final Duration SHORTEST_RETRY = Duration.ofMillis(100);
  private static final int NOT_LOGGED_IN = 401;

  private final Link link;
  private final Outbox outbox;
  private final Store store;
  private final Executor completions;
  private final SplittableRandom random = new SplittableRandom();

  Sender(Link link, int capacity, Store store, Executor completions) {
    this.link = link;
    this.outbox = new Outbox(capacity);
    this.store = store;
    this.completions = completions;
  }

  /** What an earlier run could not bring to an end. */
  void remember(Store.Outgoing outgoing) {
    outbox
        .add(outgoing.draft(), outgoing.msgId(), System.nanoTime())
        .ifPresent(waiting -> waiting.tried = true);
  }

  CompletableFuture<Sent> add(Draft draft, String msgId) {
    Optional<Waiting> waiting = outbox.add(draft, msgId, System.nanoTime());
    if (waiting.isEmpty()) {
      return CompletableFuture.failedFuture(
          new ChatException.TooMuch("too many messages wait to be sent"));
    }
    try {
      store.added(new Store.Outgoing(msgId, draft));
    } catch (ChatException.StoreFailed e) {
      outbox.settle(waiting.get());
      return CompletableFuture.failedFuture(e);
    }
    pump();
    return waiting.get().future;
  }

  /** Sends what is due, where there is a connection. */
  void pump() {
    if (link.isOnline()) {
      for (Waiting waiting : outbox.due(System.nanoTime())) {
        long req = link.nextReq();
        outbox.begin(waiting, req);
        link.transmit(Frames.request(waiting.draft, waiting.msgId).put("req", req));
      }
    }
  }

  /**
   * Takes an answer.
   *
   * @return whether it is one to a message
   */
  boolean answered(JsonNode answer) {
    Optional<Waiting> waiting = outbox.answered(answer.path("req").longValue());
    waiting.ifPresent(one -> answered(one, answer));
    return waiting.isPresent();
  }

  /** Whether a message there was sent, and it is not known whether it is stored. */
  boolean hasUnanswered(Conversation conversation) {
    return outbox.hasUnanswered(conversation);
  }

  private void answered(Waiting waiting, JsonNode answer) {
    int errno = answer.path("errno").intValue();
    if (OpenRequests.passes(errno) || errno == NOT_LOGGED_IN) {
      again(waiting, Duration.ofMillis(answer.path("retry_after_ms").longValue()));
      return;
    }
    // First: where the store fails, it is still among those that end with the client.
    store.settled(waiting.msgId);
    outbox.settle(waiting);
    if (errno == 0) {
      Sent sent =
          new Sent(
              waiting.draft.to(),
              waiting.msgId,
              answer.path("seq").longValue(),
              Instant.ofEpochMilli(answer.path("timestamp_ms").longValue()));
      link.stored(waiting.draft, sent);
      waiting.future.completeAsync(() -> sent, completions);
    } else {
      fail(waiting, OpenRequests.failure(errno, answer.path("errmsg").asText(""), answer));
      link.notStored(waiting.draft.to());
    }
    pump();
  }

  private void again(Waiting waiting, Duration asked) {
    Duration pause = asked.compareTo(SHORTEST_RETRY) < 0 ? SHORTEST_RETRY : asked;
    pause = pause.plusMillis(random.nextLong(1 + pause.toMillis() / 4));
    outbox.again(waiting, System.nanoTime() + pause.toNanos());
    link.later(pause.plusMillis(1), this::pump);
    link.notStored(waiting.draft.to());
  }

  private void fail(Waiting waiting, ChatException reason) {
    completions.execute(() -> waiting.future.completeExceptionally(reason));
  }

  /** The connection is over. */
  void lost() {
    outbox.lost();
  }

  /** Nothing is sent any more. What is left stays in the store. */
  void end(ChatException reason) {
    outbox.all().forEach(waiting -> fail(waiting, reason));
  }

  int size() {
    return outbox.size();
  }
}
