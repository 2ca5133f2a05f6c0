package chat.service.trace;

import java.util.ArrayDeque;
import java.util.Deque;
import org.hibernate.SessionEventListener;
import org.hibernate.resource.jdbc.spi.StatementInspector;

/**
 * A span for each statement that Hibernate runs. Named in persistence.xml twice: as the inspector
 * of statements, which alone is told their text, and as the listener of each session, which is told
 * when they run. Both on the thread that runs them.
 */
public final class SqlSpans implements SessionEventListener, StatementInspector {
  private static final long serialVersionUID = 1L;
  private static final ThreadLocal<String> PREPARED = ThreadLocal.withInitial(() -> "");

  private final transient Deque<SqlSpan> running = new ArrayDeque<>(1);

  @Override
  public String inspect(String sql) {
    PREPARED.set(sql);
    return sql;
  }

  @Override
  public void jdbcExecuteStatementStart() {
    running.push(SqlSpan.begin(PREPARED::get));
  }

  @Override
  public void jdbcExecuteStatementEnd() {
    ended();
  }

  @Override
  public void jdbcExecuteBatchStart() {
    running.push(SqlSpan.begin(PREPARED::get));
  }

  @Override
  public void jdbcExecuteBatchEnd() {
    ended();
  }

  private void ended() {
    SqlSpan span = running.poll();
    if (span != null) {
      span.done();
      span.close();
    }
  }
}
