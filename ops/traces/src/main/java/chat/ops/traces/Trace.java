package chat.ops.traces;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * The spans of one trace that had come in when it was asked for. More may follow; their parents may
 * come after them, or never.
 *
 * @param id 32 hexadecimal digits, lower case
 * @param spans by their start; at least one
 * @param droppedSpans how many came in beyond {@link Limits#spansPerTrace}
 */
public record Trace(String id, List<Span> spans, long droppedSpans) {
  private static final Comparator<Span> BY_START =
      Comparator.comparingLong(Span::startNanos).thenComparing(Span::spanId);

  /** Sorts the spans. */
  public Trace {
    if (spans.isEmpty()) {
      throw new IllegalArgumentException("a trace without a span");
    }
    spans = spans.stream().sorted(BY_START).toList();
  }

  /** When the first span starts, in nanoseconds since 1970. */
  public long startNanos() {
    return spans.getFirst().startNanos();
  }

  /** From the first start to the last end. */
  public long durationNanos() {
    long end = spans.stream().mapToLong(Span::endNanos).max().orElseThrow();
    return Math.max(0, end - startNanos());
  }

  /** The span that it begins with: the first one that has no parent here. */
  public Span root() {
    Map<String, Span> byId = byId();
    return spans.stream()
        .filter(span -> !byId.containsKey(span.parentId()))
        .findFirst()
        .orElseGet(spans::getFirst);
  }

  /** The spans of a name, by their start. */
  public List<Span> named(String name) {
    return spans.stream().filter(span -> span.name().equals(name)).toList();
  }

  /** The spans below one, by their start. */
  public List<Span> children(Span parent) {
    return spans.stream().filter(span -> span.parentId().equals(parent.spanId())).toList();
  }

  /** Whether a span has an attribute with this text. */
  public boolean has(String key, String value) {
    return spans.stream().anyMatch(span -> value.equals(span.attributes().get(key)));
  }

  /** Which services took part, by name. */
  public Set<String> services() {
    return spans.stream().map(Span::service).collect(Collectors.toCollection(TreeSet::new));
  }

  /** How many spans failed. */
  public long errors() {
    return spans.stream().filter(Span::failed).count();
  }

  /** All spans in the order of the tree. */
  public List<TreeRow> tree() {
    return new TreeWalk(this).rows();
  }

  Map<String, Span> byId() {
    return spans.stream()
        .collect(Collectors.toMap(Span::spanId, Function.identity(), (first, _) -> first));
  }
}
