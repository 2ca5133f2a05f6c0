package chat.ops.browser;

import java.util.List;

/**
 * What the first load of the page cost, as the browser itself has measured it.
 *
 * @param files how many were fetched, the page itself included
 * @param bytes over the wire, with headers
 * @param readyMs until it could be used: its scripts had run and the form was drawn
 */
public record FirstLoad(int files, long bytes, long readyMs) {
  private static final String MEASURED =
      """
      () => {
        const loads = [
          ...performance.getEntriesByType('navigation'),
          ...performance.getEntriesByType('resource'),
        ];
        return [
          loads.length,
          loads.reduce((sum, { transferSize }) => sum + transferSize, 0),
          Math.max(...loads.map(({ responseEnd, domContentLoadedEventEnd = 0 }) =>
            Math.max(responseEnd, domContentLoadedEventEnd))),
        ].map(Math.round);
      }
      """;

  /** Asks the browser of somebody who has opened the page for the first time. */
  public static FirstLoad of(Visitor visitor) {
    List<?> figures = (List<?>) visitor.page().evaluate(MEASURED);
    return new FirstLoad(figure(figures, 0), figure(figures, 1), figure(figures, 2));
  }

  private static int figure(List<?> figures, int index) {
    return ((Number) figures.get(index)).intValue();
  }
}
