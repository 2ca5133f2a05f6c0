package chat.service.trace;

import chat.trace.SpanTime;
import chat.trace.TraceNames;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.context.Context;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The span of one statement that the database runs; use it in a try. */
public final class SqlSpan implements AutoCloseable {
  private static final SqlSpan NONE = new SqlSpan(Span.getInvalid());
  private static final Pattern TABLE =
      Pattern.compile(
          "\\b(?:FROM|INTO|UPDATE|JOIN)\\s+`?([A-Za-z_]\\w*)", Pattern.CASE_INSENSITIVE);
  // WITH ids (id) AS (VALUES ...): no table of ours.
  private static final Pattern CTE =
      Pattern.compile("\\bFROM\\s+(?:ids|pairs)\\s+", Pattern.CASE_INSENSITIVE);
  private static final String MARIADB = "mariadb";

  private final Span span;
  private long endNanos;
  private boolean done;

  private SqlSpan(Span span) {
    this.span = span;
  }

  /**
   * Begins in the current context.
   *
   * @param sql asked for only if somebody wants to know; with places instead of values
   */
  public static SqlSpan begin(Supplier<String> sql) {
    return Tracing.isTraced(Context.current()) ? begin(sql.get(), 1) : NONE;
  }

  /**
   * Begins in the current context.
   *
   * @param sql with places instead of values
   * @param rows how many it writes, for a batch
   */
  public static SqlSpan begin(String sql, int rows) {
    if (!Tracing.isTraced(Context.current())) {
      return NONE;
    }
    Matcher table = TABLE.matcher(CTE.matcher(sql).replaceAll(""));
    String first = sql.strip().split("\\s", 2)[0].toUpperCase(Locale.ROOT);
    String operation = first.equals("WITH") ? "SELECT" : first;
    return begin(operation, table.find() ? table.group(1) : "", rows).with(sql);
  }

  private static SqlSpan begin(String operation, String table, int rows) {
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

  static SqlSpan none() {
    return NONE;
  }

  /** Whether it stands for none. */
  boolean isNone() {
    return this == NONE;
  }

  /** The database has answered; whether it was done will be known later. */
  void answered() {
    endNanos = SpanTime.now();
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
    if (endNanos > 0) {
      span.end(endNanos, TimeUnit.NANOSECONDS);
    } else {
      span.end();
    }
  }

  private SqlSpan with(String text) {
    span.setAttribute(TraceNames.DB_QUERY, text);
    return this;
  }
}
