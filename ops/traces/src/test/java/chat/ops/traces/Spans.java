package chat.ops.traces;

import java.util.List;
import java.util.Map;

/** Spans for tests. Ids are short words, which the store does not mind. */
final class Spans {
  private Spans() {}

  /** Starts at a millisecond and takes one. */
  static Span span(String trace, String id, String parent, int millisecond) {
    return span(trace, id, parent, millisecond, Map.of(), List.of());
  }

  static Span span(
      String trace,
      String id,
      String parent,
      int millisecond,
      Map<String, String> attributes,
      List<Span.Link> links) {
    long start = millisecond * 1_000_000L;
    return new Span(
        trace,
        id,
        parent,
        "name-" + id,
        Span.Kind.INTERNAL,
        "service-" + trace,
        start,
        start + 1_000_000,
        attributes,
        links,
        Span.Status.UNSET,
        "");
  }

  static Span failed(String trace, String id, String parent, String why) {
    return new Span(
        trace,
        id,
        parent,
        "name-" + id,
        Span.Kind.CLIENT,
        "",
        0,
        0,
        Map.of(),
        List.of(),
        Span.Status.ERROR,
        why);
  }
}
