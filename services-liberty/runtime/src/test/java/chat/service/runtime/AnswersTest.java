package chat.service.runtime;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import chat.proto.ErrorCode;
import chat.proto.user.LogoutReply;
import chat.service.trace.Tracing;
import io.grpc.Context;
import io.grpc.Metadata;
import io.grpc.ServerCall;
import io.grpc.stub.StreamObserver;
import io.opentelemetry.api.trace.TracerProvider;
import io.opentelemetry.context.Scope;
import java.sql.SQLException;
import java.sql.SQLTransactionRollbackException;
import java.sql.SQLTransientConnectionException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
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
  void theLineAboutAFaultSaysWhoseItIs() {
    var headers = new Metadata();
    headers.put(Metadata.Key.of("connection-id", Metadata.ASCII_STRING_MARSHALLER), "12 user_id=1");
    Caller caller = new Caller(7, "Ann", Set.of("user"), Optional.of("s"));
    String trace = "0af7651916cd43dd8448eb211c80319c";
    var tracing = new Tracing(TracerProvider.noop().get("test"), true, Duration.ofDays(1));
    List<String> lines;
    try (var log = new LoggedLines(Answers.class);
        Scope _ = tracing.from("00-" + trace + "-b7ad6b7169203331-01").makeCurrent()) {
      new CurrentConnection()
          .interceptCall(
              (ServerCall<String, String>) null,
              headers,
              (_, _) -> {
                Context before = caller.in(Context.current()).attach();
                answer(
                    () -> {
                      throw new IllegalStateException("secret");
                    });
                Context.current().detach(before);
                return new ServerCall.Listener<>() {};
              });
      lines = log.all();
    }
    assertEquals(
        List.of("a request failed trace_id=" + trace + " connection_id=12?user_id?1 user_id=7"),
        lines);
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
