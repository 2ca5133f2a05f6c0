package chat.gateway.presence;

import chat.proto.common.User;
import io.helidon.metrics.api.Counter;
import io.helidon.metrics.api.MeterRegistry;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * Tells sessions of the changing states of their users' friends. Whatever happens between two
 * rounds, a session gets one frame in a round at most, with the newest state of each friend who is
 * in another one than it was told; so a storm of logins costs a session a frame a round, and a user
 * who comes and goes within a round costs a question. States are asked for once for all sessions,
 * and only those of users whom somebody here watches. Everybody is asked about once in {@value
 * #ROUNDS_OF_A_CHECK} rounds, which finds what was not heard of.
 *
 * <p>Holds {@value #MAX_FRIENDS} friends of a session: of further ones it is told nothing. Holds
 * one waiting state for each of them: what a full send queue has no room for waits here, and what
 * is newer takes its place. While Redis is away no change is found; what changes meanwhile is asked
 * for when it is back.
 *
 * <p>Thread-safe; one thread does the rounds. A session that has not left stays here for good.
 */
public final class FriendStates {
  /** Of one session. */
  static final int MAX_FRIENDS = 5_000;

  /** In one frame; the rest comes in the next round. */
  static final int MAX_STATES = 500;

  static final int ROUNDS_OF_A_CHECK = 60;

  /** For so long other gateways may still be writing their users' routes again. */
  static final int ROUNDS_OF_SILENCE = 10;

  private final Function<Collection<Integer>, Optional<Map<Integer, UserState>>> states;
  private final Counter pushes;
  private final Counter coalesced;

  // All guarded by this.
  private final Map<Integer, Friend> watched = new HashMap<>();
  private final Map<Integer, Map<Watcher, Watch>> watches = new HashMap<>();
  private final Map<Watcher, Map<Integer, User>> waiting = new LinkedHashMap<>();
  private Set<Integer> changed = new HashSet<>();
  private int rounds;
  private int silentRounds;

  /** A session that wants to know. Its methods do not block. */
  public interface Watcher {
    /** Whose session it is. */
    int userId();

    /** Hands over states to tell; false when there is no room for them now. */
    boolean tell(List<User> friends);

    /** The user may see the state of a friend again: {@link #watchAlso} is called for all, soon. */
    void reread();
  }

  /** Somebody's watched friend, whoever watches. */
  private static final class Friend {
    private final User user;
    private final Set<Watcher> watchers = new HashSet<>(2);
    // What all watchers have been told, or have waiting; empty before the first time.
    private Optional<UserState> told = Optional.empty();

    private Friend(User user) {
      this.user = user;
    }

    private User in(UserState state) {
      return user.toBuilder().setState(state.word()).build();
    }
  }

  /**
   * What a session watches.
   *
   * @param hidden whose states it is not to see any more: a list of friends may be older than that
   */
  private record Watch(Set<Integer> friends, Set<Integer> hidden) {}

  /**
   * Nobody is watched yet.
   *
   * @param states asks for users' states; empty when they cannot be had. May block
   */
  public FriendStates(
      Function<Collection<Integer>, Optional<Map<Integer, UserState>>> states,
      MeterRegistry meters) {
    this.states = states;
    this.pushes = meters.getOrCreate(Counter.builder("chat_gateway_presence_pushes"));
    this.coalesced = meters.getOrCreate(Counter.builder("chat_gateway_presence_coalesced"));
  }

  /** A session begins; before its list of friends is read, so that no block is missed. */
  public synchronized void enter(Watcher watcher) {
    watches
        .computeIfAbsent(watcher.userId(), _ -> new HashMap<>(2))
        .put(watcher, new Watch(new HashSet<>(), new HashSet<>()));
  }

  /** A session ends, and is told nothing any more; more than once without harm. */
  public synchronized void leave(Watcher watcher) {
    waiting.remove(watcher);
    var own = watches.getOrDefault(watcher.userId(), Map.of());
    watch(watcher)
        .ifPresent(
            watch -> {
              watch.friends.forEach(friendId -> forget(friendId, watcher));
              own.remove(watcher);
            });
    if (own.isEmpty()) {
      watches.remove(watcher.userId());
    }
  }

  /**
   * A session wants to know of these users. Their states have to be asked for after this, so that
   * no change is lost between, and told to {@link #seen}. Nothing for who has left.
   */
  public synchronized void watch(Watcher watcher, Collection<User> friends) {
    watch(watcher).ifPresent(watch -> friends.forEach(friend -> add(watch, watcher, friend)));
  }

  /** The session is told these states otherwise: {@link #watch} comes before. */
  public synchronized void seen(Watcher watcher, Map<Integer, UserState> seen) {
    watch(watcher)
        .ifPresent(
            watch ->
                seen.forEach(
                    (friendId, state) -> {
                      if (watch.friends.contains(friendId)) {
                        seen(watcher, friendId, state);
                      }
                    }));
  }

  /** As {@link #watch}; the states of those who are new here are told in the next round. */
  public synchronized void watchAlso(Watcher watcher, Collection<User> friends) {
    watch(watcher)
        .ifPresent(
            watch ->
                friends.stream()
                    .filter(friend -> add(watch, watcher, friend))
                    .forEach(friend -> tellOf(watcher, watched.get(friend.getId()))));
  }

  /** Neither of the two is to see the other's state from now on: each sees the other leave. */
  public synchronized void hide(int one, int other) {
    hideFrom(one, other);
    hideFrom(other, one);
  }

  /** The two may see each other's states again, if their lists of friends say so. */
  public synchronized void show(int one, int other) {
    showTo(one, other);
    showTo(other, one);
  }

  /** These users may be in another state now. */
  public synchronized void changed(Collection<Integer> userIds) {
    for (int userId : userIds) {
      if (watched.containsKey(userId) && !changed.add(userId)) {
        coalesced.increment();
      }
    }
  }

  /** Anybody may be in another state now. */
  public synchronized void allChanged() {
    changed.addAll(watched.keySet());
  }

  /**
   * Redis is back, perhaps without what was in it: everybody is asked about when the gateways have
   * had the time to write their routes again, so that nobody is told that all friends have left.
   */
  public synchronized void interrupted() {
    if (!watched.isEmpty()) {
      silentRounds = ROUNDS_OF_SILENCE;
      allChanged();
    }
  }

  /** Tells what has changed since the last round. Asks for the states, which may block. */
  public void round() {
    Set<Integer> asked = taken();
    if (!asked.isEmpty()) {
      states.apply(asked).ifPresentOrElse(this::noteAll, () -> changed(asked));
    }
    tellAll();
  }

  private synchronized Set<Integer> taken() {
    if (silentRounds > 0) {
      silentRounds--;
      return Set.of();
    }
    rounds = (rounds + 1) % ROUNDS_OF_A_CHECK;
    if (rounds == 0) {
      allChanged();
    }
    Set<Integer> taken = changed;
    changed = new HashSet<>();
    return taken;
  }

  private synchronized void noteAll(Map<Integer, UserState> found) {
    found.forEach(this::note);
  }

  private synchronized void tellAll() {
    waiting.entrySet().removeIf(entry -> tell(entry.getKey(), entry.getValue()));
  }

  private void note(int userId, UserState state) {
    Friend friend = watched.get(userId);
    if (friend == null) {
      return;
    }
    if (friend.told.equals(Optional.of(state))) {
      coalesced.increment();
      return;
    }
    friend.told = Optional.of(state);
    User user = friend.in(state);
    friend.watchers.forEach(watcher -> await(watcher, user));
  }

  private void await(Watcher watcher, User user) {
    var states = waiting.computeIfAbsent(watcher, _ -> new LinkedHashMap<>());
    if (states.put(user.getId(), user) != null) {
      coalesced.increment();
    }
  }

  /** Whether nothing is left to tell. */
  private boolean tell(Watcher watcher, Map<Integer, User> states) {
    List<User> first = states.values().stream().limit(MAX_STATES).toList();
    if (!watcher.tell(first)) {
      return false;
    }
    pushes.increment();
    first.forEach(user -> states.remove(user.getId()));
    return states.isEmpty();
  }

  private Optional<Watch> watch(Watcher watcher) {
    return Optional.ofNullable(watches.getOrDefault(watcher.userId(), Map.of()).get(watcher));
  }

  /** Whether the friend is watched now, and was not before. */
  private boolean add(Watch watch, Watcher watcher, User friend) {
    int friendId = friend.getId();
    if (watch.hidden.contains(friendId)) {
      await(watcher, new Friend(friend).in(UserState.OFFLINE));
      return false;
    }
    boolean isNew = watch.friends.size() < MAX_FRIENDS && watch.friends.add(friendId);
    if (isNew) {
      watched.computeIfAbsent(friendId, _ -> new Friend(friend)).watchers.add(watcher);
    }
    return isNew;
  }

  // What all others have been told is as good as an answer: a change since then comes by itself.
  private void tellOf(Watcher watcher, Friend friend) {
    friend.told.ifPresentOrElse(
        state -> await(watcher, friend.in(state)), () -> changed.add(friend.user.getId()));
  }

  private void seen(Watcher watcher, int friendId, UserState state) {
    Friend friend = watched.get(friendId);
    if (friend.told.isEmpty()) {
      // Who is asked about just now will be told of in any case.
      if (!changed.contains(friendId)) {
        friend.told = Optional.of(state);
      }
    } else if (friend.told.get() == state) {
      waiting.computeIfPresent(
          watcher,
          (_, states) -> {
            states.remove(friendId);
            return states.isEmpty() ? null : states;
          });
    } else {
      tellOf(watcher, friend);
      changed.add(friendId);
    }
  }

  private void hideFrom(int userId, int hiddenId) {
    watches
        .getOrDefault(userId, Map.of())
        .forEach(
            (watcher, watch) -> {
              watch.hidden.add(hiddenId);
              if (watch.friends.remove(hiddenId)) {
                await(watcher, watched.get(hiddenId).in(UserState.OFFLINE));
                forget(hiddenId, watcher);
              }
            });
  }

  private void showTo(int userId, int shownId) {
    watches
        .getOrDefault(userId, Map.of())
        .forEach(
            (watcher, watch) -> {
              watch.hidden.remove(shownId);
              watcher.reread();
            });
  }

  private void forget(int friendId, Watcher watcher) {
    Friend friend = watched.get(friendId);
    friend.watchers.remove(watcher);
    if (friend.watchers.isEmpty()) {
      watched.remove(friendId);
      changed.remove(friendId);
    }
  }
}
