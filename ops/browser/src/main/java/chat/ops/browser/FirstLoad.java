package chat.ops.browser;

import java.util.List;

/**
 * What the first load of the page cost, as the browser itself has measured it.
 *
 * @param files how many were fetched, the page itself included
 * @param bytes over the wire, with headers
 * @param readyMs until it could be used: the form to log in was on the screen
 */
public record FirstLoad(int files, long bytes, long readyMs) {
  /** Notes when the form is on the screen: in the frame after the one in which it was drawn. */
  private static final String WATCH =
      """
      new MutationObserver((changes, observer) => {
        if (document.querySelector('[data-test=entry]')) {
          observer.disconnect();
          const look = () => {
            if (document.querySelector('[data-test=entry]').checkVisibility()) {
              globalThis.formShownMs = performance.now();
            } else {
              requestAnimationFrame(look);
            }
          };
          requestAnimationFrame(() => requestAnimationFrame(look));
        }
      }).observe(document, { childList: true, subtree: true });
      """;

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
          formShownMs,
        ].map(Math.round);
      }
      """;

  /** Lets somebody open the page who has never been there. */
  public static FirstLoad of(Browsers browsers, String origin) {
    try (Visitor stranger = browsers.visitor(origin, Look.DESKTOP)) {
      stranger.page().addInitScript(WATCH);
      stranger.open();
      stranger.page().waitForFunction("() => globalThis.formShownMs");
      List<?> figures = (List<?>) stranger.page().evaluate(MEASURED);
      return new FirstLoad(figure(figures, 0), figure(figures, 1), figure(figures, 2));
    }
  }

  private static int figure(List<?> figures, int index) {
    return ((Number) figures.get(index)).intValue();
  }
}
