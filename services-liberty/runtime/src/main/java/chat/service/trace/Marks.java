package chat.service.trace;

import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.context.Context;

/** The end of a log line: whom and what it is about, never what was written. */
public final class Marks {
  private static final int MOST_CHARACTERS = 64;

  private Marks() {}

  /** Which trace is current now; empty where there is none. */
  public static String current() {
    return of(Context.current());
  }

  /** Which trace this is; empty where there is none. */
  public static String of(Context trace) {
    SpanContext span = Tracing.of(trace);
    return span.isValid() ? " trace_id=" + span.getTraceId() : "";
  }

  /**
   * Which message it is, of whom.
   *
   * @param msgId as its sender has chosen it
   */
  public static String ofMessage(String msgId, int userId, Context trace) {
    return " msg_id=" + visible(msgId) + " user_id=" + userId + of(trace);
  }

  /** Text that somebody else has chosen, so that it can neither begin a line nor another mark. */
  public static String visible(String text) {
    String some = text.length() > MOST_CHARACTERS ? text.substring(0, MOST_CHARACTERS) : text;
    return some.replaceAll("[^A-Za-z0-9._:-]", "?");
  }
}
