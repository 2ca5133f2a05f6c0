package chat.e2e.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import chat.e2e.Stack;
import chat.e2e.client.Json;
import chat.e2e.client.Person;
import chat.ops.browser.Browsers;
import chat.ops.browser.Look;
import com.microsoft.playwright.WebSocketRoute;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The gateway goes away under an open page and comes back: nothing is lost, nothing is doubled. */
@Order(Integer.MAX_VALUE - 4)
@ExtendWith({Stack.Shared.class, InBrowser.class})
class ReconnectIT {
  private static final String GATEWAY = "gateway-2";
  private static final int PRIVATE_CHAT_ACK = 1002;

  /** Whether something waits in a database of the browser. */
  private static final String IS_KEPT =
      """
      async () => {
        const result = (request) => new Promise((resolve) => {
          request.onsuccess = () => resolve(request.result);
        });
        for (const { name } of await indexedDB.databases()) {
          const database = await result(indexedDB.open(name));
          for (const store of database.objectStoreNames) {
            if (await result(database.transaction(store).objectStore(store).count()) > 0) {
              return true;
            }
          }
          database.close();
        }
        return false;
      }
      """;

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

  /** His page stays open meanwhile. Hers is closed, with what waits in it. */
  @Test
  void whatWaitsOutlivesThePageDuringAnUpdate(Stack stack, Browsers browsers) throws Exception {
    Person ada = stack.people().make("ada");
    Person bob = stack.people().make("bob");
    stack.people().befriend(ada, bob);
    var visits = new Visits(stack, browsers);
    try (var adas = visits.of(ada, 2, Look.DESKTOP);
        var bobs = visits.of(bob, 2, Look.DESKTOP)) {
      adas.side().open(bob.name());
      bobs.side().open(ada.name());
      stack.processes().stop(GATEWAY);
      try {
        assertThat(adas.banner()).hasAttribute("data-kind", "updating");
        assertThat(bobs.banner()).hasAttribute("data-kind", "updating");
        adas.conversation().say("meanwhile");
        assertThat(adas.conversation().states()).hasAttribute("data-state", "sending");
        await().pollInSameThread().until(() -> (boolean) adas.page().evaluate(IS_KEPT));
        adas.page().navigate("about:blank");
      } finally {
        stack.processes().restart(GATEWAY);
      }
      assertThat(bobs.banner()).isHidden();
      assertThat(bobs.conversation().messages()).hasCount(0);
      adas.open();
      adas.side().open(bob.name());
      adas.conversation().say("afterwards");
      String[] both = {"meanwhile", "afterwards"};
      assertThat(bobs.conversation().texts()).hasText(both);
      assertThat(adas.conversation().texts()).hasText(both);
      assertThat(adas.conversation().states().last()).hasAttribute("data-state", "read");
      assertEquals(List.of(), adas.troubles());
    }
  }

  @Test
  void aMessageWhoseAnswerIsLostIsWrittenOnce(Stack stack, Browsers browsers) {
    Person ada = stack.people().make("ada");
    Person bob = stack.people().make("bob");
    stack.people().befriend(ada, bob);
    var isLost = new AtomicBoolean();
    try (var adas = new Visits(stack, browsers).of(ada);
        var bobs = stack.lines()) {
      bobs.demand(
          Json.message(1).put("id", bob.id()).put("password", bob.password()).put("acks", true));
      adas.page()
          .routeWebSocket(Pattern.compile("/ws\\b"), socket -> loseFirstAnswer(socket, isLost));
      adas.page().reload();
      adas.side().open(bob.name());
      adas.conversation().say("once");
      assertThat(adas.conversation().states()).hasAttribute("data-state", "sent");
      assertTrue(isLost.get());
      adas.conversation().say("next");
      assertThat(adas.conversation().states()).hasCount(2);
      assertThat(adas.conversation().states().last()).hasAttribute("data-state", "sent");
      assertEquals("once", bobs.nextPush().get("content").textValue());
      assertEquals("next", bobs.nextPush().get("content").textValue());
      assertThat(adas.conversation().texts()).hasText(new String[] {"once", "next"});
    }
  }

  /** Instead of the first answer to a message the page gets the end of its connection. */
  private static void loseFirstAnswer(WebSocketRoute page, AtomicBoolean isLost) {
    WebSocketRoute server = page.connectToServer();
    server.onMessage(
        frame -> {
          boolean isAnswer = Json.parse(frame.text()).path("msgid").asInt() == PRIVATE_CHAT_ACK;
          if (isAnswer && isLost.compareAndSet(false, true)) {
            server.close();
            page.close();
          } else {
            page.send(frame.text());
          }
        });
  }
}
