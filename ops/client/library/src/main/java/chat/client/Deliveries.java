package chat.client;

import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * What waits for the listener, and the thread that calls it. Messages: so many at most, a further
 * one is refused, and whoever offered it is told when there is room. Pushes: so many at most, a
 * further one is dropped. States: the newest alone, told before everything else.
 */
final class Deliveries implements Runnable {
  private static final Logger LOG = Logger.getLogger(Deliveries.class.getName());
  private static final int BATCH = 64;

  /** Who is told of progress; called on the delivering thread, without any lock. */
  interface Progress {
    /** These were handled since the last time. */
    void handled(Map<Conversation, Long> upTo);

    /** A message was refused before, and half of the room is free now. */
    void roomAgain();

    /** The store fails: what was handled cannot be remembered. {@link Deliveries#end} follows. */
    void failed(ChatException reason);

    /** The listener is called no more, and all was reported. */
    void ended();
  }

  private sealed interface Event {
    record OfMessage(Message message) implements Event {}

    record OfPush(Push push) implements Event {}

    record OfSetBack(Conversation conversation) implements Event {}

    record OfState(ConnectionState state) implements Event {}
  }

  private final ChatListener listener;
  private final Store store;
  private final int room;
  private final Progress progress;
  private final Thread thread = Thread.ofVirtual().name("chat-listener").unstarted(this);

  // Guarded by this.
  private final Queue<Event> waiting = new ArrayDeque<>();
  private Optional<Event> state = Optional.empty();
  private int messages;
  private int pushes;
  private boolean refused;
  private boolean ended;

  // Only the delivering thread's.
  private final Map<Conversation, Long> handled = new HashMap<>();
  private int sinceReport;

  /** Delivers nothing before {@link #start}. */
  Deliveries(ChatListener listener, Store store, int room, Progress progress) {
    this.listener = listener;
    this.store = store;
    this.room = room;
    this.progress = progress;
  }

  void start() {
    thread.start();
  }

  synchronized boolean offer(Message message) {
    if (ended || messages >= room) {
      refused = true;
      return false;
    }
    messages++;
    waiting.add(new Event.OfMessage(message));
    notifyAll();
    return true;
  }

  synchronized void offer(Push push) {
    if (!ended && pushes < room) {
      pushes++;
      waiting.add(new Event.OfPush(push));
      notifyAll();
    }
  }

  /** Never refused: there is one for each conversation that was handled before. */
  synchronized void setBack(Conversation conversation) {
    waiting.add(new Event.OfSetBack(conversation));
    notifyAll();
  }

  synchronized void tell(ConnectionState newest) {
    if (!ended) {
      state = Optional.of(new Event.OfState(newest));
      notifyAll();
    }
  }

  /** Nothing more is delivered but the last state; returns when the listener has returned. */
  void end(ConnectionState last) {
    synchronized (this) {
      if (!ended) {
        waiting.clear();
        tell(last);
        ended = true;
      }
    }
    if (thread != Thread.currentThread()) {
      boolean interrupted = false;
      while (thread.isAlive()) {
        try {
          thread.join();
        } catch (InterruptedException e) {
          interrupted = true;
        }
      }
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  @Override
  public void run() {
    try {
      for (var next = next(); next.isPresent(); next = next()) {
        deliver(next.get());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      closeStore();
      progress.ended();
    }
  }

  private void closeStore() {
    try {
      store.close();
    } catch (ChatException e) {
      LOG.log(Level.WARNING, "the store cannot be closed", e);
    }
  }

  private Optional<Event> next() throws InterruptedException {
    boolean idle;
    boolean room;
    synchronized (this) {
      idle = waiting.isEmpty();
      room = refused && messages <= this.room / 2;
      refused = refused && !room;
    }
    if (room) {
      progress.roomAgain();
    }
    if ((idle || sinceReport >= BATCH) && !handled.isEmpty()) {
      progress.handled(Map.copyOf(handled));
      handled.clear();
      sinceReport = 0;
    }
    synchronized (this) {
      while (waiting.isEmpty() && state.isEmpty() && !ended) {
        wait();
      }
      Optional<Event> next = state;
      state = Optional.empty();
      return next.or(() -> Optional.ofNullable(waiting.poll()));
    }
  }

  private void deliver(Event event) {
    try {
      call(event);
    } catch (RuntimeException e) {
      LOG.log(Level.WARNING, "a listener failed", e);
    }
    try {
      delivered(event);
    } catch (ChatException e) {
      progress.failed(e);
    }
  }

  private void delivered(Event event) {
    switch (event) {
      case Event.OfMessage(Message message) -> handled(message);
      case Event.OfSetBack(Conversation conversation) -> {
        handled.remove(conversation);
        store.forget(conversation);
      }
      case Event.OfPush _ -> {
        synchronized (this) {
          pushes--;
        }
      }
      case Event.OfState _ -> {}
    }
  }

  private void call(Event event) {
    switch (event) {
      case Event.OfMessage(Message message) -> listener.onMessage(message);
      case Event.OfPush(Push push) -> listener.onPush(push);
      case Event.OfSetBack(Conversation conversation) -> listener.onSetBack(conversation);
      case Event.OfState(ConnectionState newest) -> listener.onState(newest);
    }
  }

  private void handled(Message message) {
    store.handled(message.conversation(), new Store.Mark(message.seq(), message.msgId()));
    handled.put(message.conversation(), message.seq());
    sinceReport++;
    synchronized (this) {
      messages--;
    }
  }
}
