package chat.gateway.process;

import io.helidon.metrics.api.FunctionalCounter;
import io.helidon.metrics.api.Gauge;
import io.helidon.metrics.api.MeterRegistry;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.concurrent.atomic.DoubleAdder;
import java.util.concurrent.atomic.LongAdder;
import jdk.jfr.consumer.RecordingStream;

/**
 * Counts how often, and for how long, a virtual thread kept its carrier while it waited: with as
 * few carriers as there are cores, some such threads stop all others. The virtual machine tells it,
 * by an event that costs nothing while it does not happen; shorter than {@value #SHORTEST_MS} ms
 * does not count. Where the virtual machine cannot record (no directory for temporary files to
 * write to) the numbers stay 0, and the log says so. The stream calls on a thread of its own.
 */
public final class PinnedThreads implements AutoCloseable {
  private static final Logger LOGGER = System.getLogger(PinnedThreads.class.getName());
  private static final String EVENT = "jdk.VirtualThreadPinned";
  private static final int SHORTEST_MS = 1;
  private static final long MOST_BYTES = 1 << 20;
  private static final double NANOS_PER_SECOND = 1e9;

  private final LongAdder count = new LongAdder();
  private final DoubleAdder seconds = new DoubleAdder();
  private final RecordingStream stream;

  private PinnedThreads(RecordingStream stream) {
    this.stream = stream;
  }

  /** Counts from now on, and shows it. Does not wait for the recording to begin. */
  public static AutoCloseable watch(MeterRegistry meters) {
    try {
      var threads = new PinnedThreads(new RecordingStream());
      threads.show(meters);
      threads.start();
      return threads;
    } catch (RuntimeException e) {
      LOGGER.log(Level.WARNING, "pinned virtual threads are not counted: {0}", e.toString());
      return () -> {};
    }
  }

  private void show(MeterRegistry meters) {
    meters.getOrCreate(
        FunctionalCounter.builder("jvm_virtual_threads_pinned", count, LongAdder::sum)
            .description("Times a virtual thread kept its carrier while it waited."));
    meters.getOrCreate(
        Gauge.builder("jvm_virtual_threads_pinned_seconds_total", seconds::sum)
            .description("How long virtual threads kept their carriers while they waited."));
  }

  private void start() {
    stream.enable(EVENT).withThreshold(Duration.ofMillis(SHORTEST_MS)).withoutStackTrace();
    stream.setMaxSize(MOST_BYTES);
    stream.setOrdered(false);
    stream.setReuse(true);
    stream.onEvent(EVENT, event -> add(event.getDuration()));
    stream.onError(
        failure -> LOGGER.log(Level.WARNING, "pinned virtual threads are not counted", failure));
    stream.startAsync();
  }

  private void add(Duration pinned) {
    count.increment();
    seconds.add(pinned.toNanos() / NANOS_PER_SECOND);
  }

  @Override
  public void close() {
    stream.close();
  }
}
