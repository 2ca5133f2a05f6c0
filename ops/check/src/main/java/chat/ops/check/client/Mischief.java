package chat.ops.check.client;

import chat.ops.check.history.Send;
import java.time.Duration;
import java.util.random.RandomGenerator;

/** What a bad client does, at times, with a message that was acknowledged. */
record Mischief(RandomGenerator random) {
  private static final double AGAIN = 0.03;
  private static final double CONFLICT = 0.005;

  /** Has the outbox send it again, or another text with its msg_id; or, mostly, does nothing. */
  void acknowledged(Send send, long now, Outbox outbox) {
    double dice = random.nextDouble();
    if (dice < AGAIN) {
      outbox.again(send, false, now + Bursts.pause(Duration.ofSeconds(2), random));
    } else if (dice < AGAIN + CONFLICT) {
      var other =
          new Send(send.fromId(), send.conversation(), send.msgId(), send.content() + " not");
      outbox.again(other, true, now);
    }
  }
}
