package chat.client;

import chat.client.OpenRequests.Outcome;
import chat.client.OpenRequests.Request;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * All that a client knows, over its connections: what comes goes into the inbox, what is sent into
 * the outbox, what is asked waits for its answer. Everything is guarded by this, which is why it is
 * one class; futures complete on threads of their own, without the lock.
 */
final class Link implements Inbox.Surroundings, Deliveries.Progress {
  private static final Duration SILENCE = Duration.ofSeconds(30);
  private static final Duration DEAD = Duration.ofSeconds(75);

  private final ClientSettings settings;
  private final Store store;
  private final Deliveries deliveries;
  private final Connector connector;
  private final ScheduledExecutorService timer =
      Executors.newSingleThreadScheduledExecutor(Thread.ofVirtual().factory());
  private final Executor completions = Thread::startVirtualThread;
  private final CompletableFuture<Person> first = new CompletableFuture<>();
  private final CompletableFuture<ChatException> endedBy = new CompletableFuture<>();
  private final CompletableFuture<ChatException> end = new CompletableFuture<>();

  // Guarded by this.
  private final Inbox inbox = new Inbox(this);
  private final Archive archive = new Archive(this);
  private final Sender sender;
  private final OpenRequests requests = new OpenRequests();
  private final Map<Conversation, Long> handled = new HashMap<>();
  private Optional<Wire> wire = Optional.empty();
  private Optional<Person> me = Optional.empty();
  private boolean closed;
  private boolean doubting;
  private long connections;
  private long lastReq;
  private long lastFrameNanos;

  /** Does nothing before {@link #start}. */
  Link(ClientSettings settings, ChatListener listener, Store store) {
    this.settings = settings;
    this.store = store;
    this.connector = new Connector(settings, this);
    this.deliveries = new Deliveries(listener, store, settings.room(), this);
    this.sender = new Sender(this, settings.outbox(), store, completions);
  }

  void start() {
    synchronized (this) {
      Store.Memory memory = store.memory();
      memory.marks().forEach(inbox::remember);
      memory.marks().forEach((conversation, mark) -> handled.put(conversation, mark.seq()));
      memory.outgoing().forEach(sender::remember);
    }
    deliveries.start();
    long beat = SILENCE.toMillis() / 3;
    var _ = timer.scheduleWithFixedDelay(this::beat, beat, beat, TimeUnit.MILLISECONDS);
    Thread.ofVirtual().name("chat-client").start(connector);
  }

  /** Completes with who is logged in, or why nobody can be. */
  CompletableFuture<Person> first() {
    return first;
  }

  /** Completes when it is over for good. */
  CompletableFuture<ChatException> end() {
    return end;
  }

  String lastReason() {
    return connector.lastReason();
  }

  Optional<String> token() {
    return connector.token();
  }

  synchronized Optional<Person> me() {
    return me;
  }

  synchronized int unsettled() {
    return sender.size();
  }

  boolean isOnline() {
    return wire.isPresent();
  }

  long nextReq() {
    return ++lastReq;
  }

  void tell(ConnectionState state) {
    deliveries.tell(state);
  }

  /** What a login says is here. */
  synchronized Map<Conversation, Long> seen() {
    return doubting ? Map.of() : LoginTalk.most(handled);
  }

  /** The server may have been set back. */
  synchronized void doubt() {
    doubting = true;
  }

  /**
   * The connection is one of a user now.
   *
   * @param seen what the login said
   */
  void loggedIn(Wire opened, JsonNode login, Map<Conversation, Long> seen) {
    Person user = Frames.person(login.path("user"));
    boolean listsKnown = !login.path("lists_missing").booleanValue();
    synchronized (this) {
      me = Optional.of(user);
      wire = Optional.of(opened);
      lastFrameNanos = System.nanoTime();
      deliveries.tell(
          new ConnectionState.Online(
              user, listsKnown, Frames.friends(login), Frames.groups(login)));
      inbox.told(seen);
      if (doubting) {
        doubting = false;
        inbox.doubt();
      }
      login.path("offlinemsg").forEach(message -> inbox.pushed(Frames.message(message, user)));
      requests.all().forEach(request -> transmit(request.frame()));
      sender.pump();
      inbox.goOn();
    }
    first.completeAsync(() -> user, completions);
  }

  /** A frame has come. */
  void take(JsonNode frame) {
    Optional<Request> request = Optional.empty();
    synchronized (this) {
      lastFrameNanos = System.nanoTime();
      if (frame.has("errno")) {
        if (!sender.answered(frame)) {
          request = requests.remove(frame.path("req").longValue());
        }
      } else {
        pushed(frame);
      }
    }
    request.ifPresent(open -> open.answered(frame));
  }

  private void pushed(JsonNode frame) {
    switch (frame.path("msgid").intValue()) {
      case Frames.PRIVATE_CHAT, Frames.GROUP_CHAT ->
          inbox.pushed(Frames.message(frame, me.orElseThrow()));
      case 9005 -> transmit(Json.frame(9001));
      default -> deliveries.offer(Frames.push(frame));
    }
  }

  synchronized CompletableFuture<Sent> send(Draft draft, String msgId) {
    return closed
        ? CompletableFuture.failedFuture(new ChatException.Closed())
        : sender.add(draft, msgId);
  }

