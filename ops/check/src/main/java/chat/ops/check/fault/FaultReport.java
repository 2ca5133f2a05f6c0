package chat.ops.check.fault;

/**
 * A fault that has happened; times are System.nanoTime.
 *
 * @param startNanos when it struck
 * @param liftedNanos when it was taken away
 * @param healthyNanos when the parts concerned and the gateways answered their probes again
 */
public record FaultReport(Fault fault, long startNanos, long liftedNanos, long healthyNanos) {}
