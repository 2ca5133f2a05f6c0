package chat.service.message;

import chat.service.trace.Marks;
import chat.service.trace.Tracing;
import io.opentelemetry.context.Context;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.function.Consumer;

/**
 * A message that waits for its outcome.
 *
 * @param draft what was sent
 * @param reply takes the outcome, once, on the committer's thread or the sender's; must not block
 * @param sinceNanos since when it waits, as System.nanoTime
 */
record Pending(Draft draft, Consumer<Outcome> reply, long sinceNanos) {
  private static final Logger LOG = System.getLogger(Pending.class.getName());

  /** Waits from now on. */
  Pending(Draft draft, Consumer<Outcome> reply) {
    this(draft, reply, System.nanoTime());
  }

  /** The context of its trace. */
  Context trace() {
    return draft.origin().trace();
  }

  /** Whether somebody looks at its way. */
  boolean isTraced() {
    return Tracing.isTraced(trace());
  }

  /** For a log line. */
  String marks() {
    return Marks.ofMessage(draft.msgId(), draft.fromId(), trace());
  }

  /** Tells the sender. One whose connection fails harms nobody else. */
  void answer(Outcome outcome) {
    try {
      reply.accept(outcome);
    } catch (RuntimeException e) {
      LOG.log(Level.DEBUG, "the sender cannot be told", e);
    }
  }
}
