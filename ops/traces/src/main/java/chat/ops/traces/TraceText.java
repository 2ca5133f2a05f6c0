package chat.ops.traces;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * Traces as text for people. Control characters, which a client may have chosen, are shown as ?.
 */
public final class TraceText {
  private static final int MOST_LISTED = 50;
  private static final int DEEPEST_INDENT = 30;
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss.SSSX", Locale.ROOT).withZone(ZoneOffset.UTC);

  /** In this order; others are not shown. */
  private static final List<String> SHOWN =
      List.of(
          "error.type",
          "messaging.message.id",
          "user.id",
          "chat.conversation.id",
          "chat.seq",
          "chat.connection.id",
          "chat.dialect",
          "network.protocol.name",
          "network.transport",
          "rpc.service",
          "rpc.method",
          "db.system.name",
          "db.operation.name",
          "db.collection.name",
          "messaging.destination.name",
          "messaging.batch.message_count",
          "service.instance.id");

  private TraceText() {}

  /** The last traces, one a line, and how many there are. */
  public static String list(SpanStore store) {
    Counts counts = store.counts();
    String rows =
        store.traces().stream()
            .limit(MOST_LISTED)
            .map(TraceText::row)
            .collect(Collectors.joining());
    return rows
        + String.format(
            Locale.ROOT,
            "%d traces with %d spans are kept; dropped: %d traces, %d spans\n",
            counts.traces(),
            counts.spans(),
            counts.droppedTraces(),
            counts.droppedSpans());
  }

  private static String row(Trace trace) {
    return String.format(
        Locale.ROOT,
        "%s  %s  %s  %s  %s  spans %d%s%s\n",
        trace.id(),
        time(trace.startNanos()),
        milliseconds(trace.durationNanos()),
        plain(trace.root().name()),
        plain(String.join(",", trace.services())),
        trace.spans().size(),
        trace.droppedSpans() > 0 ? " and " + trace.droppedSpans() + " dropped" : "",
        trace.errors() > 0 ? "  errors " + trace.errors() : "");
  }

  /** All spans of a trace as a tree, and which other traces are linked to it. */
  public static String tree(Trace trace, SpanStore store) {
    String head = "trace " + row(trace);
    String spans =
        trace.tree().stream().map(row -> row(row, trace, store)).collect(Collectors.joining());
    String linked =
        store.linkedTo(trace.id()).stream()
            .limit(MOST_LISTED)
            .map(other -> "linked from " + row(other))
            .collect(Collectors.joining());
    return head + spans + linked;
  }

  private static String row(TreeRow row, Trace trace, SpanStore store) {
    Span span = row.span();
    String links =
        span.links().stream()
            .map(link -> "  -> " + target(link, trace, store))
            .collect(Collectors.joining());
    return String.format(
        Locale.ROOT,
        "%s %s  %-20s  %s%s%s%s%s\n",
        milliseconds(span.startNanos() - trace.startNanos()),
        milliseconds(span.durationNanos()),
        plain(span.service()),
        "  ".repeat(Math.min(row.depth(), DEEPEST_INDENT)),
        plain(span.name()),
        note(row),
        details(span),
        links);
  }

  private static String note(TreeRow row) {
    return switch (row.place()) {
      case ROOT, CHILD -> "";
      case PARENT_MISSING -> "  (parent " + row.span().parentId() + " is missing)";
      case LOOP -> "  (its parents are a loop)";
    };
  }

  private static String details(Span span) {
    String error = span.failed() ? "  ERROR " + plain(span.statusText()) : "";
    return error.stripTrailing()
        + SHOWN.stream()
            .filter(span.attributes()::containsKey)
            .map(key -> "  " + key + "=" + plain(span.attribute(key)))
            .collect(Collectors.joining());
  }

  private static String target(Span.Link link, Trace from, SpanStore store) {
    if (link.traceId().equals(from.id())) {
      return name(from, link, "span " + link.spanId());
    }
    String otherwise = "trace " + link.traceId();
    return store
        .trace(link.traceId())
        .map(other -> otherwise + " " + name(other, link, "span " + link.spanId()))
        .orElse(otherwise);
  }

  private static String name(Trace trace, Span.Link link, String otherwise) {
    return trace.spans().stream()
        .filter(span -> span.spanId().equals(link.spanId()))
        .findFirst()
        .map(span -> plain(span.name()))
        .orElse(otherwise);
  }

  private static String time(long nanos) {
    return TIME.format(Instant.ofEpochSecond(0, nanos));
  }

  private static String milliseconds(long nanos) {
    return String.format(Locale.ROOT, "%9.2f ms", nanos / 1e6);
  }

  private static String plain(String text) {
    return text.codePoints()
        .map(c -> Character.isISOControl(c) ? '?' : c)
        .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
        .toString();
  }
}
