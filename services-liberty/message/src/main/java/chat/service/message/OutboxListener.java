package chat.service.message;

/** Hears what becomes of committed batches. Any thread; must not block or fail. */
interface OutboxListener {
  /**
   * An attempt to publish a batch has ended.
   *
   * @param done whether all gateways concerned were told; else it is tried again later
   */
  void ended(boolean done);
}
