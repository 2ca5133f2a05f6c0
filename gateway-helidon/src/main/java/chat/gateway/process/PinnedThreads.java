package chat.gateway.process;

import io.helidon.metrics.api.FunctionalCounter;
import io.helidon.metrics.api.Gauge;
import io.helidon.metrics.api.MeterRegistry;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.DoubleAdder;
import java.util.concurrent.atomic.LongAdder;
import jdk.jfr.consumer.RecordingStream;

/**
 * Counts how often, and for how long, a virtual thread kept its carrier while it waited: with as
 * few carriers as there are cores, some such threads stop all others. The virtual machine tells it,
 * by an event that costs nothing while it does not happen; shorter than {@value #SHORTEST_MS} ms
 * does not count. To begin takes it about a second of CPU time, so that is done beside the rest of
 * the start. Where it cannot record (no directory for temporary files to write to) the numbers stay
 * 0, and the log says so. One thread of its own.
 */
public final class PinnedThreads implements AutoCloseable {
  private static final Logger LOGGER = System.getLogger(PinnedThreads.class.getName());
  private static final String EVENT = "jdk.VirtualThreadPinned";
  private static final int SHORTEST_MS = 1;
  private static final long MOST_BYTES = 1 << 20;
  private static final double NANOS_PER_SECOND = 1e9;

  private final LongAdder count = new LongAdder();
  private final DoubleAdder seconds = new DoubleAdder();
  // Guarded by this.
  private Optional<RecordingStream> stream = Optional.empty();
  private boolean closed;

  private PinnedThreads() {}

  /** Counts from soon on, and shows it. Does not wait for the recording to begin. */
  public static PinnedThreads watch(MeterRegistry meters) {
    var threads = new PinnedThreads();
    threads.show(meters);
    Thread.ofPlatform().daemon().name("pinned-threads").start(threads::run);
    return threads;
  }

  private void show(MeterRegistry meters) {
    meters.getOrCreate(
        FunctionalCounter.builder("jvm_virtual_threads_pinned", count, LongAdder::sum)
            .description("Times a virtual thread kept its carrier while it waited."));
    meters.getOrCreate(
        Gauge.builder("jvm_virtual_threads_pinned_seconds_total", seconds::sum)
            .description("How long virtual threads kept their carriers while they waited."));
  }

  private void run() {
    try (var recording = new RecordingStream()) {
      recording.enable(EVENT).withThreshold(Duration.ofMillis(SHORTEST_MS)).withoutStackTrace();
      recording.setMaxSize(MOST_BYTES);
      recording.setOrdered(false);
      recording.setReuse(true);
      recording.onEvent(EVENT, event -> add(event.getDuration()));
      if (take(recording)) {
        // Returns when it is closed.
        recording.start();
      }
    } catch (RuntimeException e) {
      LOGGER.log(Level.WARNING, "pinned virtual threads are not counted: {0}", e.toString());
    }
  }

  private synchronized boolean take(RecordingStream opened) {
    stream = Optional.of(opened);
    return !closed;
  }

  private void add(Duration pinned) {
    count.increment();
    seconds.add(pinned.toNanos() / NANOS_PER_SECOND);
  }

  @Override
  public void close() {
    Optional<RecordingStream> open;
    synchronized (this) {
      closed = true;
      open = stream;
    }
    open.ifPresent(RecordingStream::close);
  }
}
