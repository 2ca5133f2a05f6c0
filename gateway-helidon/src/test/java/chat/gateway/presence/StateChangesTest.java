package chat.gateway.presence;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.helidon.metrics.api.Metrics;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class StateChangesTest {
  private final List<String> said = new ArrayList<>();
  private boolean redisAway;
  private Runnable meanwhile = () -> {};
  private final StateChanges changes =
      new StateChanges(
          this::say, new FriendStates(_ -> Optional.empty(), Metrics.globalRegistry()));

  @Test
  void eachUserIsNamedOnceARound() {
    changes.add(7);
    changes.add(7);
    changes.round();
    changes.round();
    changes.add(8);
    changes.round();
    assertEquals(List.of("changed 7", "changed 8"), said);
  }

  @Test
  void manyUsersAreNamedInSeveralMessages() {
    Set<String> expected = new HashSet<>();
    for (int userId = 1; userId <= 2_500; userId++) {
      changes.add(userId);
      expected.add(Integer.toString(userId));
    }
    changes.round();
    assertEquals(3, said.size());
    Set<String> named = new HashSet<>();
    said.forEach(text -> named.addAll(List.of(text.substring("changed ".length()).split(" "))));
    assertEquals(expected, named);
  }

  @Test
  void whatCannotBeSaidIsSaidLater() {
    redisAway = true;
    changes.add(7);
    changes.round();
    assertEquals(List.of(), said);
    redisAway = false;
    changes.round();
    assertEquals(List.of("changed 7"), said);
  }

  @Test
  void everybodyIsOneWord() {
    redisAway = true;
    changes.add(7);
    changes.addAll();
    changes.round();
    redisAway = false;
    changes.round();
    changes.round();
    assertEquals(List.of("all"), said);
  }

  @Test
  void tooManyChangedUsersAreEverybody() {
    redisAway = true;
    for (int userId = 1; userId <= StateChanges.MAX_USERS + 1; userId++) {
      changes.add(userId);
    }
    changes.round();
    redisAway = false;
    changes.round();
    assertEquals(List.of("all"), said);
  }

  @Test
  void aBlockIsSaidAtOnceOrAsSoonAsItCanBeAndNeverAfterItsEnd() {
    changes.hide(1, 2);
    assertEquals(List.of("hidden 1 2"), said);
    said.clear();
    redisAway = true;
    changes.hide(3, 4);
    redisAway = false;
    changes.show(3, 4);
    changes.round();
    assertEquals(List.of("hidden 3 4", "shown 3 4"), said);
  }

  @Test
  void theEndOfABlockComesAfterItAlsoWhileItIsSaid() {
    redisAway = true;
    changes.hide(3, 4);
    redisAway = false;
    meanwhile = () -> changes.show(3, 4);
    changes.round();
    assertEquals(List.of("hidden 3 4", "shown 3 4"), said);
  }

  @Test
  void ofTooManyBlocksTheOldestAreForgotten() {
    redisAway = true;
    for (int userId = 1; userId <= StateChanges.MAX_BLOCKS + 1; userId++) {
      changes.hide(userId, 1_000_000);
    }
    redisAway = false;
    changes.round();
    assertEquals(StateChanges.MAX_BLOCKS, said.size());
    assertEquals("hidden 2 1000000", said.getFirst());
  }

  @Test
  void aNewerVersionsWordIsPassedOver() {
    changes.heard("invisible 1 2");
    assertTrue(said.isEmpty());
  }

  private boolean say(String text) {
    Runnable now = meanwhile;
    meanwhile = () -> {};
    now.run();
    return !redisAway && said.add(text);
  }
}
