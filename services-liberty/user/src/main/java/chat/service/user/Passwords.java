package chat.service.user;

import chat.proto.ErrorCode;
import chat.service.runtime.Refused;
import io.grpc.Context;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletionException;
import java.util.function.Supplier;
import org.eclipse.microprofile.faulttolerance.exceptions.BulkheadException;

/**
 * Makes and checks password hashes, waiting for a turn in the {@link HashingQueue}. Blocks; call it
 * without a transaction, so that whoever waits holds no database connection.
 */
@ApplicationScoped
class Passwords {
  @Inject private HashingQueue queue;

  /**
   * Hashes a new password.
   *
   * @throws Refused 503 when too many wait already
   */
  public String hash(String password) {
    return inTurn(() -> PasswordHash.of(password));
  }

  /**
   * Whether this is the password of the hash. Without a hash the answer is no, after as much work.
   *
   * @throws Refused 503 when too many wait already
   */
  public boolean match(String password, Optional<String> hash) {
    String checked = hash.orElse(PasswordHash.OF_NOBODY);
    return AccountRules.isPossiblePassword(password)
        && inTurn(() -> PasswordHash.matches(password, checked))
        && hash.isPresent();
  }

  private <T> T inTurn(Supplier<T> work) {
    try {
      return queue.run(Context.current(), work).toCompletableFuture().join();
    } catch (CompletionException e) {
      if (e.getCause() instanceof BulkheadException) {
        throw tryAgain();
      }
      throw e;
    } catch (CancellationException e) {
      throw tryAgain();
    }
  }

  private static Refused tryAgain() {
    return new Refused(ErrorCode.UNAVAILABLE, "too many people log in at this moment, try again");
  }
}
