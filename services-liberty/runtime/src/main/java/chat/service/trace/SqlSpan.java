package chat.service.trace;

import chat.trace.TraceNames;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.context.Context;
import java.util.Locale;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The span of one statement that the database runs; use it in a try. */
public final class SqlSpan implements AutoCloseable {
  private static final SqlSpan NONE = new SqlSpan(Span.getInvalid());
  private static final Pattern TABLE =
      Pattern.compile("\\b(?:FROM|INTO|UPDATE|JOIN)\\s+([A-Za-z_]\\w*)", Pattern.CASE_INSENSITIVE);
  // WITH ids (id) AS (VALUES ...): no table of ours.
  private static final Pattern CTE =
      Pattern.compile("\\bFROM\\s+(?:ids|pairs)\\s+", Pattern.CASE_INSENSITIVE);
  private static final String MARIADB = "mariadb";

  private final Span span;
  private boolean done;

  private SqlSpan(Span span) {
    this.span = span;
  }

  /**
   * Begins in the current context.
   *
   * @param operation such as INSERT
   * @param table whose rows
   * @param rows how many, for a batch
   */
  public static SqlSpan begin(String operation, String table, int rows) {
    return Tracing.spanHere((operation + " " + table).strip(), SpanKind.CLIENT)
        .map(
            builder ->
                builder
                    .setAttribute(TraceNames.DB_SYSTEM, MARIADB)
                    .setAttribute(TraceNames.DB_OPERATION, operation))
        .map(
            builder -> table.isEmpty() ? builder : builder.setAttribute(TraceNames.DB_TABLE, table))
        .map(builder -> rows > 1 ? builder.setAttribute(TraceNames.DB_ROWS, rows) : builder)
        .map(builder -> new SqlSpan(builder.startSpan()))
        .orElse(NONE);
  }

  /**
   * Begins in the current context.
   *
   * @param sql asked for only if somebody wants to know; with places instead of values
   */
  public static SqlSpan begin(Supplier<String> sql) {
    if (!Tracing.isTraced(Context.current())) {
      return NONE;
    }
    String text = sql.get();
    Matcher table = TABLE.matcher(CTE.matcher(text).replaceAll(""));
    String operation = text.strip().split("\\s", 2)[0].toUpperCase(Locale.ROOT);
    return begin(
            operation.equals("WITH") ? "SELECT" : operation, table.find() ? table.group(1) : "", 1)
        .with(text);
  }

  static SqlSpan none() {
    return NONE;
  }

  /** It was done. */
  public void done() {
    done = true;
  }

  /** Ends it, as an error unless it was done. */
  @Override
  public void close() {
    if (!done) {
      // No effect on the one that stands for none.
      span.setStatus(StatusCode.ERROR);
    }
    span.end();
  }

  private SqlSpan with(String text) {
    span.setAttribute(TraceNames.DB_QUERY, text);
    return this;
  }
}
