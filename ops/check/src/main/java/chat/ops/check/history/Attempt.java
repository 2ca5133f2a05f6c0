package chat.ops.check.history;

import java.util.Optional;

/**
 * One time that a message was sent over a connection, and what the server said. The connection's
 * threads write the answer once; everybody may read it.
 */
public final class Attempt {
  private final Send send;
  private final Stay stay;
  private final boolean probe;
  private final long sentNanos;
  private volatile Optional<Answer> answer = Optional.empty();

  /**
   * What the server said.
   *
   * @param nanos when, as System.nanoTime
   * @param errno 0 is done
   * @param seq the place that it got, 0 when it got none
   * @param timestampMs the server's time of the message
   * @param retryAfterMs when to send again, 0 where the server names no time
   */
  public record Answer(long nanos, int errno, long seq, long timestampMs, int retryAfterMs) {}

  /**
   * A message that is about to be written to the socket.
   *
   * @param probe whether the msg_id was acknowledged before with another content, so that a
   *     conflict is the right answer
   */
  public Attempt(Send send, Stay stay, boolean probe, long sentNanos) {
    this.send = send;
    this.stay = stay;
    this.probe = probe;
    this.sentNanos = sentNanos;
  }

  /** The message. */
  public Send send() {
    return send;
  }

  /** The login it was sent under. */
  public Stay stay() {
    return stay;
  }

  /** Whether it asks for a conflict. */
  public boolean probe() {
    return probe;
  }

  /** When it was sent, as System.nanoTime. */
  public long sentNanos() {
    return sentNanos;
  }

  /** What the server said; empty while it has said nothing. */
  public Optional<Answer> answer() {
    return answer;
  }

  /** The answer if the server says that the message is kept. */
  public Optional<Answer> ack() {
    return answer.filter(given -> given.errno() == 0);
  }

  /** Notes the answer. */
  public void answered(Answer given) {
    answer = Optional.of(given);
  }
}
