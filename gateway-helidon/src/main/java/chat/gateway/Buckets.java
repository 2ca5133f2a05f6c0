package chat.gateway;

import io.helidon.metrics.api.Timer;
import java.time.Duration;
import java.util.stream.IntStream;

/** The bounds of the histograms of times: three a decade, from 1 ms to 10 s. */
public final class Buckets {
  private static final Duration[] BOUNDS =
      IntStream.of(1, 2, 5, 10, 20, 50, 100, 200, 500, 1_000, 2_000, 5_000, 10_000)
          .mapToObj(Duration::ofMillis)
          .toArray(Duration[]::new);

  private Buckets() {}

  /**
   * A histogram with these bounds, and no percentiles: those of several gateways cannot be added.
   */
  public static Timer.Builder ofMilliseconds(String name) {
    return Timer.builder(name).buckets(BOUNDS).percentiles(new double[0]);
  }
}
