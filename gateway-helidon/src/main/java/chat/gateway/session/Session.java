package chat.gateway.session;

import chat.gateway.dialect.Codec;
import chat.gateway.dialect.Command;
import chat.gateway.dialect.Event;
import chat.gateway.dialect.FrameException;
import chat.gateway.trace.RequestTrace;
import chat.trace.TraceNames;
import io.opentelemetry.api.common.Attributes;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.atomic.AtomicReference;

/**
 * One client's connection. The transport's reader thread calls {@link #receive} and {@link #end};
 * everything else may be called from any thread. A writer thread of its own empties the send queue.
 */
public final class Session {
  private static final Logger LOGGER = System.getLogger(Session.class.getName());
  private static final long NO_QUESTION = 0;

  /** The last word to a client whose connection is ended because nothing was heard of it. */
  public static final Event.Notice SILENT =
      new Event.Notice("nothing was heard of you", OptionalInt.empty());

  private final long id = ConnectionNumber.current();
  private final Codec codec;
  private final Link link;
  private final SessionParts parts;
  private final SessionGauges.Kind kind;
  private final SendQueue queue;
  private final ChatSender sender;
  private final SessionCommands commands;
  private final long openedNanos = System.nanoTime();
  private final SessionWriter writer;

  // Used by the reader alone.
  private final RateBucket bucket;

  private final Silence silence = new Silence(System::nanoTime);

  // Set by the reader.
  private volatile Optional<Login> login = Optional.empty();
  private volatile boolean closing;
  // What sends the client away, once that has begun.
  private final AtomicReference<Thread> refusal = new AtomicReference<>();

  Session(Codec codec, Link link, SessionParts parts) {
    this.codec = codec;
    this.link = link;
    this.kind = new SessionGauges.Kind(codec.dialect(), link.transport());
    this.parts = parts;
    var settings = parts.settings();
    this.queue = new SendQueue(settings.queueEvents(), settings.queueBytes());
    this.sender = new ChatSender(parts, queue);
    this.commands = new SessionCommands(this, parts, sender, link.address());
    this.bucket =
        new RateBucket(settings.framesPerSecond(), settings.frameBurst(), System.nanoTime());
    this.writer = new SessionWriter(id, queue, codec, link, sender::close);
  }

  /** A number for logs, unique in this process. */
  public long id() {
    return id;
  }

  /** What an operator may know of it. */
  SessionSummary summary() {
    var open = Duration.ofNanos(System.nanoTime() - openedNanos);
    return new SessionSummary(id, caller(), codec.dialect(), link.remote(), open, queue.size());
  }

  /** Who is logged in; empty before the login and after the logout. */
  public Optional<Caller> caller() {
    return login.map(Login::caller);
  }

  /** Whether somebody is logged in on this connection; asked by the transport's idle check. */
  public boolean loggedIn() {
    return login.isPresent();
  }

