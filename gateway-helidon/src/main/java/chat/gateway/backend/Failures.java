package chat.gateway.backend;

import chat.gateway.session.RequestFailed;
import chat.proto.ErrorCode;
import io.grpc.MethodDescriptor;
import io.grpc.Status;
import io.grpc.Status.Code;
import io.grpc.StatusRuntimeException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;

/** What the failure of a call means: for the instance that was called, and for whoever asked. */
final class Failures {
  private static final Logger LOGGER = System.getLogger(Failures.class.getName());
  // RESOURCE_EXHAUSTED is also what a connection that the other side closes looks like.
  private static final Set<Code> AWAY =
      Set.of(
          Code.UNAVAILABLE,
          Code.DEADLINE_EXCEEDED,
          Code.RESOURCE_EXHAUSTED,
          Code.CANCELLED,
          Code.ABORTED);
  // Not those that a single request can bring about, as one whose answer is too long.
  private static final Set<Code> BLAMED =
      Set.of(Code.UNAVAILABLE, Code.DEADLINE_EXCEEDED, Code.UNKNOWN, Code.INTERNAL, Code.DATA_LOSS);
  private static final List<String> BROKEN = List.of("RST_STREAM closed stream", "channel closed");

  private static final int LEAST_WAIT_MS = 1_000;
  private static final int MOST_WAIT_MS = 3_000;

  private Failures() {}

  /** Whether the instance is to blame: it is away, too slow, or out of order. */
  static boolean areTheInstances(Status status) {
    return isBroken(status) || BLAMED.contains(status.getCode());
  }

  /** What whoever asked is told. Faults of ours are logged here. */
  static RequestFailed answer(
      String service, MethodDescriptor<?, ?> method, StatusRuntimeException failure) {
    Status status = failure.getStatus();
    if (isAway(status)) {
      return away(service);
    }
    if (status.getCode() == Code.UNAUTHENTICATED || status.getCode() == Code.PERMISSION_DENIED) {
      return new RequestFailed(ErrorCode.FORBIDDEN, "The token is not valid.");
    }
    LOGGER.log(Level.ERROR, method.getFullMethodName() + " failed", failure);
    return new RequestFailed(ErrorCode.INTERNAL, "The " + service + " service failed.");
  }

  /** The answer when no instance can be called. */
  static RequestFailed away(String service) {
    return RequestFailed.unavailable("The " + service + " service is away, try again.");
  }

  /**
   * The answer when more calls are under way than may be. Not the same to all, so that they do not
   * come back together.
   */
  static RequestFailed busy(String service) {
    return new RequestFailed(
        ErrorCode.UNAVAILABLE,
        "The " + service + " service has too much to do, try again.",
        OptionalInt.of(ThreadLocalRandom.current().nextInt(LEAST_WAIT_MS, MOST_WAIT_MS)));
  }

  /** Whether the instance cannot have seen anything of the call. */
  static boolean neverGotThere(StatusRuntimeException failure) {
    return failure.getCause() instanceof ConnectException
        || failure.getCause() instanceof NoRouteToHostException;
  }

  /** Whether the instance is away or too slow, for whatever reason. */
  static boolean isAway(Status status) {
    return isBroken(status) || AWAY.contains(status.getCode());
  }

  /**
   * A connection that ends in the middle of a call, as when the service is killed or stops, does
   * not always look like one: gRPC then makes up a status of its own.
   */
  private static boolean isBroken(Status status) {
    String description = status.getDescription() == null ? "" : status.getDescription();
    return BROKEN.stream().anyMatch(description::startsWith);
  }
}
