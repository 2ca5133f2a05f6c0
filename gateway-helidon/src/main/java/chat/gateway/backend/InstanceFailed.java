package chat.gateway.backend;

import io.grpc.StatusRuntimeException;
import java.util.Optional;

/** A call failed, and it was the instance's fault; another one may do better. */
final class InstanceFailed extends RuntimeException {
  InstanceFailed(RuntimeException cause) {
    super(cause.getMessage(), cause, false, false);
  }

  /** How the call ended; empty where the instance is ejected, and so was not called. */
  Optional<StatusRuntimeException> status() {
    return getCause() instanceof StatusRuntimeException status
        ? Optional.of(status)
        : Optional.empty();
  }
}
