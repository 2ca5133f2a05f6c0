package chat.ops.local;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;

class StoredMessageTest {
  @Test
  void aGroupsMessageSaysHowFarEverybodyIs() {
    var receivers =
        List.of(
            new StoredMessage.Receiver(2, 0, 5, 5),
            new StoredMessage.Receiver(3, 0, 5, 4),
            new StoredMessage.Receiver(4, 0, 4, 4),
            new StoredMessage.Receiver(6, 5, 5, 5));
    assertEquals(
        """
        user 1 to group 9, conversation 9, seq 5
          taken at 1970-01-01T00:00:01Z
          not in the outbox: no push waits for Kafka
          user 2: read (joined at 0, delivered up to 5, read up to 5)
          user 3: delivered, not read (joined at 0, delivered up to 5, read up to 4)
          user 4: not delivered (joined at 0, delivered up to 4, read up to 4)
          user 6: came later, does not get it (joined at 5, delivered up to 5, read up to 5)
        """,
        new StoredMessage(9, 5, 1, 0, 9, 1_000, false, receivers).text());
  }

  @Test
  void aPrivateMessageThatWaitsSaysSo() {
    String text = new StoredMessage(77, 5, 1, 2, 0, 1_000, true, List.of()).text();
    assertTrue(text.startsWith("user 1 to user 2, conversation 77, seq 5\n"), text);
    assertTrue(text.contains("  in the outbox: "), text);
  }

  @Test
  void theOutboxHasWhatItsRangesCover() {
    String ranges = "7:1-3,12884901892:5-5";
    assertTrue(StoredMessages.covers(ranges, 7, 1));
    assertTrue(StoredMessages.covers(ranges, 7, 3));
    assertTrue(StoredMessages.covers(ranges, 12_884_901_892L, 5));
    assertFalse(StoredMessages.covers(ranges, 7, 4));
    assertFalse(StoredMessages.covers(ranges, 12_884_901_892L, 4));
    assertFalse(StoredMessages.covers(ranges, 2, 5));
  }
}
