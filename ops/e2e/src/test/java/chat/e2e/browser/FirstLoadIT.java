package chat.e2e.browser;

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

  @Test
  void isSmall(Stack stack, Browsers browsers) {
    try (var stranger = new Visits(stack, browsers).stranger(1, Look.DESKTOP)) {
      stranger.entry().form().waitFor();
      FirstLoad load = FirstLoad.of(stranger);
      System.out.println("The first load of the page: " + load);
      assertTrue(load.files() > 1, load::toString);
      assertTrue(load.bytes() < MOST_BYTES, load::toString);
    }
  }
}
