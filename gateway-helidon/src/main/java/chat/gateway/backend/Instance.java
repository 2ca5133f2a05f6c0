package chat.gateway.backend;

import io.grpc.ConnectivityState;
import io.grpc.ManagedChannel;
import io.grpc.StatusRuntimeException;
import io.grpc.health.v1.HealthCheckRequest;
import io.grpc.health.v1.HealthCheckResponse.ServingStatus;
import io.grpc.health.v1.HealthGrpc;
import io.helidon.faulttolerance.CircuitBreaker;
import io.helidon.faulttolerance.CircuitBreakerOpenException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;

/**
 * One instance of a service: its one connection, and whether it is fit to be called. When {@value
 * #PERCENT_FAILED} % of its last {@value #CALLS_LOOKED_AT} calls failed by its own fault it is
 * ejected: nothing is sent to it for {@value #EJECTED_SECONDS} s. Then it is asked for its health,
 * no user's request being risked, and comes back with the first good answer. Thread-safe.
 */
final class Instance {
  static final int CALLS_LOOKED_AT = 5;
  static final int PERCENT_FAILED = 60;
  static final int EJECTED_SECONDS = 2;

  private static final Logger LOGGER = System.getLogger(Instance.class.getName());
  private static final int PROBE_SECONDS = 1;

  private final Endpoint endpoint;
  private final ManagedChannel channel;
  private final CircuitBreaker breaker;
  private final Runnable onEjection;
  private final AtomicBoolean ejected = new AtomicBoolean();

  /**
   * Over this connection, which is closed with the instance.
   *
   * @param onEjection called whenever it is ejected; must not block
   */
  Instance(Endpoint endpoint, ManagedChannel channel, Runnable onEjection) {
    this.endpoint = endpoint;
    this.channel = channel;
    this.onEjection = onEjection;
    this.breaker =
        CircuitBreaker.create(
            settings ->
                settings
                    .name(endpoint.toString())
                    .volume(CALLS_LOOKED_AT)
                    .errorRatio(PERCENT_FAILED)
                    .delay(Duration.ofSeconds(EJECTED_SECONDS))
                    .addApplyOn(InstanceFailed.class));
  }

  Endpoint endpoint() {
    return endpoint;
  }

  ManagedChannel channel() {
    return channel;
  }

  /** Whether it is connected, and not ejected. */
  boolean isReady() {
    return isFit() && channel.getState(false) == ConnectivityState.READY;
  }

  /** Whether a call has a chance: it is not ejected, and not known to be out of reach. */
  boolean isUsable() {
    return isFit() && isReachable();
  }

  /** Whether it is well as far as is known: not ejected, and connected, or so until just now. */
  boolean isWell() {
    return isFit()
        && switch (channel.getState(false)) {
          case READY, IDLE -> true;
          case CONNECTING, TRANSIENT_FAILURE, SHUTDOWN -> false;
        };
  }

  /** Whether it is not known to be out of reach. */
  boolean isReachable() {
    return switch (channel.getState(false)) {
      case READY, CONNECTING, IDLE -> true;
      case TRANSIENT_FAILURE, SHUTDOWN -> false;
    };
  }

  /**
   * Does a call to this instance.
   *
   * @throws InstanceFailed when it failed by the instance's fault, or the instance is ejected
   * @throws StatusRuntimeException when it failed otherwise
   */
  <A> A call(Supplier<A> call) {
    try {
      return breaker.invoke(() -> blamed(call));
    } catch (CircuitBreakerOpenException e) {
      throw new InstanceFailed(e);
    } finally {
      if (!isFit() && ejected.compareAndSet(false, true)) {
        LOGGER.log(Level.WARNING, "{0} is ejected, too many calls to it failed", endpoint);
        onEjection.run();
      }
    }
  }

  /**
   * Connects when it is idle, and again at once when that failed: gRPC's own pause grows to two
   * minutes, and an instance that is back should not wait for that. Looks after one that was
   * ejected. Called every second; does not block.
   */
  void check() {
    switch (channel.getState(true)) {
      case TRANSIENT_FAILURE -> channel.resetConnectBackoff();
      case CONNECTING, READY, IDLE, SHUTDOWN -> {}
    }
    if (breaker.state() == CircuitBreaker.State.HALF_OPEN && isReachable()) {
      Thread.ofVirtual().name("probe-" + endpoint).start(this::probe);
    }
  }

  /** Ends all calls. */
  void close() {
    channel.shutdownNow();
  }

  /** Whether it is not ejected. */
  boolean isFit() {
    return breaker.state() == CircuitBreaker.State.CLOSED;
  }

  // While one runs the breaker lets no second one begin.
  private void probe() {
    try {
      breaker.invoke(this::requireHealth);
      ejected.set(false);
      LOGGER.log(Level.INFO, "{0} answers again", endpoint);
    } catch (InstanceFailed | CircuitBreakerOpenException e) {
      LOGGER.log(Level.DEBUG, "{0} does not answer yet: {1}", endpoint, e.getMessage());
    }
  }

  private ServingStatus requireHealth() {
    try {
      ServingStatus status =
          HealthGrpc.newBlockingStub(channel)
              .withDeadlineAfter(PROBE_SECONDS, TimeUnit.SECONDS)
              .check(HealthCheckRequest.getDefaultInstance())
              .getStatus();
      if (status == ServingStatus.SERVING) {
        return status;
      }
      throw new InstanceFailed(new IllegalStateException("it says " + status));
    } catch (StatusRuntimeException e) {
      throw new InstanceFailed(e);
    }
  }

  private <A> A blamed(Supplier<A> call) {
    try {
      return call.get();
    } catch (StatusRuntimeException e) {
      if (Failures.areTheInstances(e.getStatus())) {
        throw new InstanceFailed(e);
      }
      throw e;
    }
  }
}
