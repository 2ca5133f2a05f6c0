package chat.gateway.session;

import chat.gateway.dialect.Codec;
import chat.gateway.dialect.Command;
import chat.gateway.dialect.Event;
import chat.gateway.dialect.FrameException;
import chat.gateway.dialect.RequestKind;
import chat.proto.ErrorCode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The other end of one session. Its frames are numbers that stand for commands and events, so that
 * a test speaks of those alone.
 */
final class FakeClient {
  private final Map<String, Command> commands = new ConcurrentHashMap<>();
  private final Map<String, Event> events = new ConcurrentHashMap<>();
  private final AtomicInteger numbers = new AtomicInteger();
  private final BlockingQueue<Event> received = new LinkedBlockingQueue<>();
  private final Semaphore writes = new Semaphore(1_000);
  private final CountDownLatch closed = new CountDownLatch(1);
  private volatile Session session;

  Session connect(SessionFactory factory) {
    return remember(factory.open(new NumberCodec(), new FakeLink()));
  }

  Session connectAs(SessionFactory factory, Caller caller) {
    return remember(factory.openAs(new NumberCodec(), new FakeLink(), caller));
  }

  /** Sends a command; returns when the session has taken it. */
  void request(Session to, Command command) {
    String number = Integer.toString(numbers.incrementAndGet());
    commands.put(number, command);
    to.receive(number.getBytes(StandardCharsets.UTF_8));
  }

  /** The next event that came, waiting for it. */
  Event next() throws InterruptedException {
    return received.take();
  }

  /** Whether something has come. */
  boolean hasNext() {
    return !received.isEmpty();
  }

  Session session() {
    return session;
  }

  void stopReading() {
    writes.drainPermits();
  }

  void letWrite(int frames) {
    writes.release(frames);
  }

  boolean isClosed() {
    return closed.getCount() == 0;
  }

  void awaitClosed() throws InterruptedException {
    closed.await();
  }

  /** Does what the transport's reader does. */
  void endWhenClosed() {
    Thread.startVirtualThread(
        () -> {
          try {
            closed.await();
            session.end();
          } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
          }
        });
  }

  private Session remember(Session opened) {
    session = opened;
    return opened;
  }

  private final class NumberCodec implements Codec {
    @Override
    public String dialect() {
      return "numbers";
    }

    @Override
    public Command decode(byte[] frame) throws FrameException {
      Command command = commands.get(new String(frame, StandardCharsets.UTF_8));
      if (command == null) {
        throw new FrameException(
            RequestKind.UNKNOWN, Optional.empty(), ErrorCode.MALFORMED, "not a number");
      }
      return command;
    }

    @Override
    public List<byte[]> encode(Event event) {
      String number = Integer.toString(numbers.incrementAndGet());
      events.put(number, event);
      return List.of(number.getBytes(StandardCharsets.UTF_8));
    }
  }

  private final class FakeLink implements Link {
    @Override
    public void write(byte[] frame) throws IOException {
      Event event = events.get(new String(frame, StandardCharsets.UTF_8));
      try {
        writes.acquire();
      } catch (InterruptedException e) {
        throw new IOException(e);
      }
      if (isClosed()) {
        throw new IOException("closed");
      }
      received.add(event);
    }

    @Override
    public void close() {
      closed.countDown();
      writes.release(1_000);
    }

    @Override
    public String transport() {
      return "tcp";
    }

    @Override
    public String remote() {
      return "10.0.0.1:1234";
    }
  }
}
