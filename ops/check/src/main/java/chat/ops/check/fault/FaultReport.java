package chat.ops.check.fault;

/**
 * A fault that has happened; times are System.nanoTime.
 *
 * @param startNanos when it struck
 * @param liftedNanos when it was taken away
 * @param healthyNanos when the parts concerned and the gateways answered their probes again
 * @param trouble what did not go as it should: it could not be done, or the parts did not get well;
 *     empty when all did
 */
public record FaultReport(
    Fault fault, long startNanos, long liftedNanos, long healthyNanos, String trouble) {
  /** Whether it happened as planned, and all got well again. */
  public boolean well() {
    return trouble.isEmpty();
  }
}
