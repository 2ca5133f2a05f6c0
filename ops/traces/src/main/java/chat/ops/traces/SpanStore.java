package chat.ops.traces;

import java.time.Duration;
import java.util.Collection;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Predicate;

/**
 * Keeps the spans of the last traces. Receivers add, pages and tests ask, on any thread. Where a
 * limit is reached, the trace that began to come in first goes, with all its spans; of a trace with
 * too many spans, the further ones are dropped. Spans of a trace that has gone make a new one.
 */
public final class SpanStore {
  private final Limits limits;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition added = lock.newCondition();
  // All guarded by lock.
  private final LinkedHashMap<String, Kept> traces = new LinkedHashMap<>();
  private int spans;
  private long droppedTraces;
  private long droppedSpans;
  private long changes;

  /** A trace as it grows. */
  private static final class Kept {
    // Sent again, a span is the same.
    private final Map<String, Span> spans = new LinkedHashMap<>();
    private long dropped;
    private long lastChange;
  }

  /** An empty store with the default limits. */
  public SpanStore() {
    this(Limits.DEFAULT);
  }

  /** An empty store. */
  public SpanStore(Limits limits) {
    this.limits = limits;
  }

  /** Takes spans of any traces, in any order; wakes whoever waits. Does not block. */
  public void add(Collection<Span> received) {
    lock.lock();
    try {
      received.forEach(this::add);
      added.signalAll();
    } finally {
      lock.unlock();
    }
  }

  private void add(Span span) {
    Kept kept = traces.computeIfAbsent(span.traceId(), _ -> new Kept());
    kept.lastChange = ++changes;
    if (kept.spans.containsKey(span.spanId())) {
      return;
    }
    if (kept.spans.size() >= limits.spansPerTrace()) {
      kept.dropped++;
      droppedSpans++;
      return;
    }
    kept.spans.put(span.spanId(), span);
    spans++;
    makeRoom(kept);
  }

  private void makeRoom(Kept stays) {
    Iterator<Kept> oldest = traces.values().iterator();
    while (traces.size() > limits.traces() || spans > limits.spans()) {
      Kept trace = oldest.next();
      if (trace != stays) {
        oldest.remove();
        spans -= trace.spans.size();
        droppedTraces++;
        droppedSpans += trace.spans.size();
      }
    }
  }

  /** One trace, if it is kept. */
  public Optional<Trace> trace(String traceId) {
    lock.lock();
    try {
      return Optional.ofNullable(traces.get(traceId)).map(kept -> trace(traceId, kept));
    } finally {
      lock.unlock();
    }
  }

  /** All traces; the one that began to come in last is the first. */
  public List<Trace> traces() {
    return find(_ -> true);
  }

  /** The traces of which a span has an attribute with this text, the newest first. */
  public List<Trace> findByAttribute(String key, String value) {
    return find(trace -> trace.has(key, value));
  }

  /** The other traces of which a span has a link into one, the newest first. */
  public List<Trace> linkedTo(String traceId) {
    return find(
        trace ->
            !trace.id().equals(traceId)
                && trace.spans().stream()
                    .flatMap(span -> span.links().stream())
                    .anyMatch(link -> link.traceId().equals(traceId)));
  }

  private List<Trace> find(Predicate<Trace> wanted) {
    lock.lock();
    try {
      return traces.sequencedEntrySet().reversed().stream()
          .map(entry -> trace(entry.getKey(), entry.getValue()))
          .filter(wanted)
          .toList();
    } finally {
      lock.unlock();
    }
  }

  /**
   * Waits for a trace. Each one is looked at, and again whenever it has grown.
   *
   * @param wanted runs on this thread; spans wait while it does
   * @return the first that fits
   * @throws TimeoutException when there is none in time; its message says which traces there are
   */
  public Trace await(Predicate<Trace> wanted, Duration patience)
      throws InterruptedException, TimeoutException {
    long left = patience.toNanos();
    long seen = 0;
    lock.lockInterruptibly();
    try {
      while (true) {
        for (Map.Entry<String, Kept> entry : traces.entrySet()) {
          if (entry.getValue().lastChange > seen) {
            Trace trace = trace(entry.getKey(), entry.getValue());
            if (wanted.test(trace)) {
              return trace;
            }
          }
        }
        seen = changes;
        if (left <= 0) {
          throw new TimeoutException(
              "no such trace within " + patience + "; there are\n" + TraceText.list(this));
        }
        left = added.awaitNanos(left);
      }
    } finally {
      lock.unlock();
    }
  }

  /** How much it holds. */
  public Counts counts() {
    lock.lock();
    try {
      return new Counts(traces.size(), spans, droppedTraces, droppedSpans);
    } finally {
      lock.unlock();
    }
  }

  private static Trace trace(String id, Kept kept) {
    return new Trace(id, List.copyOf(kept.spans.values()), kept.dropped);
  }
}
