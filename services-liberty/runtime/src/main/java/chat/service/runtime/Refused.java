package chat.service.runtime;

import chat.proto.ErrorCode;

/**
 * A request that gets another answer than "done". Thrown anywhere below an endpoint; {@link
 * Answers} turns it into the reply's errno and errmsg. Carries no stack trace: it is an answer, not
 * a fault. A transaction that it leaves is rolled back.
 */
public final class Refused extends RuntimeException {
  private final ErrorCode code;

  /**
   * @param code not {@link ErrorCode#OK}
   * @param text one plain sentence for the client
   */
  public Refused(ErrorCode code, String text) {
    super(text, null, false, false);
    this.code = code;
  }

  /** What to answer. */
  public ErrorCode code() {
    return code;
  }
}
