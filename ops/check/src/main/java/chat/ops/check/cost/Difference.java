package chat.ops.check.cost;

import java.util.List;
import java.util.Locale;
import java.util.stream.DoubleStream;
import org.apache.commons.statistics.distribution.TDistribution;

/**
 * By how much something is more than something else, as a share of the latter, from measurements
 * that scatter.
 *
 * @param mean 0.01 is 1 % more
 * @param low the true one lies between this ...
 * @param high ... and this with 95 %
 */
record Difference(double mean, double low, double high) {
  private static final double QUANTILE = 0.975;

  /**
   * Takes the mean.
   *
   * @param shares independent measurements, two at least
   */
  static Difference of(List<Double> shares) {
    int count = shares.size();
    double mean = values(shares).average().orElseThrow();
    double variance =
        values(shares).map(share -> (share - mean) * (share - mean)).sum() / (count - 1);
    double half =
        TDistribution.of(count - 1).inverseCumulativeProbability(QUANTILE)
            * Math.sqrt(variance / count);
    return new Difference(mean, mean - half, mean + half);
  }

  @Override
  public String toString() {
    return String.format(
        Locale.ROOT, "%+.1f %% (95 %%: %+.1f to %+.1f)", 100 * mean, 100 * low, 100 * high);
  }

  private static DoubleStream values(List<Double> shares) {
    return shares.stream().mapToDouble(Double::doubleValue);
  }
}
