package chat.service.message;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.function.Consumer;

/**
 * A message that waits for its outcome.
 *
 * @param draft what was sent
 * @param reply takes the outcome, once, on the committer's thread or the sender's; must not block
 */
record Pending(Draft draft, Consumer<Outcome> reply) {
  private static final Logger LOG = System.getLogger(Pending.class.getName());

  /** Tells the sender. One whose connection fails harms nobody else. */
  void answer(Outcome outcome) {
    try {
      reply.accept(outcome);
    } catch (RuntimeException e) {
      LOG.log(Level.DEBUG, "the sender cannot be told", e);
    }
  }
}
