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
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** However long a conversation is, only what is seen of it is in the document. */
@ExtendWith({Stack.Shared.class, InBrowser.class})
class LongConversationIT {
  private static final int MESSAGES = 10_000;

  /** Of the whole page; a screen of short messages takes some 30 rows. */
  private static final int MOST_NODES = 2_500;

  @Test
  void isScrolledToItsBeginning(Stack stack, Browsers browsers) throws SQLException {
    Person ada = stack.people().make("ada");
    Person bob = stack.people().make("bob");
    stack.people().befriend(ada, bob);
    write(stack, ada, bob);
    try (var adas = new Visits(stack, browsers).of(ada)) {
      adas.side().open(bob.name());
      assertThat(adas.conversation().message("message " + MESSAGES)).isVisible();
      assertFew(adas);
      Locator first = adas.conversation().messages().and(adas.page().locator("[data-seq='1']"));
      while (first.count() == 0) {
        String top = adas.conversation().messages().first().getAttribute("data-seq");
        adas.conversation().scroll().evaluate("element => { element.scrollTop = 0; }");
        assertThat(adas.conversation().messages().first()).not().hasAttribute("data-seq", top);
        assertFew(adas);
      }
      assertThat(first).isInViewport();
    }
  }

  /** Straight into the table: sending them would take a minute. Both have read them. */
  private static void write(Stack stack, Person from, Person to) throws SQLException {
    long conversation = ConversationId.ofUsers(from.id(), to.id()).value();
    try (Connection database = stack.database();
        PreparedStatement messages =
            database.prepareStatement(
                "INSERT INTO messages (conversation_id, seq, from_id, to_id, group_id, content,"
                    + " timestamp_ms, msg_id) SELECT ?, seq, ?, ?, 0, CONCAT('message ', seq),"
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

  private static void assertFew(Visitor visitor) {
    Object nodes = visitor.page().evaluate("document.querySelectorAll('*').length");
    assertTrue((int) nodes < MOST_NODES, () -> "elements in the document: " + nodes);
  }
}
