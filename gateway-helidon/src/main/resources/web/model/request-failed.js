/** A request that was refused (errno of the server) or got no answer (errno 0). */
export class RequestFailed extends Error {
  constructor(errno, message, retryAfterMs = 0) {
    super(message);
    this.errno = errno;
    this.retryAfterMs = retryAfterMs;
  }
}
