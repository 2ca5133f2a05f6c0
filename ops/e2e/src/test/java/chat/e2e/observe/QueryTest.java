package chat.e2e.observe;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import chat.e2e.observe.Query.Selector;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class QueryTest {

  @Test
  void aNameAloneIsAMetric() {
    assertQuery("up", List.of(new Selector("up", Set.of())), Set.of());
  }

  @Test
  void functionsAggregationsRangesAndTextsAreNone() {
    assertQuery(
        "histogram_quantile(0.99, sum by (le, job) (rate(a_bucket{job=~\"x|y{}\",b!='c'}[5m])))",
        List.of(new Selector("a_bucket", Set.of("job", "b"))),
        Set.of("le", "job"));
  }

  @Test
  void groupingMayComeLast() {
    assertQuery("sum(a) by (b)", List.of(new Selector("a", Set.of())), Set.of("b"));
    assertQuery("count without(b,) (a)", List.of(new Selector("a", Set.of())), Set.of("b"));
  }

  @Test
  void operatorsAndModifiersAreNone() {
    assertQuery(
        "a offset 1h > bool 0.1 * b offset -1d and on (c) d unless ignoring (e) f / on () group_left g",
        List.of(
            new Selector("a", Set.of()),
            new Selector("b", Set.of()),
            new Selector("d", Set.of()),
            new Selector("f", Set.of()),
            new Selector("g", Set.of())),
        Set.of("c", "e"));
  }

  @Test
  void numbersAndCommentsAreNone() {
    assertQuery(
        "1e3 * a:b:rate5m # and c\n< 2.5 or -inf < d @ 1609746000 or vector(.5)",
        List.of(new Selector("a:b:rate5m", Set.of()), new Selector("d", Set.of())),
        Set.of());
  }

  @Test
  void emptyBracesAndEscapesAreUnderstood() {
    assertQuery(
        "a{} + b{c=\"\\\"}d\", e=`\\`}",
        List.of(new Selector("a", Set.of()), new Selector("b", Set.of("c", "e"))),
        Set.of());
  }

  @ParameterizedTest
  @ValueSource(strings = {"a{b=\"c\"", "sum by (a", "{__name__=\"a\"}", "a ? b", "sum by a"})
  void whatIsNoQueryIsRefused(String expression) {
    assertThrows(IllegalArgumentException.class, () -> Query.parse(expression));
  }

  private static void assertQuery(
      String expression, List<Selector> selectors, Set<String> groupings) {
    assertEquals(new Query(selectors, groupings), Query.parse(expression));
  }
}
