package chat.e2e.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTrue;

import chat.e2e.Stack;
import chat.e2e.client.Person;
import chat.ops.browser.Browsers;
import chat.ops.browser.Visitor;
import chat.proto.ConversationId;
import com.microsoft.playwright.Locator;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** However long a conversation is, only what is seen of it is in the document. */
@Tag("long")
@ExtendWith({Stack.Shared.class, InBrowser.class})
class LongConversationIT {
  private static final int MESSAGES = 10_000;

  /** Of the whole page; a screen, and as much again above and below it, has some 80 rows. */
  private static final int MOST_NODES = 3_500;

  /** Goes up until the first message is there; the most elements that the document had. */
  private static final String SCROLL_UP =
      """
      async (list) => {
        let most = 0;
        while (!document.querySelector('[data-seq="1"]')) {
          list.scrollTop = 0;
          await new Promise((resolve) => setTimeout(resolve, 20));
          most = Math.max(most, document.querySelectorAll('*').length);
        }
        return most;
      }
      """;

  /**
   * Goes up until older messages have come twice; by how much, at worst, the row that is read then
   * stands elsewhere than scrolling has put it, in pixels.
   */
  private static final String SCROLL_UP_GENTLY =
      """
      async (list) => {
        const topOf = (seq) =>
          document.querySelector(`[data-seq="${seq}"]`).getBoundingClientRect().top;
        const frame = () => new Promise((resolve) => requestAnimationFrame(resolve));
        let worst = 0;
        for (let pages = 0; pages < 2; ) {
          const { top } = list.getBoundingClientRect();
          const seq = [...document.querySelectorAll('[data-seq]')]
            .find((row) => row.getBoundingClientRect().top >= top).dataset.seq;
          const { scrollTop, scrollHeight } = list;
          const before = topOf(seq);
          list.scrollTop -= 250;
          const wanted = before + scrollTop - list.scrollTop;
          for (let i = 0; i < 4; i++) {
            await frame();
          }
          worst = Math.max(worst, Math.abs(topOf(seq) - wanted));
          pages += list.scrollHeight - scrollHeight > 1000;
        }
        return worst;
      }
      """;

  private static final double MOST_PIXELS = 2;

  @Test
  void keepsItsPlaceWhenOlderMessagesCome(Stack stack, Browsers browsers) throws SQLException {
    try (var adas = openedAtItsEnd(stack, browsers)) {
      var worst = (Number) adas.conversation().scroll().evaluate(SCROLL_UP_GENTLY);
      assertTrue(worst.doubleValue() <= MOST_PIXELS, () -> "moved by " + worst + " pixels");
    }
  }

  @Test
  void isScrolledToItsBeginning(Stack stack, Browsers browsers) throws SQLException {
    try (var adas = openedAtItsEnd(stack, browsers)) {
      int most = (int) adas.conversation().scroll().evaluate(SCROLL_UP);
      assertTrue(most < MOST_NODES, () -> "elements in the document: " + most);
      Locator first = adas.conversation().messages().and(adas.page().locator("[data-seq='1']"));
      assertThat(first).isInViewport();
    }
  }

  private static Visitor openedAtItsEnd(Stack stack, Browsers browsers) throws SQLException {
    Person ada = stack.people().make("ada");
    Person bob = stack.people().make("bob");
    stack.people().befriend(ada, bob);
    write(stack, ada, bob);
    Visitor adas = new Visits(stack, browsers).of(ada);
    adas.side().open(bob.name());
    assertThat(adas.conversation().message("message " + MESSAGES)).isVisible();
    return adas;
  }

  /**
   * Of many heights, straight into the table: sending them would take a minute. Both have read
   * them.
   */
  private static void write(Stack stack, Person from, Person to) throws SQLException {
    long conversation = ConversationId.ofUsers(from.id(), to.id()).value();
    try (Connection database = stack.database();
        PreparedStatement messages =
            database.prepareStatement(
                "INSERT INTO messages (conversation_id, seq, from_id, to_id, group_id, content,"
                    + " timestamp_ms, msg_id) SELECT ?, seq, ?, ?, 0,"
                    + " CONCAT('message ', seq, REPEAT(' and more', MOD(seq, 7) * 9)),"
                    + " 1767225600000 + seq * 60000, CONCAT('long-', seq) FROM seq_1_to_"
                    + MESSAGES);
        PreparedStatement cursors =
            database.prepareStatement(
                "REPLACE INTO cursors (user_id, conversation_id, delivered_seq, read_seq)"
                    + " VALUES (?, ?, ?, ?)")) {
      messages.setLong(1, conversation);
      messages.setInt(2, from.id());
      messages.setInt(3, to.id());
      messages.executeUpdate();
      for (Person person : new Person[] {from, to}) {
        cursors.setInt(1, person.id());
        cursors.setLong(2, conversation);
        cursors.setInt(3, MESSAGES);
        cursors.setInt(4, MESSAGES);
        cursors.executeUpdate();
      }
    }
  }
}
