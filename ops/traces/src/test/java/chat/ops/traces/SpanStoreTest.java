package chat.ops.traces;

import static chat.ops.traces.Spans.span;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.Test;

class SpanStoreTest {
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  @Test
  void theOldestTraceGoesWhenThereAreTooMany() {
    SpanStore store = new SpanStore(new Limits(2, 10, 100));
    store.add(List.of(span("a", "1", "", 0), span("a", "2", "1", 1)));
    store.add(List.of(span("b", "1", "", 0)));
    // That it is used again makes no trace younger.
    store.add(List.of(span("a", "3", "1", 2)));
    store.add(List.of(span("c", "1", "", 0)));
    assertEquals(List.of("c", "b"), ids(store.traces()));
    assertEquals(Optional.empty(), store.trace("a"));
    assertEquals(new Counts(2, 2, 1, 3), store.counts());
  }

  @Test
  void aTraceKeepsItsFirstSpansWhenThereAreTooMany() {
    SpanStore store = new SpanStore(new Limits(5, 2, 100));
    store.add(List.of(span("a", "1", "", 0), span("a", "2", "", 1), span("a", "3", "", 2)));
    Trace trace = store.trace("a").orElseThrow();
    assertEquals(List.of("1", "2"), trace.spans().stream().map(Span::spanId).toList());
    assertEquals(1, trace.droppedSpans());
    assertEquals(new Counts(1, 2, 0, 1), store.counts());
  }

  @Test
  void theOldestOtherTraceGoesWhenAllHaveTooManySpans() {
    SpanStore store = new SpanStore(new Limits(5, 3, 4));
    store.add(List.of(span("a", "1", "", 0), span("a", "2", "", 0)));
    store.add(List.of(span("b", "1", "", 0), span("b", "2", "", 0)));
    store.add(List.of(span("a", "3", "", 0)));
    assertEquals(List.of("a"), ids(store.traces()));
    assertEquals(new Counts(1, 3, 1, 2), store.counts());
  }

  @Test
  void aSpanThatIsSentAgainIsTheSame() {
    SpanStore store = new SpanStore();
    store.add(List.of(span("a", "1", "", 0)));
    store.add(List.of(span("a", "1", "", 0)));
    assertEquals(new Counts(1, 1, 0, 0), store.counts());
  }

  @Test
  void limitsThatMakeNoSenseAreRefused() {
    assertThrows(IllegalArgumentException.class, () -> new Limits(0, 1, 1));
    assertThrows(IllegalArgumentException.class, () -> new Limits(1, 0, 1));
    assertThrows(IllegalArgumentException.class, () -> new Limits(1, 2, 1));
  }

  @Test
  void tracesAreFoundByAttributesAndLinks() {
    SpanStore store = new SpanStore();
    store.add(List.of(span("a", "1", "", 0, Map.of("user.id", "7"), List.of())));
    store.add(List.of(span("b", "1", "", 0, Map.of("user.id", "8"), List.of())));
    List<Span.Link> link = List.of(new Span.Link("a", "1"));
    store.add(List.of(span("c", "1", "", 0, Map.of("user.id", "7"), link)));
    assertEquals(List.of("c", "a"), ids(store.findByAttribute("user.id", "7")));
    assertEquals(List.of(), store.findByAttribute("user.id", "9"));
    assertEquals(List.of("c"), ids(store.linkedTo("a")));
    assertEquals(List.of(), store.linkedTo("b"));
  }

  @Test
  void whoeverWaitsGetsTheTraceWhenItIsWhole() throws Exception {
    SpanStore store = new SpanStore();
    CountDownLatch looked = new CountDownLatch(1);
    CompletableFuture<Trace> waiting =
        CompletableFuture.supplyAsync(
            () -> {
              try {
                return store.await(
                    trace -> {
                      looked.countDown();
                      return trace.spans().size() == 2;
                    },
                    PATIENCE);
              } catch (InterruptedException | TimeoutException e) {
                throw new AssertionError(e);
              }
            });
    store.add(List.of(span("a", "1", "", 0)));
    assertTrue(looked.await(PATIENCE.toSeconds(), TimeUnit.SECONDS));
    store.add(List.of(span("b", "1", "", 0)));
    store.add(List.of(span("a", "2", "1", 0)));
    assertEquals("a", waiting.get(PATIENCE.toSeconds(), TimeUnit.SECONDS).id());
  }

  @Test
  void whoeverWaitsInVainHearsWhatThereIs() {
    SpanStore store = new SpanStore();
    store.add(List.of(span("a", "1", "", 0)));
    String said =
        assertThrows(TimeoutException.class, () -> store.await(_ -> false, Duration.ofMillis(1)))
            .getMessage();
    assertTrue(said.contains("name-1"), said);
  }

  private static List<String> ids(List<Trace> traces) {
    return traces.stream().map(Trace::id).toList();
  }
}
