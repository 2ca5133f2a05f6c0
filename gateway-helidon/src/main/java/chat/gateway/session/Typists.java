package chat.gateway.session;

import chat.gateway.hint.HintMetrics;
import chat.gateway.hint.Hints;
import chat.gateway.hint.Typing;
import chat.proto.ConversationId;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.Semaphore;

/**
 * Users who are writing, passed on to those who may know. Whom that is has to be asked for: on
 * threads of its own, so that no request waits for it, and at most {@value #QUESTIONS} at a time;
 * who comes while there are so many is dropped. What fails is dropped as well. Thread-safe.
 */
final class Typists {
  private static final Logger LOGGER = System.getLogger(Typists.class.getName());
  private static final int QUESTIONS = 32;

  private final TypingAudience audience;
  private final Hints hints;
  private final Executor executor;
  private final HintMetrics metrics;
  private final Semaphore questions = new Semaphore(QUESTIONS);

  /**
   * Users whose friends and groups this service knows.
   *
   * @param executor runs what blocks; one virtual thread each will do
   */
  Typists(SocialRequests social, Hints hints, Executor executor, HintMetrics metrics) {
    this.audience = new TypingAudience(social, hints::mayHear, System::nanoTime);
    this.hints = hints;
    this.executor = executor;
    this.metrics = metrics;
  }

  /** The caller is writing. Does not block. */
  void typing(Caller caller, ConversationId conversation) {
    if (!questions.tryAcquire()) {
      metrics.many().increment();
      return;
    }
    executor.execute(
        () -> {
          try {
            tell(caller, conversation);
          } finally {
            questions.release();
          }
        });
  }

  private void tell(Caller caller, ConversationId conversation) {
    try {
      List<Integer> receivers = audience.of(caller, conversation);
      hints.typing(new Typing(caller.userId(), caller.name(), conversation, receivers));
    } catch (RequestFailed e) {
      LOGGER.log(Level.DEBUG, "nobody is told who is writing: {0}", e.getMessage());
    }
  }
}
