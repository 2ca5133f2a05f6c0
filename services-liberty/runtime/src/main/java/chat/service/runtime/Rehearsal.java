package chat.service.runtime;

/**
 * What a service does once before it says that it is ready, so that the first who calls it need not
 * wait until all classes are loaded: that takes many seconds on a machine that is busy, in which
 * gateways give the service up again. Leaves nothing behind.
 */
@FunctionalInterface
public interface Rehearsal {

  /**
   * Does what the service will be asked for.
   *
   * @throws RuntimeException when the database is away, for example; it is not tried again
   */
  void rehearse();
}
