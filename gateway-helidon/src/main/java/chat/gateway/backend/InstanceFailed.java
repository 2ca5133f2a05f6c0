package chat.gateway.backend;

/** A call failed, and it was the instance's fault; another one may do better. */
final class InstanceFailed extends RuntimeException {
  InstanceFailed(RuntimeException cause) {
    super(cause.getMessage(), cause, false, false);
  }
}