  /** Asks something, as soon as there is a connection. */
  CompletableFuture<JsonNode> request(ObjectNode frame) {
    var future = new CompletableFuture<JsonNode>();
    request(
        frame,
        (answer, failure) -> {
          answer.ifPresent(json -> future.completeAsync(() -> json, completions));
          failure.ifPresent(
              reason -> Thread.startVirtualThread(() -> future.completeExceptionally(reason)));
        });
    return future;
  }

  /** Asks something; the outcome comes under the lock, unless the connection ends before. */
  void ask(ObjectNode frame, Outcome outcome) {
    long asked = connections;
    request(
        frame,
        (answer, failure) -> {
          synchronized (this) {
            if (connections == asked) {
              outcome.take(answer, failure);
            }
          }
        });
  }

  private void request(ObjectNode frame, Outcome outcome) {
    Request request = new Request(frame, outcome);
    Optional<ChatException> refusal = Optional.empty();
    synchronized (this) {
      long req = nextReq();
      frame.put("req", req);
      if (closed) {
        refusal = Optional.of(new ChatException.Closed());
      } else if (!requests.add(req, request)) {
        refusal = Optional.of(new ChatException.TooMuch("too many requests wait for an answer"));
      } else {
        var _ =
            timer.schedule(
                () -> timedOut(req), settings.patience().toMillis(), TimeUnit.MILLISECONDS);
        transmit(frame);
      }
    }
    refusal.ifPresent(request::failed);
  }

  private void timedOut(long req) {
    Optional<Request> request;
    synchronized (this) {
      request = requests.remove(req);
    }
    String text = "no answer within " + settings.patience().toSeconds() + " s";
    request.ifPresent(open -> open.failed(new ChatException.NoAnswer(text)));
  }

  /** Sends a frame, where there is a connection. */
  synchronized void transmit(ObjectNode frame) {
    wire.ifPresent(opened -> opened.send(frame.toString()));
  }

  private synchronized void beat() {
    long silent = System.nanoTime() - lastFrameNanos;
    if (silent > DEAD.toNanos()) {
      wire.ifPresent(Wire::close);
    } else if (silent > SILENCE.toNanos()) {
      transmit(Json.frame(9001));
    }
  }

  /** The connection is over. */
  void lost() {
    List<Request> unanswered;
    synchronized (this) {
      connections++;
      doubting = doubting || inbox.hasDoubts();
      inbox.lost();
      sender.lost();
      unanswered = isOnline() ? requests.removeAll() : List.of();
      wire = Optional.empty();
    }
    var reason = new ChatException.NoAnswer("the connection was lost");
    unanswered.forEach(request -> request.failed(reason));
  }

  /** Ends it for good. Returns when the listener has returned, unless the listener calls it. */
  void end(ChatException reason) {
    List<Request> unanswered;
    synchronized (this) {
      if (closed) {
        return;
      }
      closed = true;
      sender.end(reason);
      unanswered = requests.removeAll();
    }
    unanswered.forEach(request -> request.failed(reason));
    first.completeExceptionally(reason);
    endedBy.complete(reason);
    deliveries.end(new ConnectionState.Ended(reason));
  }

  @Override
  public void failed(ChatException reason) {
    end(reason);
  }

  /** What was handled has been acknowledged: the connection is of no more use. */
  @Override
  public void ended() {
    Optional<Wire> last;
    synchronized (this) {
      last = wire;
    }
    last.ifPresent(Wire::finish);
    connector.stop();
    timer.shutdownNow();
    end.complete(endedBy.join());
  }

  @Override
  public synchronized void handled(Map<Conversation, Long> upTo) {
    handled.putAll(upTo);
    upTo.forEach(
        (conversation, seq) ->
            transmit(
                Json.frame(1007).put("scope", conversation.scope()).put("delivered_seq", seq)));
  }

  @Override
  public synchronized void roomAgain() {
    inbox.goOn();
  }

  @Override
  public boolean handOn(Message message) {
    return deliveries.offer(message);
  }

  /** An own message has its place. */
  void stored(Draft draft, Sent sent) {
    inbox.stored(draft, sent, me.orElseThrow());
  }

  /** An own message was refused, for now or for good. */
  void notStored(Conversation conversation) {
    inbox.notStored(conversation);
  }

  @Override
  public boolean hasUnanswered(Conversation conversation) {
    return sender.hasUnanswered(conversation);
  }

  @Override
  public void setBack(Conversation conversation) {
    handled.remove(conversation);
    deliveries.setBack(conversation);
  }

  @Override
  public void history(Conversation conversation, long after, int limit, Inbox.Answered answered) {
    archive.history(conversation, after, limit, answered);
  }

  @Override
  public void acknowledged(Conversation conversation, Inbox.Known answered) {
    archive.acknowledged(conversation, answered);
  }

  @Override
  public void afterPatience(Runnable task) {
    later(settings.gapPatience(), task);
  }

  /** Does something later under the lock, unless the connection ends before. */
  void later(Duration pause, Runnable task) {
    if (closed) {
      return;
    }
    long asked = connections;
    var _ =
        timer.schedule(
            () -> {
              synchronized (this) {
                if (connections == asked) {
                  task.run();
                }
              }
            },
            pause.toMillis(),
            TimeUnit.MILLISECONDS);
  }
}
