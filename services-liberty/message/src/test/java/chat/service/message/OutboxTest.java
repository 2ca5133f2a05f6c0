package chat.service.message;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

class OutboxTest {
  private final List<Consumer<Boolean>> publishing = new ArrayList<>();
  private final List<Boolean> heard = new ArrayList<>();
  private boolean full;
  private final Outbox outbox =
      new Outbox((pushes, whenDone) -> !full && publishing.add(whenDone), heard::add);

  @Test
  void keepsARowInHandUntilItIsDeleted() {
    outbox.publish(new Publication(5, List.of()));
    assertTrue(outbox.has(5));
    assertEquals(List.of(), outbox.takePublished());
    publishing.getFirst().accept(true);
    assertEquals(List.of(5L), outbox.takePublished());
    assertTrue(outbox.has(5));
    outbox.giveBack(List.of(5L));
    assertEquals(List.of(5L), outbox.takePublished());
    outbox.deleted(List.of(5L));
    assertFalse(outbox.has(5));
    assertEquals(List.of(true), heard);
  }

  @Test
  void leavesARowThatCouldNotBePublished() {
    outbox.publish(new Publication(5, List.of()));
    publishing.getFirst().accept(false);
    assertFalse(outbox.has(5));
    assertEquals(List.of(), outbox.takePublished());
  }

  @Test
  void leavesARowWhenTooMuchIsBeingPublished() {
    full = true;
    outbox.publish(new Publication(5, List.of()));
    assertFalse(outbox.has(5));
    assertEquals(List.of(false), heard);
  }
}
