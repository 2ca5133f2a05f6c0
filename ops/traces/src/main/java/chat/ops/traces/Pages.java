package chat.ops.traces;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** What people read over HTTP, all of it text. */
record Pages(SpanStore store) {
  private static final String MESSAGE_ID = "messaging.message.id";
  private static final String ALL = "/traces";
  private static final Pattern TRACE_ID = Pattern.compile("[0-9a-f]{32}");
  private static final int MOST_TREES = 10;
  private static final String USAGE =
      """
      GET /traces              the last traces
      GET /traces/ID           one trace as a tree
      GET /traces?message=ID   the traces of a message
      GET /health              whether this answers
      POST /v1/traces          takes spans: OTLP, protobuf, gzip or not
      """;

  /**
   * Answers a GET.
   *
   * @param path decoded
   * @param query not decoded, empty without one
   */
  Answer get(String path, String query) {
    if (path.equals("/health")) {
      return Answer.text(200, "UP");
    }
    if (path.equals(ALL)) {
      return query.isEmpty() ? Answer.text(200, TraceText.list(store)) : ofMessage(query);
    }
    if (path.startsWith(ALL + "/")) {
      return trace(path.substring(ALL.length() + 1).toLowerCase(Locale.ROOT));
    }
    return path.equals("/") ? Answer.text(200, USAGE) : Answer.text(404, "There are:\n" + USAGE);
  }

  private Answer trace(String id) {
    if (!TRACE_ID.matcher(id).matches()) {
      return Answer.text(400, "A trace's id has 32 hexadecimal digits.");
    }
    return store
        .trace(id)
        .map(trace -> Answer.text(200, TraceText.tree(trace, store)))
        .orElse(Answer.text(404, "No trace " + id + " is kept: it was never here, or has gone."));
  }

  private Answer ofMessage(String query) {
    Optional<String> message = parameter(query, "message");
    if (message.isEmpty() || message.get().isEmpty()) {
      return Answer.text(400, "The only parameter is message, a message's id.");
    }
    List<Trace> traces = store.findByAttribute(MESSAGE_ID, message.get());
    if (traces.isEmpty()) {
      return Answer.text(404, "No trace of this message is kept: it was never here, or has gone.");
    }
    return Answer.text(
        200,
        traces.stream()
            .limit(MOST_TREES)
            .map(trace -> TraceText.tree(trace, store))
            .collect(Collectors.joining("\n")));
  }

  private static Optional<String> parameter(String query, String name) {
    return Arrays.stream(query.split("&", -1))
        .filter(pair -> pair.startsWith(name + "="))
        .findFirst()
        .map(pair -> URLDecoder.decode(pair.substring(name.length() + 1), StandardCharsets.UTF_8));
  }
}
