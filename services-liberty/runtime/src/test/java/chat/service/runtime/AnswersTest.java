package chat.service.runtime;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import chat.proto.ErrorCode;
import chat.proto.user.LogoutReply;
import io.grpc.Context;
import io.grpc.stub.StreamObserver;
import java.sql.SQLException;
import java.sql.SQLTransactionRollbackException;
import java.sql.SQLTransientConnectionException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

class AnswersTest {

  @Test
  void sendsWhatTheWorkReturns() {
    assertEquals(0, answer(LogoutReply::getDefaultInstance).getErrno());
  }

  @Test
  void aRefusalIsTheReply() {
    LogoutReply reply =
        answer(
            () -> {
              throw new Refused(ErrorCode.CONFLICT, "no");
            });
    assertEquals(409, reply.getErrno());
    assertEquals("no", reply.getErrmsg());
  }

  @Test
  void aFaultTellsNothing() {
    LogoutReply reply =
        answer(
            () -> {
              throw new IllegalStateException("secret");
            });
    assertEquals(500, reply.getErrno());
    assertFalse(reply.getErrmsg().contains("secret"));
  }

  @Test
  void aDatabaseThatIsAwayIsNoFault() {
    LogoutReply reply =
        answer(
            () -> {
              throw new IllegalStateException(new SQLTransientConnectionException("away"));
            });
    assertEquals(503, reply.getErrno());
  }

  @Test
  void knowsABrokenConnectionByItsState() {
    assertInstanceOf(DatabaseTrouble.Away.class, told(new SQLException("reset", "08000")));
    assertFalse(told(new SQLException("duplicate", "23000")) instanceof DatabaseTrouble);
  }

  @Test
  void whatSomebodyElseHasLockedCanBeAskedForAgain() {
    assertInstanceOf(
        DatabaseTrouble.Locked.class, told(new SQLException("lock wait timeout", "HY000", 1205)));
    assertInstanceOf(
        DatabaseTrouble.Locked.class, told(new SQLTransactionRollbackException("deadlock")));
  }

  @Test
  void workForACallerThatHasGoneIsNotBegun() {
    var call = Context.current().withCancellation();
    call.cancel(null);
    Context before = call.attach();
    try {
      LogoutReply reply =
          answer(
              () -> {
                throw new AssertionError("begun");
              });
      assertEquals(503, reply.getErrno());
    } finally {
      call.detach(before);
    }
  }

  private static RuntimeException told(SQLException cause) {
    return DatabaseTrouble.or(new IllegalStateException(cause));
  }

  private static LogoutReply answer(Supplier<LogoutReply> work) {
    List<LogoutReply> replies = new ArrayList<>();
    StreamObserver<LogoutReply> observer =
        new StreamObserver<>() {
          private boolean completed;

          @Override
          public void onNext(LogoutReply reply) {
            assertFalse(completed);
            replies.add(reply);
          }

          @Override
          public void onError(Throwable error) {
            throw new AssertionError(error);
          }

          @Override
          public void onCompleted() {
            completed = true;
          }
        };
    new Answers(new Direct())
        .answer(
            observer,
            work,
            (errno, errmsg) -> LogoutReply.newBuilder().setErrno(errno).setErrmsg(errmsg).build());
    assertEquals(1, replies.size());
    return replies.getFirst();
  }

  /** The work without the container's guards, and done at once. */
  private static final class Direct extends Work {
    @Override
    public <T> CompletionStage<T> once(Context call, Supplier<T> work) {
      try {
        return super.once(call, work);
      } catch (RuntimeException e) {
        return CompletableFuture.failedFuture(e);
      }
    }
  }
}
