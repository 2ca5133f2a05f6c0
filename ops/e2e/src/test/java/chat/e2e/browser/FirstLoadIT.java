package chat.e2e.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTrue;

import chat.e2e.Stack;
import chat.ops.browser.Browsers;
import chat.ops.browser.FirstLoad;
import chat.ops.browser.Look;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The page is small enough for a slow line. How long it takes is measured, but not judged here. */
@ExtendWith({Stack.Shared.class, InBrowser.class})
class FirstLoadIT {
  private static final long MOST_BYTES = 150_000;

  /** A connection that is still being made. */
  private static final String UNCONNECTED =
      "globalThis.WebSocket = class { static OPEN = 1; readyState = 0; };";

  @Test
  void isSmall(Stack stack, Browsers browsers) {
    FirstLoad load = FirstLoad.of(browsers, "http://127.0.0.1:" + stack.gateway(1).http());
    System.out.println("The first load of the page: " + load);
    assertTrue(load.files() > 1, load::toString);
    assertTrue(load.bytes() < MOST_BYTES, load::toString);
  }

  /** The form is there before the connection is. */
  @Test
  void theFormWaitsForNoConnection(Stack stack, Browsers browsers) {
    try (var stranger = new Visits(stack, browsers).stranger(1, Look.DESKTOP)) {
      stranger.page().addInitScript(UNCONNECTED);
      stranger.open();
      assertThat(stranger.entry().form()).isVisible();
    }
  }
}
