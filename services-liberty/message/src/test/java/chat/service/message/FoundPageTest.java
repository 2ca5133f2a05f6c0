package chat.service.message;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class FoundPageTest {

  @Test
  void whatHasRoomIsAllThereIs() {
    assertEquals(new FoundPage(at(9, 8), false), FoundPage.of(at(9, 8), 2));
    assertEquals(new FoundPage(at(), false), FoundPage.of(at(), 2));
  }

  @Test
  void theNextPageBeginsBehindTheTimeOfTheLastMessage() {
    assertEquals(new FoundPage(at(9, 8), true), FoundPage.of(at(9, 8, 7), 2));
    assertEquals(new FoundPage(at(9), true), FoundPage.of(at(9, 8, 8), 2));
    assertEquals(new FoundPage(at(8, 8), true), FoundPage.of(at(8, 8, 8), 2));
  }

  @Test
  void aPatternMeansItsTextAlone() {
    assertEquals("%100!%!_a!!\\%", SearchPattern.containing("100%_a!\\"));
  }

  private static List<StoredMessage> at(long... times) {
    Draft draft = new Draft(1, 2, 0, "x", "m");
    return LongStream.of(times).mapToObj(time -> new StoredMessage(draft, 1, time)).toList();
  }
}
