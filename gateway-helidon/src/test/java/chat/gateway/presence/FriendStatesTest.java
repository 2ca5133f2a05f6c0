package chat.gateway.presence;

import static org.junit.jupiter.api.Assertions.assertEquals;

import chat.proto.common.User;
import io.helidon.metrics.api.Metrics;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class FriendStatesTest {
  private static final int ME = 1;
  private static final int FRIEND = 1_001;
  private static final int OTHER = 1_002;

  private final Map<Integer, UserState> present = new HashMap<>();
  private final List<Integer> asked = new ArrayList<>();
  private boolean redisAway;
  private final FriendStates states = new FriendStates(this::ask, Metrics.globalRegistry());

  @Test
  void aStormOfLoginsCostsEachWatcherOneFrameARound() {
    int storm = 300;
    List<Integer> everybody = IntStream.rangeClosed(1, storm).boxed().toList();
    List<Watcher> watchers = new ArrayList<>();
    for (int userId : everybody) {
      var watcher = new Watcher(userId);
      watchers.add(watcher);
      begin(watcher, everybody.stream().filter(id -> id != userId).toList());
      come(userId, UserState.ONLINE);
      come(userId, UserState.OFFLINE);
      come(userId, UserState.ONLINE);
    }
    states.round();
    states.round();
    for (Watcher watcher : watchers) {
      assertEquals(1, watcher.frames.size(), "frames of " + watcher.userId);
    }
    // Whoever came first saw nobody else at login.
    assertEquals(storm - 1, watchers.getFirst().frames.getFirst().size());
    // Nobody watched the first one yet when that one came.
    assertEquals(storm - 1, asked.size(), "each user is asked about once for all");
  }

  @Test
  void whoComesAndGoesWithinARoundIsNotTold() {
    var watcher = begin(new Watcher(ME), List.of(FRIEND));
    come(FRIEND, UserState.ONLINE);
    come(FRIEND, UserState.OFFLINE);
    states.round();
    assertEquals(List.of(), watcher.frames);
  }

  @Test
  void nobodyIsAskedAboutWhomNobodyWatches() {
    var watcher = begin(new Watcher(ME), List.of(FRIEND));
    come(OTHER, UserState.ONLINE);
    states.round();
    states.leave(watcher);
    states.leave(watcher);
    come(FRIEND, UserState.ONLINE);
    states.watchAlso(watcher, List.of(user(OTHER)));
    come(OTHER, UserState.OFFLINE);
    states.round();
    assertEquals(List.of(), asked);
    assertEquals(List.of(), watcher.frames);
  }

  @Test
  void whatASlowClientHasNoRoomForIsOverwritten() {
    var watcher = begin(new Watcher(ME), List.of(FRIEND, OTHER));
    watcher.full = true;
    come(FRIEND, UserState.ONLINE);
    come(OTHER, UserState.ONLINE);
    states.round();
    come(FRIEND, UserState.AWAY);
    states.round();
    watcher.full = false;
    states.round();
    assertEquals(List.of(Map.of(FRIEND, "away", OTHER, "online")), watcher.frames);
  }

  @Test
  void aLongListComesInSeveralRounds() {
    var friends = IntStream.range(0, 2 * FriendStates.MAX_STATES + 1).mapToObj(i -> FRIEND + i);
    List<Integer> ids = friends.toList();
    var watcher = begin(new Watcher(ME), ids);
    ids.forEach(id -> come(id, UserState.ONLINE));
    for (int i = 0; i < 4; i++) {
      states.round();
    }
    assertEquals(
        List.of(FriendStates.MAX_STATES, FriendStates.MAX_STATES, 1),
        watcher.frames.stream().map(Map::size).toList());
  }

  @Test
  void ofMoreThanTheMostFriendsNothingIsTold() {
    List<Integer> ids = IntStream.range(0, FriendStates.MAX_FRIENDS).mapToObj(i -> 9 + i).toList();
    var watcher = begin(new Watcher(ME), ids);
    states.watchAlso(watcher, List.of(user(FriendStates.MAX_FRIENDS + 9)));
    come(FriendStates.MAX_FRIENDS + 9, UserState.ONLINE);
    states.round();
    assertEquals(List.of(), watcher.frames);
  }

  @Test
  void whileTheStatesCannotBeHadTheyAreAskedForAgain() {
    var watcher = begin(new Watcher(ME), List.of(FRIEND));
    redisAway = true;
    come(FRIEND, UserState.ONLINE);
    states.round();
    states.round();
    assertEquals(List.of(), watcher.frames);
    redisAway = false;
    states.round();
    assertEquals(List.of(Map.of(FRIEND, "online")), watcher.frames);
  }

  @Test
  void afterAnInterruptionEverybodyIsAskedAboutWhenTheRoutesAreThereAgain() {
    var watcher = begin(new Watcher(ME), List.of(FRIEND, OTHER));
    come(FRIEND, UserState.ONLINE);
    states.round();
    watcher.frames.clear();
    present.clear();
    states.interrupted();
    states.changed(List.of(FRIEND));
    for (int i = 0; i < FriendStates.ROUNDS_OF_SILENCE; i++) {
      states.round();
    }
    present.putAll(Map.of(FRIEND, UserState.ONLINE, OTHER, UserState.AWAY));
    states.round();
    assertEquals(List.of(Map.of(OTHER, "away")), watcher.frames);
  }

  @Test
  void whatWasNotHeardOfIsFound() {
    var watcher = begin(new Watcher(ME), List.of(FRIEND));
    present.put(FRIEND, UserState.ONLINE);
    for (int i = 0; i < FriendStates.ROUNDS_OF_A_CHECK; i++) {
      states.round();
    }
    assertEquals(List.of(Map.of(FRIEND, "online")), watcher.frames);
  }

  @Test
  void whoLogsInWithAnotherStateThanOthersWereToldEndsUpWithTheSame() {
    var first = begin(new Watcher(ME), List.of(FRIEND));
    var second = new Watcher(ME + 1);
    states.enter(second);
    states.watch(second, List.of(user(FRIEND)));
    states.seen(second, Map.of(FRIEND, UserState.ONLINE));
    states.round();
    assertEquals(List.of(), first.frames);
    assertEquals(List.of(Map.of(FRIEND, "offline")), second.frames);
  }

  @Test
  void aChangeDuringALoginIsNotLost() {
    var first = begin(new Watcher(ME), List.of(FRIEND));
    var second = new Watcher(ME + 1);
    states.enter(second);
    states.watch(second, List.of(user(FRIEND)));
    come(FRIEND, UserState.ONLINE);
    second.full = true;
    states.round();
    states.seen(second, Map.of(FRIEND, UserState.OFFLINE));
    second.full = false;
    states.round();
    assertEquals(List.of(Map.of(FRIEND, "online")), first.frames);
    assertEquals(List.of(Map.of(FRIEND, "online")), second.frames);
  }

  @Test
  void whoIsHiddenLeavesAndIsSeenNoMore() {
    var watcher = begin(new Watcher(ME), List.of(FRIEND));
    var friend = begin(new Watcher(FRIEND), List.of(ME));
    come(FRIEND, UserState.ONLINE);
    come(ME, UserState.ONLINE);
    states.round();
    states.hide(ME, FRIEND);
    states.round();
    come(FRIEND, UserState.AWAY);
    come(ME, UserState.AWAY);
    states.watchAlso(watcher, List.of());
    states.round();
    assertEquals(
        List.of(Map.of(FRIEND, "online"), Map.of(FRIEND, "offline")),
        watcher.frames,
        "for who blocks");
    assertEquals(
        List.of(Map.of(ME, "online"), Map.of(ME, "offline")), friend.frames, "for who is blocked");
  }

  @Test
  void aListOfFriendsThatIsOlderThanABlockShowsNothing() {
    come(FRIEND, UserState.ONLINE);
    var watcher = new Watcher(ME);
    states.enter(watcher);
    states.hide(FRIEND, ME);
    states.watch(watcher, List.of(user(FRIEND)));
    states.seen(watcher, Map.of(FRIEND, UserState.ONLINE));
    states.round();
    come(FRIEND, UserState.AWAY);
    states.round();
    assertEquals(List.of(Map.of(FRIEND, "offline")), watcher.frames);
  }

  @Test
  void whoIsShownAgainIsToldWhenTheListSaysSo() {
    var watcher = begin(new Watcher(ME), List.of(FRIEND));
    states.hide(ME, FRIEND);
    states.round();
    watcher.frames.clear();
    come(FRIEND, UserState.ONLINE);
    states.show(ME, FRIEND);
    assertEquals(1, watcher.rereads);
    states.round();
    assertEquals(List.of(), watcher.frames);
    states.watchAlso(watcher, List.of(user(FRIEND)));
    states.round();
    assertEquals(List.of(Map.of(FRIEND, "online")), watcher.frames);
  }

  @Test
  void aNewFriendIsToldToWhoIsNewAlone() {
    var first = begin(new Watcher(ME), List.of(FRIEND));
    var second = begin(new Watcher(ME + 1), List.of());
    come(FRIEND, UserState.ONLINE);
    states.round();
    states.watchAlso(second, List.of(user(FRIEND)));
    states.watchAlso(second, List.of(user(FRIEND)));
    states.round();
    assertEquals(List.of(Map.of(FRIEND, "online")), first.frames);
    assertEquals(List.of(Map.of(FRIEND, "online")), second.frames);
  }

  private void come(int userId, UserState state) {
    present.put(userId, state);
    states.changed(List.of(userId));
  }

  /** Logs in with these friends. */
  private Watcher begin(Watcher watcher, Collection<Integer> friends) {
    states.enter(watcher);
    states.watch(watcher, friends.stream().map(FriendStatesTest::user).toList());
    states.seen(watcher, friends.stream().collect(Collectors.toMap(Function.identity(), this::of)));
    return watcher;
  }

  private Optional<Map<Integer, UserState>> ask(Collection<Integer> userIds) {
    if (redisAway) {
      return Optional.empty();
    }
    asked.addAll(userIds);
    return Optional.of(userIds.stream().collect(Collectors.toMap(Function.identity(), this::of)));
  }

  private UserState of(int userId) {
    return present.getOrDefault(userId, UserState.OFFLINE);
  }

  private static User user(int id) {
    return User.newBuilder().setId(id).setName("user " + id).build();
  }

  /** Notes what it is told. */
  private static final class Watcher implements FriendStates.Watcher {
    private final int userId;
    private final List<Map<Integer, String>> frames = new ArrayList<>();
    private boolean full;
    private int rereads;

    private Watcher(int userId) {
      this.userId = userId;
    }

    @Override
    public int userId() {
      return userId;
    }

    @Override
    public boolean tell(List<User> friends) {
      if (!full) {
        frames.add(friends.stream().collect(Collectors.toMap(User::getId, User::getState)));
      }
      return !full;
    }

    @Override
    public void reread() {
      rereads++;
    }
  }
}
