package chat.gateway.process;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.helidon.metrics.api.FunctionalCounter;
import io.helidon.metrics.api.Gauge;
import io.helidon.metrics.api.Metrics;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import jdk.jfr.FlightRecorder;
import jdk.jfr.RecordingState;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class PinnedThreadsTest {
  private static final Duration WAITS = Duration.ofMillis(50);

  /** Whoever waits while a class is made keeps the carrier. */
  private static final class MadeSlowly {
    static {
      LockSupport.parkNanos(WAITS.toNanos());
    }

    private MadeSlowly() {}

    static void make() {}
  }

  @Test
  void aThreadThatKeepsItsCarrierIsCounted() throws Exception {
    var meters = Metrics.globalRegistry();
    try (var _ = PinnedThreads.watch(meters)) {
      var count = meters.meter(FunctionalCounter.class, "jvm_virtual_threads_pinned", List.of());
      await().atMost(Duration.ofSeconds(30)).until(PinnedThreadsTest::isRecording);
      Thread.ofVirtual().start(MadeSlowly::make).join();
      await().atMost(Duration.ofSeconds(30)).until(() -> count.orElseThrow().count() > 0);
      double seconds =
          meters
              .meter(Gauge.class, "jvm_virtual_threads_pinned_seconds_total", List.of())
              .orElseThrow()
              .value()
              .doubleValue();
      assertTrue(seconds >= 0.04 && seconds < 30, () -> "seconds: " + seconds);
    }
  }

  private static boolean isRecording() {
    return FlightRecorder.getFlightRecorder().getRecordings().stream()
        .anyMatch(recording -> recording.getState() == RecordingState.RUNNING);
  }
}