  /**
   * Takes one frame, without its terminator: decodes it and answers it. Returns when it has been
   * handed on; blocks while too many messages are unacknowledged. Reader's thread.
   */
  public void receive(byte[] frame) {
    silence.heard();
    if (closing) {
      return;
    }
    try {
      long begun = System.nanoTime();
      int waitMs = bucket.take(begun);
      if (waitMs > 0) {
        parts.metrics().limits().hit(LimitHits.Limit.FRAMES);
      }
      try {
        Command command = codec.decode(frame);
        RequestTrace trace = trace(command, begun);
        trace.run(
            () -> {
              if (waitMs > 0) {
                commands.reply(RequestFailed.tooFast(waitMs).reply(command));
              } else {
                commands.handle(command);
              }
            });
      } catch (FrameException e) {
        commands.reply(RequestFailed.reply(e.reply(), waitMs));
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Enqueues an event for the client; blocks while its queue is full. Dropped after the end. */
  public void send(Event event) {
    try {
      queue.put(Outgoing.reply(event));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Answers what is under way, sends this last event, and closes. Returns at once. */
  public void refuse(Event last) {
    closing = true;
    Thread thread = Thread.ofVirtual().unstarted(() -> sendAway(last));
    refusal.compareAndSet(null, thread);
    thread.start();
  }

  /**
   * The reader saw the end of the stream: waits for replies under way, flushes, closes the link and
   * unregisters. Pushes that wait are dropped, so that they count as undelivered. Reader's thread,
   * exactly once.
   */
  public void end() {
    closing = true;
    try {
      login.ifPresent(parts.logins()::logOut);
      queue.dropPushes();
      sender.awaitAnswers();
      close();
      Thread refusing = refusal.get();
      if (refusing != null) {
        // As long as Redis is not told, a drain has not come to its end.
        refusing.join();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      link.close();
      parts.sessions().remove(this);
    }
  }

  /** Whether the client will be told; not where its queue is full. Never blocks. */
  boolean tell(Event.Push event) {
    return !closing && queue.offer(Outgoing.push(event));
  }

  /**
   * The transport is about to ask the peer for a sign of life; returns the question's number. Only
   * where {@link Link#asks}; while nothing else is written to the link.
   */
  public long asking() {
    return login.map(Login::asking).orElse(NO_QUESTION);
  }

  /** The peer has answered this question, and so has got what was written before it. */
  public void answered(long question) {
    if (question != NO_QUESTION) {
      login.ifPresent(own -> own.answered(question));
    }
  }

  /** The peer has closed its side in order, and so has got everything. Before {@link #end}. */
  public void goodbye() {
    login.ifPresent(Login::answeredAll);
  }

  /** Whether the peer says what it has got, when the transport asks. */
  boolean asks() {
    return link.asks();
  }

  /** See {@link Link#ask}. */
  void ask() {
    link.ask();
  }

  Optional<Login> login() {
    return login;
  }

  /** Somebody has logged in. Reader's thread. */
  void become(Login now) {
    login = Optional.of(now);
  }

  /** Takes off who is logged in: what waits for them is not for whoever comes next. */
  void leave() {
    goodbye();
    login.ifPresent(parts.logins()::logOut);
    login = Optional.empty();
    queue.dropPushes();
  }

  SessionMetrics metrics() {
    return parts.metrics();
  }

  SendQueue queue() {
    return queue;
  }

  SessionGauges.Kind kind() {
    return kind;
  }

  void start() {
    writer.start();
  }

  /** Logs in somebody whose token is known to be good, or says why not and closes. */
  void logInAs(Caller caller) {
    commands.logInAs(caller);
  }

  /** A push found no room: says so instead of everything that waits, and closes. Never blocks. */
  void overflow() {
    closing = true;
    parts.metrics().overflow();
    LOGGER.log(Level.INFO, "session {0}: {1} does not read", id, link.remote());
    queue.replaceAll(
        Outgoing.reply(
            new Event.Notice(
                "You do not read fast enough. Log in again for the rest.",
                OptionalInt.of(RequestFailed.RETRY_AFTER_MS))));
  }

  /** Cuts off a client that has left one write standing for too long. */
  void closeIfStalled() {
    if (writer.isStalled(parts.settings().writeTimeout())) {
      LOGGER.log(Level.DEBUG, "session {0}: {1} left a write standing", id, link.remote());
      link.close();
    }
  }

  /**
   * Pings a client that answers pings and has been silent for a third of the time it may be, and
   * sends it away after that time: it is behind a dead network. What it has not acknowledged is
   * there at its next login. Called by one thread alone.
   */
  void checkSilence() {
    if (closing || login.filter(Login::answersPings).isEmpty()) {
      return;
    }
    switch (silence.step(parts.settings().heartbeatTimeout())) {
      case GIVE_UP -> {
        LOGGER.log(Level.DEBUG, "session {0}: {1} answers no pings", id, link.remote());
        refuse(SILENT);
      }
      case PING -> {
        // Where there is no room the client is being written to, or found by its write.
        var _ = queue.offer(Outgoing.push(new Event.Ping()));
      }
      case NOTHING -> {}
    }
  }

  /** Sends somebody away whose token has expired, and who could therefore send nothing. */
  void refuseIfExpired() {
    if (!closing && caller().filter(parts.tokens()::hasExpired).isPresent()) {
      refuse(new Event.Notice("Your login has expired, log in again.", OptionalInt.empty()));
    }
  }

  private void sendAway(Event last) {
    // What waits for Redis comes last: a drain has thousands of these, and little time.
    Runnable rest = login.map(parts.logins()::leave).orElse(() -> {});
    try {
      sender.awaitAnswers();
      queue.force(Outgoing.reply(last));
      close();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      rest.run();
    }
  }

  private void close() throws InterruptedException {
    queue.finish();
    writer.join(parts.settings().goodbyeTimeout());
    link.close();
  }

  private RequestTrace trace(Command command, long begunNanos) {
    RequestTrace trace =
        parts
            .tracing()
            .request(
                command.kind().label(), this::source, command.envelope().traceparent(), begunNanos);
    trace.decoded(codec.dialect());
    caller().ifPresent(caller -> trace.user(caller.userId()));
    return trace;
  }

  /** For traces: which connection this is. */
  Attributes source() {
    return Attributes.builder()
        .put(TraceNames.CONNECTION, id)
        .put(TraceNames.DIALECT, kind.dialect())
        .put(TraceNames.PROTOCOL, kind.protocol())
        .put(TraceNames.TRANSPORT, "tcp")
        .build();
  }
}
