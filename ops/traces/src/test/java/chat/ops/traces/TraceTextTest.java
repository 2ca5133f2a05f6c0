package chat.ops.traces;

import static chat.ops.traces.Spans.span;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class TraceTextTest {
  private final SpanStore store = new SpanStore();

  @Test
  void aTreeShowsOffsetsDurationsServicesAndAttributes() {
    Map<String, String> attributes = Map.of("messaging.message.id", "m1", "other", "hidden");
    store.add(
        List.of(
            span("a", "3", "1", 20),
            span("a", "2", "1", 10, attributes, List.of()),
            span("a", "1", "", 5),
            span("a", "4", "2", 12)));
    assertEquals(
        """
        trace a  1970-01-01 00:00:00.005Z      16.00 ms  name-1  service-a  spans 4
             0.00 ms      1.00 ms  service-a             name-1
             5.00 ms      1.00 ms  service-a               name-2  messaging.message.id=m1
             7.00 ms      1.00 ms  service-a                 name-4
            15.00 ms      1.00 ms  service-a               name-3
        """,
        tree("a"));
  }

  @Test
  void severalRootsAndMissingParentsAllStandAtTheLeft() {
    store.add(List.of(span("a", "1", "", 0), span("a", "2", "gone", 1), span("a", "3", "2", 2)));
    assertEquals("1 ROOT 0, 2 PARENT_MISSING 0, 3 CHILD 1", rows("a"));
    assertTrue(tree("a").contains("name-2  (parent gone is missing)"), tree("a"));
  }

  @Test
  void aLoopIsShownOnce() {
    store.add(
        List.of(
            span("a", "1", "", 0),
            span("a", "2", "4", 1),
            span("a", "3", "2", 2),
            span("a", "4", "3", 3),
            span("a", "5", "5", 4)));
    assertEquals("1 ROOT 0, 2 LOOP 0, 3 CHILD 1, 4 CHILD 2, 5 LOOP 0", rows("a"));
    assertTrue(tree("a").contains("name-5  (its parents are a loop)"), tree("a"));
  }

  @Test
  void aTraceThatIsAllLoopHasARoot() {
    store.add(List.of(span("a", "2", "1", 1), span("a", "1", "2", 0)));
    assertEquals("1", store.trace("a").orElseThrow().root().spanId());
    assertEquals("1 LOOP 0, 2 CHILD 1", rows("a"));
  }

  @Test
  void aLongChainNeedsNoDeepStack() {
    int length = 20_000;
    List<Span> chain = new ArrayList<>();
    for (int i = 0; i < length; i++) {
      chain.add(span("a", "s" + i, i == 0 ? "" : "s" + (i - 1), i));
    }
    SpanStore large = new SpanStore(new Limits(1, length, length));
    large.add(chain);
    List<TreeRow> rows = large.trace("a").orElseThrow().tree();
    assertEquals(length - 1, rows.getLast().depth());
  }

  @Test
  void linksAreShownFromBothSides() {
    List<Span.Link> links =
        List.of(new Span.Link("a", "1"), new Span.Link("b", "1"), new Span.Link("unknown", "9"));
    store.add(List.of(span("a", "1", "", 0)));
    store.add(List.of(span("b", "1", "", 0), span("b", "2", "1", 0, Map.of(), links)));
    assertTrue(
        tree("b").contains("name-2  -> trace a name-1  -> name-1  -> trace unknown\n"), tree("b"));
    assertTrue(tree("a").contains("linked from b  1970-01-01 "), tree("a"));
    assertFalse(tree("b").contains("linked from"), tree("b"));
  }

  @Test
  void whatAClientChoseCannotSteerTheTerminal() {
    store.add(
        List.of(span("a", "1", "", 0, Map.of("messaging.message.id", "x\u001b[2J\ny"), List.of())));
    assertTrue(tree("a").contains("messaging.message.id=x?[2J?y\n"), tree("a"));
  }

  @Test
  void theListHasErrorsAndWhatWasDropped() {
    SpanStore small = new SpanStore(new Limits(2, 1, 10));
    for (String trace : List.of("a", "b", "c")) {
      small.add(List.of(Spans.failed(trace, "1", "", "broken"), span(trace, "2", "1", 0)));
    }
    List<String> lines = TraceText.list(small).lines().toList();
    assertEquals(3, lines.size());
    assertTrue(lines.getFirst().startsWith("c  "), lines.getFirst());
    assertTrue(lines.getFirst().endsWith("spans 1 and 1 dropped  errors 1"), lines.getFirst());
    assertEquals("2 traces with 2 spans are kept; dropped: 1 traces, 4 spans", lines.getLast());
    assertTrue(
        TraceText.tree(small.trace("b").orElseThrow(), small).contains("name-1  ERROR broken\n"));
  }

  private String tree(String id) {
    return TraceText.tree(store.trace(id).orElseThrow(), store);
  }

  private String rows(String id) {
    return store.trace(id).orElseThrow().tree().stream()
        .map(row -> row.span().spanId() + " " + row.place() + " " + row.depth())
        .collect(Collectors.joining(", "));
  }
}
