package chat.client;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Optional;
import org.junit.jupiter.api.Test;

class SequencerTest {
  private final Sequencer sequencer = new Sequencer();

  /** The server was told of nothing, and so does not bring own messages again. */
  @Test
  void anOwnFirstMessageThatWasNotHandedOnIsAskedForOnTheNextConnection() {
    sequencer.stored(Frames.message(FakeServer.own(1), new Person(1, "ann")));
    sequencer.lost();
    assertEquals(Optional.of(new Sequencer.Question(0, 1)), sequencer.question());
  }
}
