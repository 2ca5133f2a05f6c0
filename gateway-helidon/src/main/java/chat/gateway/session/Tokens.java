package chat.gateway.session;

/** Checks users' tokens and makes the gateway's own. Thread-safe. */
public final class Tokens {

  /**
   * Whose token this is: signature, expiry, and whether its session has been ended. Ended sessions
   * are asked for at the user service, and the answer is kept for 30 s. Fail-open: while the user
   * service is away, signature and expiry suffice.
   *
   * @throws RequestFailed FORBIDDEN when the token is bad, expired or ended
   */
  public Caller authenticate(String token) {
    throw new UnsupportedOperationException(token);
  }

  /** A token with which this gateway itself calls the services. */
  public String gatewayToken() {
    throw new UnsupportedOperationException();
  }
}
