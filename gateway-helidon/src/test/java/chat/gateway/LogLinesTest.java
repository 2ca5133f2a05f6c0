package chat.gateway;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import chat.gateway.trace.RecordedSpans;
import chat.gateway.trace.RequestTrace;
import chat.gateway.trace.Tracing;
import chat.trace.TraceNames;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.opentelemetry.api.common.Attributes;
import java.util.Optional;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import org.junit.jupiter.api.Test;

class LogLinesTest {
  private static final Attributes CONNECTION =
      Attributes.builder().put(TraceNames.CONNECTION, 12).build();

  @Test
  void aLineOfTextSaysOfWhichConnectionAndUserItIs() {
    String line = inARequest(new LogLines(false), record("it \"failed\""));
    assertTrue(line.endsWith("chat.Test: it \"failed\" connection_id=12 user_id=7\n"), line);
  }

  @Test
  void aLineOfJsonIsOneObject() throws Exception {
    LogRecord record = record("it \"failed\"\nfor once");
    record.setThrown(new IllegalStateException("why"));
    String line = inARequest(new LogLines(true), record);
    assertEquals(1, line.lines().count(), line);
    JsonNode json = new ObjectMapper().readTree(line);
    assertEquals("WARNING", json.get("level").textValue());
    assertEquals("chat.Test", json.get("logger").textValue());
    assertEquals("it \"failed\"\nfor once", json.get("message").textValue());
    assertEquals("12", json.get("connection_id").textValue());
    assertTrue(json.get("exception").textValue().contains("IllegalStateException: why"));
  }

  @Test
  void aLineSaysOfWhichTraceItIs() throws Exception {
    var request =
        new RecordedSpans()
            .everything()
            .request("login", () -> CONNECTION, Optional.empty(), System.nanoTime());
    request.user(7);
    String trace = request.identifiers().getTraceId();
    request.run(
        () -> {
          String text = new LogLines(false).format(record("it failed"));
          assertTrue(
              text.endsWith("it failed trace_id=%s connection_id=12 user_id=7\n".formatted(trace)),
              text);
          JsonNode json = new ObjectMapper().readTree(new LogLines(true).format(record("it")));
          assertEquals(trace, json.get("trace_id").textValue());
          assertEquals("12", json.get("connection_id").textValue());
          assertEquals("7", json.get("user_id").textValue());
        });
  }

  @Test
  void aLineOfNoRequestHasNoMarks() {
    RequestTrace.current().user(7);
    String line = new LogLines(false).format(record("started"));
    assertTrue(line.endsWith(" WARNING chat.Test: started\n"), line);
  }

  private static String inARequest(LogLines lines, LogRecord record) {
    RequestTrace request =
        Tracing.off().request("login", () -> CONNECTION, Optional.empty(), System.nanoTime());
    request.user(7);
    var line = new StringBuilder();
    request.run(() -> line.append(lines.format(record)));
    return line.toString();
  }

  private static LogRecord record(String message) {
    var record = new LogRecord(Level.WARNING, message);
    record.setLoggerName("chat.Test");
    return record;
  }
}
