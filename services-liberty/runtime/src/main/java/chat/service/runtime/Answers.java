package chat.service.runtime;

import chat.proto.ErrorCode;
import chat.service.trace.Marks;
import chat.service.trace.Tracing;
import io.grpc.Context;
import io.grpc.stub.ServerCallStreamObserver;
import io.grpc.stub.StreamObserver;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.function.BiFunction;
import java.util.function.Supplier;
import org.eclipse.microprofile.faulttolerance.exceptions.BulkheadException;
import org.eclipse.microprofile.faulttolerance.exceptions.CircuitBreakerOpenException;

/**
 * Answers unary calls, when their {@link Work} is done: every outcome, our own faults included,
 * becomes a reply with an errno.
 */
@ApplicationScoped
public class Answers {
  private static final Logger LOG = System.getLogger(Answers.class.getName());
  private static final String AWAY = "the database is away, try again";

  private final Work work;

  @Inject
  Answers(Work work) {
    this.work = work;
  }

  /** For the container's proxy. */
  protected Answers() {
    this(new Work());
  }

  /** Makes the reply of a request that was not done. */
  @FunctionalInterface
  public interface Failure<R> {

    /** The reply that carries the two. */
    R reply(int errno, String errmsg);
  }

  /**
   * Has the work done, soon, and sends what it returns, or what {@code failure} makes of the
   * exception: a {@link Refused} as it says, 503 when the database is away or there is too much to
   * do, else 500. Does not wait for it.
   *
   * @param task done in the context of the current call; twice, if need be, where the {@code
   *     .proto} allows it
   */
  public <R> void answer(StreamObserver<R> observer, Supplier<R> task, Failure<R> failure) {
    if (observer instanceof ServerCallStreamObserver<R> call) {
      // With a handler, an answer to a caller that has gone is dropped instead of thrown.
      call.setOnCancelHandler(() -> {});
    }
    BiFunction<Context, Supplier<R>, CompletionStage<R>> way =
        CurrentMethod.isRepeatable() ? work::repeatable : work::once;
    String marks = marks();
    way.apply(Context.current(), Tracing.carry(task))
        .exceptionally(thrown -> failed(thrown, failure, marks))
        .thenAccept(
            reply -> {
              observer.onNext(reply);
              observer.onCompleted();
            });
  }

  private static String marks() {
    return Marks.current() + CurrentConnection.mark() + Caller.mark();
  }

  private static <R> R failed(Throwable thrown, Failure<R> failure, String marks) {
    return switch (thrown) {
      case CompletionException e when e.getCause() != null -> failed(e.getCause(), failure, marks);
      case Refused e -> failure.reply(e.code().errno(), e.getMessage());
      case DatabaseTrouble e -> {
        LOG.log(Level.WARNING, "the database is away: {0}{1}", e.getMessage(), marks);
        yield failure.reply(ErrorCode.UNAVAILABLE.errno(), AWAY);
      }
      case CircuitBreakerOpenException e -> failure.reply(ErrorCode.UNAVAILABLE.errno(), AWAY);
      case BulkheadException e ->
          failure.reply(
              ErrorCode.UNAVAILABLE.errno(), "there is too much to do at this moment, try again");
      case CancellationException e ->
          failure.reply(ErrorCode.UNAVAILABLE.errno(), "it took too long, try again");
      default -> {
        LOG.log(Level.ERROR, "a request failed" + marks, thrown);
        yield failure.reply(ErrorCode.INTERNAL.errno(), "something went wrong here, it is logged");
      }
    };
  }
}
