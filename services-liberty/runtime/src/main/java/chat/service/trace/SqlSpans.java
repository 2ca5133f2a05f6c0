package chat.service.trace;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import org.hibernate.SessionEventListener;
import org.hibernate.resource.jdbc.spi.StatementInspector;

/**
 * A span for each statement that Hibernate runs. Named in persistence.xml twice: as the inspector
 * of statements, which alone is told their text, and as the listener of each session, which is told
 * when they run. All on the thread that runs them.
 *
 * <p>The listener hears of the end of a statement that failed as of any other. That it failed is
 * known only when Hibernate asks its dialect what the exception means, see {@link TracedMariaDb}:
 * so the span of a statement ends, with the time that it had, when the session goes on.
 */
public final class SqlSpans implements SessionEventListener, StatementInspector {
  private static final long serialVersionUID = 1L;
  private static final ThreadLocal<String> PREPARED = ThreadLocal.withInitial(() -> "");
  private static final ThreadLocal<Optional<SqlSpans>> LAST =
      ThreadLocal.withInitial(Optional::empty);

  private final transient Deque<SqlSpan> running = new ArrayDeque<>(1);
  private transient SqlSpan answered = SqlSpan.none();

  /** The statement that was last answered on this thread has failed. */
  static void failed() {
    LAST.get().ifPresent(SqlSpans::close);
  }

  @Override
  public String inspect(String sql) {
    PREPARED.set(sql);
    return sql;
  }

  @Override
  public void jdbcPrepareStatementStart() {
    done();
  }

  @Override
  public void jdbcExecuteStatementStart() {
    begin();
  }

  @Override
  public void jdbcExecuteStatementEnd() {
    ended();
  }

  @Override
  public void jdbcExecuteBatchStart() {
    begin();
  }

  @Override
  public void jdbcExecuteBatchEnd() {
    ended();
  }

  @Override
  public void transactionCompletion(boolean successful) {
    done();
  }

  @Override
  public void end() {
    done();
  }

  private void begin() {
    done();
    running.push(SqlSpan.begin(PREPARED::get));
  }

  private void ended() {
    SqlSpan span = running.poll();
    if (span != null && !span.isNone()) {
      span.answered();
      answered = span;
      LAST.set(Optional.of(this));
    }
  }

  private void done() {
    if (!answered.isNone()) {
      answered.done();
      close();
    }
  }

  private void close() {
    answered.close();
    answered = SqlSpan.none();
    LAST.remove();
  }
}
