package chat.e2e.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;

import chat.e2e.Stack;
import chat.e2e.client.Json;
import chat.e2e.client.Person;
import chat.ops.browser.Browsers;
import chat.ops.browser.Look;
import java.util.List;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The gateway goes away under an open page and comes back: nothing is lost, nothing is doubled. */
@Order(Integer.MAX_VALUE - 4)
@ExtendWith({Stack.Shared.class, InBrowser.class})
class ReconnectIT {
  private static final String GATEWAY = "gateway-2";

  @Test
  void whatIsWrittenMeanwhileArrives(Stack stack, Browsers browsers) throws Exception {
    Person ada = stack.people().make("ada");
    Person bob = stack.people().make("bob");
    stack.people().befriend(ada, bob);
    try (var adas = new Visits(stack, browsers).of(ada, 2, Look.DESKTOP);
        var bobs = stack.lines(1)) {
      bobs.logIn(bob);
      adas.side().open(bob.name());
      adas.conversation().say("before");
      assertEquals("before", bobs.nextPush().get("content").textValue());

      stack.processes().kill(GATEWAY);
      try {
        assertThat(adas.banner()).isVisible();
        adas.conversation().say("meanwhile");
        assertThat(adas.conversation().states().last()).hasAttribute("data-state", "sending");
        bobs.demand(Json.message(1001).put("to_id", ada.id()).put("content", "to the absent"));
      } finally {
        stack.processes().restart(GATEWAY);
      }
      assertEquals("meanwhile", bobs.nextPush().get("content").textValue());
      assertThat(adas.banner()).isHidden();
      assertThat(adas.conversation().texts())
          .hasText(new String[] {"before", "to the absent", "meanwhile"});
      bobs.demand(Json.message(1001).put("to_id", ada.id()).put("content", "after"));
      assertThat(adas.conversation().texts())
          .hasText(new String[] {"before", "to the absent", "meanwhile", "after"});
      assertEquals(List.of(), adas.troubles());
    }
  }
}
