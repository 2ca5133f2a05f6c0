package chat.service.message;

import static io.opentelemetry.api.common.AttributeKey.longKey;
import static io.opentelemetry.api.common.AttributeKey.stringKey;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import chat.proto.message.CursorAdvance;
import chat.service.trace.Tracing;
import io.opentelemetry.context.Scope;
import io.opentelemetry.sdk.testing.exporter.InMemorySpanExporter;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.data.StatusData;
import io.opentelemetry.sdk.trace.export.SimpleSpanProcessor;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What is asked by plain JDBC; the database is away. */
class StatementSpansTest {
  private final InMemorySpanExporter spans = InMemorySpanExporter.create();
  private final Scope scope =
      new Tracing(
              SdkTracerProvider.builder()
                  .addSpanProcessor(SimpleSpanProcessor.create(spans))
                  .build()
                  .get("test"),
              true,
              Duration.ofDays(1))
          .from("00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01")
          .makeCurrent();

  @AfterEach
  void leave() {
    scope.close();
  }

  @Test
  void waitingForAGroupIsSeen() {
    assertThrows(IllegalStateException.class, () -> new GroupLocks().lock(away(), Set.of(71, 72)));
    SpanData span = only("SELECT groups");
    String sql = span.getAttributes().get(stringKey("db.query.text"));
    assertTrue(sql.contains("WHERE id IN (?) ORDER BY id LOCK IN SHARE MODE"), sql);
  }

  @Test
  void movingCursorsIsSeen() {
    assertThrows(SQLException.class, () -> Cursors.update(away(), List.of(any(), any())));
    assertEquals(2, only("UPDATE cursors").getAttributes().get(longKey("db.operation.batch.size")));
  }

  private SpanData only(String name) {
    assertEquals(
        List.of(name), spans.getFinishedSpanItems().stream().map(SpanData::getName).toList());
    SpanData span = spans.getFinishedSpanItems().getFirst();
    assertEquals(StatusData.error(), span.getStatus());
    return span;
  }

  private static CursorAdvance any() {
    return CursorAdvance.getDefaultInstance();
  }

  private static Connection away() {
    return (Connection)
        Proxy.newProxyInstance(
            Connection.class.getClassLoader(),
            new Class<?>[] {Connection.class},
            (proxy, method, arguments) -> {
              throw new SQLException("away");
            });
  }
}
