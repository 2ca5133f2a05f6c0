package chat.ops.traces;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Puts a trace's spans in the order of their tree, each once, whatever their parents are said to
 * be. Does not recurse, as a chain may be as long as a trace.
 */
final class TreeWalk {
  private final Trace trace;
  private final Map<String, Span> byId;
  private final Map<String, List<Span>> children;
  private final Set<String> seen = new HashSet<>();
  private final List<TreeRow> rows = new ArrayList<>();

  TreeWalk(Trace trace) {
    this.trace = trace;
    this.byId = trace.byId();
    this.children = trace.spans().stream().collect(Collectors.groupingBy(Span::parentId));
  }

  /** Roots and what is below them, by start; what only a loop leads to comes last. */
  List<TreeRow> rows() {
    for (Span span : trace.spans()) {
      if (span.parentId().isEmpty()) {
        descend(span, TreeRow.Place.ROOT);
      } else if (!byId.containsKey(span.parentId())) {
        descend(span, TreeRow.Place.PARENT_MISSING);
      }
    }
    for (Span span : trace.spans()) {
      if (!seen.contains(span.spanId())) {
        descend(span, TreeRow.Place.LOOP);
      }
    }
    return List.copyOf(rows);
  }

  private void descend(Span root, TreeRow.Place place) {
    Deque<TreeRow> waiting = new ArrayDeque<>();
    waiting.push(new TreeRow(root, 0, place));
    while (!waiting.isEmpty()) {
      TreeRow row = waiting.pop();
      if (seen.add(row.span().spanId())) {
        rows.add(row);
        for (Span child : children.getOrDefault(row.span().spanId(), List.of()).reversed()) {
          waiting.push(new TreeRow(child, row.depth() + 1, TreeRow.Place.CHILD));
        }
      }
    }
  }
}
