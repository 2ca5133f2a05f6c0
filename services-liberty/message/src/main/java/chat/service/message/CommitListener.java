package chat.service.message;

/** Hears how the committer does. Called on its thread, must not block or fail. */
interface CommitListener {
  /**
   * A batch was committed.
   *
   * @param messages how many messages it held, 1 or more
   * @param nanos how long the transaction took, nanoseconds
   */
  void committed(int messages, long nanos);

  /** A transaction was rolled back, or nobody knows; it is tried again or given up. */
  void failed();
}
