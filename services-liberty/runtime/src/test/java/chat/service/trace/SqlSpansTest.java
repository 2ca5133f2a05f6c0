package chat.service.trace;

import static io.opentelemetry.api.common.AttributeKey.longKey;
import static io.opentelemetry.api.common.AttributeKey.stringKey;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.opentelemetry.context.Scope;
import io.opentelemetry.sdk.testing.exporter.InMemorySpanExporter;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.data.StatusData;
import io.opentelemetry.sdk.trace.export.SimpleSpanProcessor;
import java.sql.SQLException;
import java.sql.SQLTransactionRollbackException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.hibernate.JDBCException;
import org.hibernate.boot.registry.StandardServiceRegistryBuilder;
import org.hibernate.boot.registry.internal.StandardServiceRegistryImpl;
import org.hibernate.dialect.DatabaseVersion;
import org.hibernate.engine.jdbc.spi.JdbcServices;
import org.hibernate.exception.LockAcquisitionException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class SqlSpansTest {
  private static final String QUERY = "select a.id from users a where a.id=?";
  private final SQLException deadlock =
      new SQLTransactionRollbackException("deadlock", "40001", 1213);

  private final InMemorySpanExporter spans = InMemorySpanExporter.create();
  private final Tracing tracing =
      new Tracing(
          SdkTracerProvider.builder()
              .addSpanProcessor(SimpleSpanProcessor.create(spans))
              .build()
              .get("test"),
          true,
          Duration.ofDays(1));
  private final Scope scope =
      tracing.from("00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01").makeCurrent();
  private final SqlSpans session = new SqlSpans();

  @AfterEach
  void leave() {
    scope.close();
  }

  @Test
  void aStatementSaysWhatItIs() {
    run(QUERY);
    session.transactionCompletion(true);
    SpanData span = spans.getFinishedSpanItems().getFirst();
    assertEquals("SELECT users", span.getName());
    assertEquals(
        Map.of(
            stringKey("db.system.name"), "mariadb",
            stringKey("db.operation.name"), "SELECT",
            stringKey("db.collection.name"), "users",
            stringKey("db.query.text"), QUERY),
        span.getAttributes().asMap());
    assertEquals(StatusData.unset(), span.getStatus());
  }

  @Test
  void aStatementThatFailsIsAnErrorAndTheOneBeforeItIsNone() {
    run("update users set name=? where id=?");
    run(QUERY);
    var meaning = convert(deadlock);
    session.transactionCompletion(false);
    assertNotNull(meaning);
    assertEquals(LockAcquisitionException.class, meaning.getClass());
    assertEquals(List.of(StatusData.unset(), StatusData.error()), states());
  }

  @Test
  void whatFailsLaterIsNoStatementsFault() {
    run(QUERY);
    session.transactionCompletion(false);
    assertNotNull(convert(deadlock));
    assertEquals(List.of(StatusData.unset()), states());
  }

  @Test
  void aBatchSaysHowMuchItWrites() {
    try (SqlSpan span = SqlSpan.begin("INSERT INTO `groups` (id) VALUES (?)", 3)) {
      span.done();
    }
    SpanData span = spans.getFinishedSpanItems().getFirst();
    assertEquals("INSERT groups", span.getName());
    assertEquals(3, span.getAttributes().get(longKey("db.operation.batch.size")));
    assertTrue(span.getEndEpochNanos() >= span.getStartEpochNanos());
  }

  private void run(String sql) {
    assertEquals(sql, session.inspect(sql));
    session.jdbcPrepareStatementStart();
    session.jdbcExecuteStatementStart();
    session.jdbcExecuteStatementEnd();
  }

  private List<StatusData> states() {
    return spans.getFinishedSpanItems().stream().map(SpanData::getStatus).toList();
  }

  /** What Hibernate makes of it, set up as in persistence.xml. */
  private static JDBCException convert(SQLException failure) {
    try (var hibernate =
        (StandardServiceRegistryImpl)
            new StandardServiceRegistryBuilder()
                .applySetting("hibernate.boot.allow_jdbc_metadata_access", false)
                .applySetting("hibernate.dialect", TracedMariaDb.class.getName())
                .applySetting("jakarta.persistence.database-product-version", "11.4")
                .build()) {
      JdbcServices services = hibernate.requireService(JdbcServices.class);
      assertEquals(DatabaseVersion.make(11, 4), services.getDialect().getVersion());
      return services.getSqlExceptionHelper().convert(failure, "cannot", QUERY);
    }
  }
}
