package chat.ops.check.client;

import chat.ops.check.history.Attempt;
import chat.ops.check.history.History;
import chat.ops.check.history.Receipt;
import chat.ops.check.history.Send;
import chat.ops.check.history.Stay;
import chat.proto.ConversationId;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * One device of a person: connects to one of the gateways, logs in, chats at its pace, writes down
 * all that it does and sees, and connects again whenever the connection ends. Behaves as a good
 * client does: sends again what was not answered, with the same msg_id; acknowledges what has come;
 * comes back when it was told to. And as a bad one, at times: sends again what was acknowledged,
 * reuses a msg_id, leaves without a word, stops reading. {@link #run} is its one thread; frames
 * come on others.
 */
final class Device implements Runnable {
  private static final Duration LOGIN_PATIENCE = Duration.ofSeconds(15);
  private static final Duration TICK = Duration.ofMillis(50);
  private static final Duration BETWEEN_NAPS = Duration.ofSeconds(20);
  private static final Duration NAP = Duration.ofSeconds(30);
  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(5);

  private final String name;
  private final Person person;
  private final Dialect dialect;
  private final List<Gateway> gateways;
  private final Topics topics;
  private final Manners manners;
  private final History history;
  private final RandomGenerator random;
  private final Mischief mischief;

  // Guarded by this.
  private final Outbox outbox = new Outbox();
  private final Seen seen = new Seen();
  private final Bursts bursts;
  private Optional<Connection> current = Optional.empty();
  private boolean chatting;
  private boolean stopped;
  private long comeBackNanos;

  Device(
      String name,
      Person person,
      Dialect dialect,
      List<Gateway> gateways,
      Topics topics,
      Manners manners,
      History history,
      RandomGenerator random) {
    this.name = name;
    this.person = person;
    this.dialect = dialect;
    this.gateways = List.copyOf(gateways);
    this.topics = topics;
    this.manners = manners;
    this.history = history;
    this.random = random;
    this.mischief = new Mischief(random);
    this.bursts = new Bursts(manners.pace(), random);
  }

  /** Connects and stays connected, until {@link #stop}. */
  @Override
  public void run() {
    try {
      while (awaitTurn()) {
        Gateway gateway;
        Connection connection;
        synchronized (this) {
          gateway = gateways.get(random.nextInt(gateways.size()));
          connection =
              new Connection(
                  history.begin(
                      person.id(),
                      name,
                      dialect.acknowledges(),
                      !manners.lazy(),
                      dialect.resumes() ? seen.copy() : Map.of()));
          current = Optional.of(connection);
          comeBackNanos = System.nanoTime() + pause(Duration.ofMillis(700));
        }
        connection.serve(gateway);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** From now on it chats, or no more; what is under way is still brought to an end. */
  synchronized void chat(boolean begin) {
    chatting = begin;
    bursts.begin(System.nanoTime());
    notifyAll();
  }

  /** Whether all that it sent is answered for good. */
  synchronized boolean isSettled() {
    return outbox.isSettled();
  }

  /** Whether it is logged in. */
  synchronized boolean isThere() {
    return current.filter(connection -> connection.stay.open()).isPresent();
  }

  /** Ends it. */
  void stop() {
    Optional<Connection> last;
    synchronized (this) {
      stopped = true;
      last = current;
      notifyAll();
    }
    last.ifPresent(Connection::leave);
  }

  private synchronized boolean awaitTurn() throws InterruptedException {
    long now = System.nanoTime();
    while (!stopped && now < comeBackNanos) {
      wait(Math.max(1, (comeBackNanos - now) / 1_000_000));
      now = System.nanoTime();
    }
    return !stopped;
  }

  private long pause(Duration mean) {
    return Bursts.pause(mean, random);
  }

  /** One connection. Its fields are guarded by the device. */
  private final class Connection implements Wire.Listener {
    private final Stay stay;
    private final Unacknowledged unacknowledged = new Unacknowledged();
    private final long leaveNanos = System.nanoTime() + pause(manners.patience());
    private Optional<Wire> wire = Optional.empty();
    private long napNanos = System.nanoTime() + pause(BETWEEN_NAPS);
    private boolean over;

    Connection(Stay stay) {
      this.stay = stay;
    }

    void serve(Gateway gateway) throws InterruptedException {
      try (Wire opened = dialect.open(gateway, person, this)) {
        synchronized (Device.this) {
          wire = Optional.of(opened);
        }
        Optional<String> login = dialect.login(person, stay.seen());
        if (login.isPresent()) {
          opened.send(login.get());
        }
        if (awaitLogin()) {
          while (act(opened)) {
            // Goes on until the connection is over.
          }
        }
      } catch (IOException e) {
        // No connection, or no more: the next one is tried soon.
      } finally {
        closed();
      }
    }

    void leave() {
      Optional<Wire> opened;
      synchronized (Device.this) {
        opened = wire;
      }
      opened.ifPresent(Wire::close);
      closed();
    }

    private boolean awaitLogin() throws InterruptedException {
      long end = System.nanoTime() + LOGIN_PATIENCE.toNanos();
      synchronized (Device.this) {
        while (!over && stay.loggedInNanos() == Stay.NEVER && System.nanoTime() < end) {
          Device.this.wait(TICK.toMillis());
        }
        return !over && stay.loggedInNanos() != Stay.NEVER;
      }
    }

    /** Does the next thing that is due, or waits a moment. Returns false at the end. */
    private boolean act(Wire opened) throws InterruptedException, IOException {
      Optional<String> frame;
      synchronized (Device.this) {
        long now = System.nanoTime();
        if (over) {
          return false;
        }
        if (stopped || now > leaveNanos) {
          stay.leave();
          return false;
        }
        frame =
            unacknowledged
                .takeDue(now)
                .map(due -> LinesDialect.acknowledge(person, due.getKey(), due.getValue()))
                .or(() -> chat(now));
        if (frame.isEmpty()) {
          Device.this.wait(1 + random.nextInt((int) TICK.toMillis()));
          return true;
        }
      }
      opened.send(frame.get());
      return true;
    }

    private Optional<String> chat(long now) {
      if (!outbox.hasRoom()) {
        return Optional.empty();
      }
      Optional<Outbox.Due> due = outbox.takeDue(now);
      if (due.isPresent()) {
        return Optional.of(attempt(due.get().send(), due.get().probe()));
      }
      if (!chatting || manners.lazy() || !bursts.takeDue(now)) {
        return Optional.empty();
      }
      String text = topics.text();
      String msgId = dialect.answersChats() ? text.substring(0, text.indexOf(' ')) : "";
      return Optional.of(attempt(new Send(person.id(), topics.conversation(), msgId, text), false));
    }

    private String attempt(Send send, boolean probe) {
      var attempt = new Attempt(send, stay, probe, System.nanoTime());
      history.add(attempt);
      return dialect.chat(person, send, send.acknowledged() ? outbox.begin(attempt) : 0);
    }

    @Override
    public void frame(String text) {
      try {
        take(dialect.read(person, text), System.nanoTime());
        nap();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      } catch (RuntimeException e) {
        complain("cannot read " + text);
      }
    }

    /** Keeps a lazy device from reading on, at times. */
    private void nap() throws InterruptedException {
      synchronized (Device.this) {
        long now = System.nanoTime();
        if (!manners.lazy() || now < napNanos) {
          return;
        }
        long end = now + NAP.toNanos() / 2 + random.nextLong(NAP.toNanos());
        while (chatting && !stopped && !over && now < end) {
          Device.this.wait(Math.max(1, (end - now) / 1_000_000));
          now = System.nanoTime();
        }
        napNanos = now + pause(BETWEEN_NAPS);
      }
    }

    private void complain(String what) {
      history.complain(ConversationId.ofUsers(person.id(), person.id()), stay + " " + what);
    }

    private void take(Incoming incoming, long now) {
      switch (incoming) {
        case Incoming.LoggedIn login -> {
          login.missed().forEach(message -> received(message, now));
          stay.loggedIn(now);
        }
        case Incoming.LoginRefused refused -> {
          if (!Errno.isPassing(refused.errno())) {
            complain("was refused the login with errno " + refused.errno());
          }
          leave();
        }
        case Incoming.Refused refused -> {
          if (!Errno.isPassing(refused.errno()) && refused.errno() != Errno.FORBIDDEN) {
            complain("was refused something with errno " + refused.errno());
          }
        }
        case Incoming.Message message -> received(message, now);
        case Incoming.ChatAnswered answer -> answered(answer, now);
        case Incoming.Notice notice ->
            notice.retryAfterMs().ifPresent(millis -> comeBackAfter(now, millis));
        case Incoming.Other _ -> {}
      }
    }

    private void received(Incoming.Message message, long now) {
      history.add(new Receipt(stay, now, message.conversation(), message.seq(), message.content()));
      synchronized (Device.this) {
        seen.received(message.conversation(), message.seq());
        if (dialect.acknowledges()) {
          unacknowledged.add(message.conversation(), message.seq());
        }
      }
    }

    private void answered(Incoming.ChatAnswered answer, long now) {
      synchronized (Device.this) {
        Optional<Attempt> ended = outbox.end(answer.req());
        if (ended.isEmpty()) {
          return;
        }
        Attempt attempt = ended.get();
        attempt.answered(answer.at(now));
        Send send = attempt.send();
        if (attempt.probe()) {
          return;
        }
        if (answer.errno() == Errno.OK) {
          seen.stored(send.conversation(), answer.seq());
        }
        if (Errno.isPassing(answer.errno())) {
          long wait = Math.max(100, answer.retryAfterMs()) * 1_000_000L;
          outbox.again(send, false, now + wait + pause(Duration.ofMillis(500)));
        } else if (answer.errno() == Errno.OK && outbox.acknowledged(send)) {
          mischief.acknowledged(send, now, outbox);
        }
        Device.this.notifyAll();
      }
    }

    private void comeBackAfter(long now, int millis) {
      synchronized (Device.this) {
        comeBackNanos = now + Math.min(LONGEST_PAUSE.toNanos(), millis * 1_000_000L);
      }
    }

    @Override
    public void closed() {
      synchronized (Device.this) {
        if (!over) {
          over = true;
          stay.ended(System.nanoTime());
          outbox.lost(System.nanoTime());
          Device.this.notifyAll();
        }
      }
    }
  }
}
