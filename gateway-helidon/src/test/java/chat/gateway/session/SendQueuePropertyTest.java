package chat.gateway.session;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;

/** A send queue does what a plain list would do, whatever is asked of it in whatever order. */
class SendQueuePropertyTest {
  private static final int MAX_EVENTS = 4;
  private static final int MAX_BYTES = 100;

  private enum Kind {
    OFFER,
    FORCE,
    PUT,
    TAKE,
    AWAIT_ROOM,
    DROP_PUSHES,
    REPLACE_ALL,
    FINISH
  }

  private record Operation(Kind kind, int bytes, boolean push) {}

  /** What the queue should hold. */
  private static final class Model {
    private final List<Outgoing> waiting = new ArrayList<>();
    private boolean finished;

    void add(Outgoing outgoing) {
      if (!finished) {
        waiting.add(outgoing);
      }
    }

    boolean isFull() {
      return waiting.size() >= MAX_EVENTS || bytes() >= MAX_BYTES;
    }

    boolean hasRoom() {
      return waiting.size() <= MAX_EVENTS / 2 && bytes() <= MAX_BYTES / 2;
    }

    private int bytes() {
      return waiting.stream().mapToInt(Outgoing::bytes).sum();
    }
  }

  /** One that may have to wait. */
  private interface Waiting<T> {
    T call() throws InterruptedException;
  }

  @Property
  void isAList(@ForAll("operations") List<Operation> operations) {
    new Try().isAList(operations);
  }

  @Provide
  Arbitrary<List<Operation>> operations() {
    Arbitrary<Kind> kinds =
        Arbitraries.frequencyOf(
            Tuple.of(60, Arbitraries.of(Kind.OFFER, Kind.FORCE, Kind.PUT)),
            Tuple.of(40, Arbitraries.of(Kind.TAKE, Kind.AWAIT_ROOM)),
            Tuple.of(4, Arbitraries.of(Kind.DROP_PUSHES)),
            Tuple.of(1, Arbitraries.of(Kind.REPLACE_ALL, Kind.FINISH)));
    return Combinators.combine(
            kinds, Arbitraries.integers().between(0, MAX_BYTES / 2), Arbitraries.of(true, false))
        .as(Operation::new)
        .list()
        .ofMaxSize(60);
  }

  /** A queue and its model. */
  private static final class Try {
    private final SendQueue queue = new SendQueue(MAX_EVENTS, MAX_BYTES);
    private final Model model = new Model();

    void isAList(List<Operation> operations) {
      operations.forEach(this::perform);
      queue.finish();
      model.finished = true;
      for (Outgoing expected : model.waiting) {
        assertEquals(Optional.of(Optional.of(expected)), atOnce(queue::take));
      }
      assertEquals(Optional.of(Optional.empty()), atOnce(queue::take), "nothing is left");
    }

    private void perform(Operation operation) {
      var outgoing = new Outgoing(List.of(), operation.bytes, operation.push, () -> {});
      switch (operation.kind) {
        case OFFER -> {
          boolean room = model.finished || !model.isFull();
          assertEquals(room, queue.offer(outgoing));
          if (room) {
            model.add(outgoing);
          }
        }
        case FORCE -> {
          queue.force(outgoing);
          model.add(outgoing);
        }
        case PUT -> {
          boolean waits = model.isFull() && !model.finished;
          assertEquals(
              waits ? Optional.empty() : Optional.of(!model.finished),
              atOnce(() -> queue.put(outgoing)));
          if (!waits) {
            model.add(outgoing);
          }
        }
        case TAKE -> assertEquals(taken(), atOnce(queue::take));
        case AWAIT_ROOM -> {
          boolean waits = !model.hasRoom() && !model.finished;
          assertEquals(
              waits ? Optional.empty() : Optional.of(!model.finished), atOnce(queue::awaitRoom));
        }
        case DROP_PUSHES -> {
          queue.dropPushes();
          model.waiting.removeIf(Outgoing::push);
        }
        case REPLACE_ALL -> {
          queue.replaceAll(outgoing);
          model.waiting.clear();
          model.add(outgoing);
          model.finished = true;
        }
        case FINISH -> {
          queue.finish();
          model.finished = true;
        }
      }
    }

    private Optional<Optional<Outgoing>> taken() {
      if (model.waiting.isEmpty()) {
        return model.finished ? Optional.of(Optional.empty()) : Optional.empty();
      }
      return Optional.of(Optional.of(model.waiting.removeFirst()));
    }

    /** The answer of a call; empty where it would wait, from which an interrupt keeps it. */
    private static <T> Optional<T> atOnce(Waiting<T> call) {
      Thread.currentThread().interrupt();
      try {
        return Optional.of(call.call());
      } catch (InterruptedException e) {
        return Optional.empty();
      } finally {
        Thread.interrupted();
      }
    }
  }
}
