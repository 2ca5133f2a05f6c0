package chat.gateway.backend;

import chat.proto.message.MessageServiceGrpc;
import chat.proto.message.SendReply;
import chat.proto.message.SendRequest;
import io.grpc.ManagedChannel;
import io.grpc.stub.ClientCallStreamObserver;
import io.grpc.stub.ClientResponseObserver;
import io.grpc.stub.MetadataUtils;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * One long-lived Send stream to one instance of the message service. When it breaks, everything
 * that waits for an acknowledgement is handed to the {@link Resender}, in its order, and the stream
 * is opened again after a pause that grows from 0.1 to 2 s, with jitter, and only when the instance
 * says that it is well. An instance that answers nothing at all while messages wait is ejected: its
 * stream is broken off. {@link #send} blocks while too many wait ({@link Unanswered}) or the
 * connection is full.
 */
final class MessageStream implements AutoCloseable {
  private static final Logger LOGGER = System.getLogger(MessageStream.class.getName());
  private static final long MIN_PAUSE_NANOS = 100_000_000L;
  private static final long MAX_PAUSE_NANOS = 2_000_000_000L;

  private final Endpoint instance;
  private final ManagedChannel channel;
  private final Supplier<String> gatewayToken;
  private final Duration ackTimeout;
  private final Consumer<Outbound> onLost;
  private final long seed;

  // All guarded by this.
  private final Unanswered pending = new Unanswered();
  private Runnable onChange = () -> {};
  private long lastReplyNanos;
  private Attempt current = new Attempt();
  private boolean left;
  private boolean closed;

  /**
   * A stream that is not open yet.
   *
   * @param instance where it is, the same on every gateway: for logs and traces, and for the hash
   * @param channel to the instance
   * @param ackTimeout after which a message without acknowledgement is answered 503
   * @param onLost gets the messages of a broken stream, one after the other; must not block
   */
  MessageStream(
      Endpoint instance,
      ManagedChannel channel,
      Supplier<String> gatewayToken,
      Duration ackTimeout,
      Consumer<Outbound> onLost) {
    this.instance = instance;
    this.channel = channel;
    this.gatewayToken = gatewayToken;
    this.ackTimeout = ackTimeout;
    this.onLost = onLost;
    this.seed = instance.toString().hashCode() * 0xD6E8FEB86659FD93L;
  }

  /**
   * Opens the stream, and again whenever it breaks.
   *
   * @param change called without locks whenever {@link #isUp} may have changed
   */
  void open(Runnable change) {
    synchronized (this) {
      onChange = change;
    }
    new Attempt().start();
  }

  /** Stands for the instance in the hash of {@link MessageStreams}. */
  long seed() {
    return seed;
  }

  /** Whether messages can be sent. */
  synchronized boolean isUp() {
    return current.up && !left;
  }

  /**
   * Nobody new is sent here; what was sent is still answered, also what comes from somebody whose
   * route is an old one.
   */
  synchronized void leave() {
    left = true;
    notifyAll();
  }

  /** Whether it has left and owes no answer any more. */
  synchronized boolean isGone() {
    return left && pending.isEmpty();
  }

  /** How many messages wait for their answer now. */
  int unanswered() {
    return pending.size();
  }

  /** See {@link MessageStreams.Route#send}. */
  void send(Outbound message) {
    if (!offer(message)) {
      message.giveUp();
    }
  }

  /** Answers what has waited too long, and reopens the stream when its pause is over. */
  void tick() {
    long oldest = System.nanoTime() - ackTimeout.toNanos();
    List<Outbound> overdue = takeOlderThan(oldest);
    overdue.forEach(Outbound::giveUp);
    if (!overdue.isEmpty()) {
      ejectIfSilentSince(oldest);
    }
    Attempt next;
    synchronized (this) {
      if (closed || left || !current.over || System.nanoTime() - current.retryAtNanos < 0) {
        return;
      }
      next = new Attempt(current);
    }
    channel.resetConnectBackoff();
    next.start();
  }

  @Override
  public void close() {
    ClientCallStreamObserver<SendRequest> out;
    synchronized (this) {
      closed = true;
      out = current.out;
    }
    if (out != null) {
      out.cancel("the gateway stops", null);
    }
  }

  // An instance that answers others is only slow.
  private void ejectIfSilentSince(long nanos) {
    ClientCallStreamObserver<SendRequest> out;
    synchronized (this) {
      if (!current.up || lastReplyNanos - nanos > 0) {
        return;
      }
      current.silent = true;
      out = current.out;
    }
    out.cancel("it has answered nothing for " + ackTimeout, null);
  }

  /** Returns whether the message will be answered. */
  private synchronized boolean offer(Outbound message) {
    long deadline = System.nanoTime() + ackTimeout.toNanos();
    while (current.takes() && (pending.isFull() || !current.out.isReady())) {
      long leftMillis = (deadline - System.nanoTime()) / 1_000_000;
      if (leftMillis <= 0) {
        return false;
      }
      try {
        wait(leftMillis);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return false;
      }
    }
    if (!current.up && pending.isEmpty()) {
      onLost.accept(message);
      return true;
    }
    long correlation = pending.add(message);
    // Where it has just broken, or is broken off, the message is lost behind those before it.
    if (current.takes()) {
      message.trace().sentTo(instance.host(), instance.port());
      current.out.onNext(
          SendRequest.newBuilder()
              .setCorrelation(correlation)
              .setToken(message.token())
              .setMessage(message.message())
              .setTraceparent(message.trace().origin().traceparent())
              .setReceivedMs(message.trace().origin().receivedMs())
              .build());
    }
    return true;
  }

  private synchronized List<Outbound> takeOlderThan(long nanos) {
    List<Outbound> taken = pending.takeOlderThan(nanos);
    if (!taken.isEmpty()) {
      notifyAll();
    }
    return taken;
  }

  // Together with the taking, so that none overtakes another.
  private synchronized void lose() {
    pending.takeAll().forEach(onLost);
    notifyAll();
  }

  /** One try to open the stream, and what became of it. Fields guarded by the outer object. */
  private final class Attempt implements ClientResponseObserver<SendRequest, SendReply> {
    private ClientCallStreamObserver<SendRequest> out;
    private boolean up;
    private boolean over;
    private boolean silent;
    private long pauseNanos;
    private long retryAtNanos;

    Attempt() {
      pauseNanos = MIN_PAUSE_NANOS;
    }

    Attempt(Attempt last) {
      pauseNanos = Math.clamp(last.pauseNanos * 2, MIN_PAUSE_NANOS, MAX_PAUSE_NANOS);
    }

    // One that has just started serves before it can do so quickly.
    void start() {
      synchronized (MessageStream.this) {
        current = this;
        lastReplyNanos = System.nanoTime();
      }
      HealthQuestion.ask(channel, this::openStream, this::broken);
    }

    boolean takes() {
      return up && !silent;
    }

    private void openStream() {
      MessageServiceGrpc.newStub(channel)
          .withInterceptors(
              MetadataUtils.newAttachHeadersInterceptor(Service.authorization(gatewayToken.get())))
          .send(this);
    }

    @Override
    public void beforeStart(ClientCallStreamObserver<SendRequest> requests) {
      synchronized (MessageStream.this) {
        out = requests;
      }
      requests.setOnReadyHandler(this::ready);
    }

    // The first time: the stream is on the wire. Later: there is room again.
    private void ready() {
      boolean first;
      synchronized (MessageStream.this) {
        first = !up && !over;
        up |= first;
        MessageStream.this.notifyAll();
      }
      if (first) {
        LOGGER.log(Level.INFO, "stream to the message service at {0} is up", instance);
        onChange.run();
      }
    }

    @Override
    public void onNext(SendReply reply) {
      Optional<Outbound> answered;
      synchronized (MessageStream.this) {
        // An answer is a sign of health: the next break starts with the short pause again.
        pauseNanos = MIN_PAUSE_NANOS;
        lastReplyNanos = System.nanoTime();
        boolean wasFull = pending.isFull();
        answered = pending.take(reply.getCorrelation());
        if (wasFull) {
          MessageStream.this.notifyAll();
        }
      }
      answered.ifPresent(message -> message.done().accept(reply.getReply()));
    }

    @Override
    public void onError(Throwable cause) {
      broken(cause.getMessage());
    }

    @Override
    public void onCompleted() {
      broken("ended by the service");
    }

    private void broken(String why) {
      boolean wasUp;
      boolean stopping;
      synchronized (MessageStream.this) {
        stopping = closed || left;
        wasUp = up;
        up = false;
        over = true;
        retryAtNanos =
            System.nanoTime() + pauseNanos / 2 + ThreadLocalRandom.current().nextLong(pauseNanos);
        MessageStream.this.notifyAll();
      }
      if (wasUp) {
        LOGGER.log(
            stopping ? Level.DEBUG : Level.WARNING,
            "stream to the message service at {0} broke: {1}",
            instance,
            why);
        onChange.run();
        lose();
      }
    }
  }
}
