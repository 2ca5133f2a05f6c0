package chat.ops.check.client;

import chat.ops.check.history.Departure;
import chat.ops.check.history.History;
import chat.ops.check.history.Receipt;
import chat.ops.check.history.Stay;
import chat.proto.ConversationId;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.random.RandomGenerator;

/**
 * A device that is there and listens. When it is told to come back after a time it stays away for
 * that time, then goes to the next gateway that takes it, and says what it has seen. {@link #run}
 * is its one thread; frames come on others.
 */
final class CrowdMember implements Runnable {
  private static final LinesDialect DIALECT = new LinesDialect(false, true, true);
  private static final Duration LOGIN_PATIENCE = Duration.ofSeconds(15);
  private static final int PAUSE_MILLIS = 1_000;

  private final String name;
  private final Person person;
  private final List<Gateway> gateways;
  private final History history;
  private final RandomGenerator random;

  // Guarded by this.
  private final Seen seen = new Seen();
  private int place;
  private Optional<Visit> current = Optional.empty();
  private Optional<Departure> away = Optional.empty();
  private boolean stopped;

  /**
   * A device that is not there yet.
   *
   * @param place the gateway that it begins with, counted from 0
   */
  CrowdMember(
      String name,
      Person person,
      List<Gateway> gateways,
      int place,
      History history,
      RandomGenerator random) {
    this.name = name;
    this.person = person;
    this.gateways = List.copyOf(gateways);
    this.place = place;
    this.history = history;
    this.random = random;
  }

  /** Connects and stays connected, until {@link #stop}. */
  @Override
  public void run() {
    int refused = 0;
    try {
      for (Optional<Visit> visit = begin(); visit.isPresent(); visit = begin()) {
        visit.get().serve();
        refused = visit.get().wasThere() ? 0 : refused + 1;
        synchronized (this) {
          place = (place + 1) % gateways.size();
        }
        if (refused % gateways.size() == 0) {
          awaitTurn(visit.get());
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Whether it is logged in. */
  synchronized boolean isThere() {
    return current.filter(visit -> visit.stay.open()).isPresent();
  }

  /** Ends it. */
  void stop() {
    Optional<Visit> last;
    synchronized (this) {
      stopped = true;
      last = current;
      notifyAll();
    }
    last.ifPresent(Visit::leave);
  }

  private synchronized Optional<Visit> begin() {
    if (stopped) {
      return Optional.empty();
    }
    away.ifPresent(departure -> departure.tries(System.nanoTime()));
    current = Optional.of(new Visit(history.begin(person.id(), name, true, true, seen.copy())));
    return current;
  }

  /**
   * Whoever was told when to come back, as they were sent away or refused the login, does; whoever
   * was told nothing, or found nobody, comes back within a second.
   */
  private synchronized void awaitTurn(Visit visit) throws InterruptedException {
    long end =
        visit.comeBackMs.isPresent()
            ? visit.toldNanos + visit.comeBackMs.getAsInt() * 1_000_000L
            : System.nanoTime() + random.nextInt(PAUSE_MILLIS) * 1_000_000L;
    for (long left = end - System.nanoTime();
        !stopped && left > 0;
        left = end - System.nanoTime()) {
      wait(1 + left / 1_000_000);
    }
  }

  /** One connection. Its fields are guarded by the device. */
  private final class Visit implements Wire.Listener {
    private final Stay stay;
    private Optional<Wire> wire = Optional.empty();
    private long toldNanos;
    private OptionalInt comeBackMs = OptionalInt.empty();
    private boolean over;

    Visit(Stay stay) {
      this.stay = stay;
    }

    void serve() throws InterruptedException {
      try (Wire opened = DIALECT.open(gateways.get(place), person, this)) {
        synchronized (CrowdMember.this) {
          wire = Optional.of(opened);
        }
        opened.send(DIALECT.login(person, stay.seen()).orElseThrow());
        awaitEnd();
      } catch (IOException e) {
        // Nobody listens there, or no more: the next gateway is tried.
      } finally {
        closed();
      }
    }

    boolean wasThere() {
      return stay.loggedInNanos() != Stay.NEVER;
    }

    void leave() {
      stay.leave();
      Optional<Wire> opened;
      synchronized (CrowdMember.this) {
        opened = wire;
      }
      opened.ifPresent(Wire::close);
    }

    private void awaitEnd() throws InterruptedException {
      long end = System.nanoTime() + LOGIN_PATIENCE.toNanos();
      synchronized (CrowdMember.this) {
        while (!over && (wasThere() || System.nanoTime() < end)) {
          CrowdMember.this.wait(wasThere() ? 0 : LOGIN_PATIENCE.toMillis());
        }
      }
    }

    @Override
    public void frame(String text) {
      long now = System.nanoTime();
      switch (DIALECT.read(person, text)) {
        case Incoming.LoggedIn login -> loggedIn(login, now);
        case Incoming.Message message -> received(message, now);
        case Incoming.Notice notice when wasThere() ->
            told(notice.retryAfterMs().map(OptionalInt::of).orElse(OptionalInt.empty()), now);
        case Incoming.LoginRefused refused -> {
          if (!Errno.isPassing(refused.errno())) {
            history.complain(
                ConversationId.ofUsers(person.id(), person.id()),
                stay + " was refused the login with errno " + refused.errno());
          }
          if (refused.retryAfterMs() > 0) {
            told(OptionalInt.of(refused.retryAfterMs()), now);
          }
          leave();
        }
        case Incoming.Notice _, Incoming.ChatAnswered _, Incoming.Refused _, Incoming.Other _ -> {}
      }
    }

    private void loggedIn(Incoming.LoggedIn login, long now) {
      login.missed().forEach(message -> received(message, now));
      synchronized (CrowdMember.this) {
        stay.loggedIn(now);
        away.ifPresent(departure -> departure.back(now));
        away = Optional.empty();
        CrowdMember.this.notifyAll();
      }
    }

    private void received(Incoming.Message message, long now) {
      history.add(new Receipt(stay, now, message.conversation(), message.seq(), message.content()));
      synchronized (CrowdMember.this) {
        seen.received(message.conversation(), message.seq());
      }
    }

    private void told(OptionalInt retryAfterMs, long now) {
      synchronized (CrowdMember.this) {
        toldNanos = now;
        comeBackMs = retryAfterMs;
      }
    }

    @Override
    public void closed() {
      synchronized (CrowdMember.this) {
        if (over) {
          return;
        }
        over = true;
        long now = System.nanoTime();
        stay.ended(now);
        if (wasThere() && !stay.left()) {
          toldNanos = comeBackMs.isPresent() ? toldNanos : now;
          var departure =
              new Departure(person.id(), name, "gateway-" + (place + 1), toldNanos, comeBackMs);
          away = Optional.of(departure);
          history.add(departure);
        }
        CrowdMember.this.notifyAll();
      }
    }
  }
}
