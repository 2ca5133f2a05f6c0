package chat.gateway.presence;

import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * Tells the gateways, this one too, whose state may have changed: once in a round, each user once;
 * and at once who may not see whom any more, or may again. What Redis does not take is kept for the
 * next round: {@value #MAX_USERS} changed users at most, beyond which everybody counts as changed,
 * and {@value #MAX_BLOCKS} blocks and unblocks, of which the oldest go first: the other gateways
 * then learn of them at the next logins. Thread-safe; one thread does the rounds.
 */
public final class StateChanges {
  /** Where gateways hear it; {@link #heard} understands it. */
  public static final String CHANNEL = "chat:states";

  static final int MAX_USERS = 50_000;
  static final int MAX_BLOCKS = 10_000;

  private static final int USERS_OF_A_MESSAGE = 1_000;
  private static final String CHANGED = "changed";
  private static final String ALL = "all";
  private static final String HIDDEN = "hidden";
  private static final String SHOWN = "shown";

  private final Predicate<String> announce;
  private final FriendStates friends;
  private final HiddenPairs hidden = new HiddenPairs();
  private final Announcer blocks;

  // All guarded by this.
  private Set<Integer> changed = new HashSet<>();
  private boolean allChanged;

  /**
   * Changes that are heard for these.
   *
   * @param announce tells all gateways; false where that failed. May block
   */
  StateChanges(Predicate<String> announce, FriendStates friends) {
    this.announce = announce;
    this.friends = friends;
    this.blocks = new Announcer(announce, MAX_BLOCKS);
  }

  /** Changes that are told over this Redis, and heard for these. */
  public static StateChanges over(Redis redis, FriendStates friends) {
    return new StateChanges(text -> redis.publish(CHANNEL, text), friends);
  }

  /** Who is known to be hidden from whom: blocks that are told here, and what others add. */
  public HiddenPairs hidden() {
    return hidden;
  }

  /** A user's session has begun or ended, or has become away or not. */
  public synchronized void add(int userId) {
    if (changed.size() < MAX_USERS) {
      changed.add(userId);
    } else if (!changed.contains(userId)) {
      addAll();
    }
  }

  /** Nobody may have known of this gateway's users. */
  public synchronized void addAll() {
    allChanged = true;
    changed.clear();
  }

  /** The first one blocks the other one now. Waits for Redis, briefly. */
  public void hide(int blocker, int blocked) {
    hideHere(blocker, blocked);
    blocks.say(HIDDEN + " " + blocker + " " + blocked);
  }

  /** The first one blocks the other one no more. Waits for Redis, briefly. */
  public void show(int blocker, int blocked) {
    // Here too when it is heard, so that it comes after a block that is heard late.
    blocks.say(SHOWN + " " + blocker + " " + blocked);
  }

  /** Tells what has been added since the last round. */
  public void round() {
    blocks.round();
    if (takenAll() && !announce.test(ALL)) {
      addAll();
    }
    List<Integer> users = List.copyOf(takenUsers());
    for (int from = 0; from < users.size(); from += USERS_OF_A_MESSAGE) {
      var some = users.subList(from, Math.min(from + USERS_OF_A_MESSAGE, users.size()));
      String text =
          some.stream().map(String::valueOf).collect(Collectors.joining(" ", CHANGED + " ", ""));
      if (!announce.test(text)) {
        some.forEach(this::add);
      }
    }
  }

  /** What a gateway has said: a word, and the users it is about, with blanks between. */
  public void heard(String announcement) {
    String[] words = announcement.split(" ");
    var users = Arrays.stream(words).skip(1).map(Integer::valueOf).toList();
    switch (words[0]) {
      case CHANGED -> friends.changed(users);
      case ALL -> friends.allChanged();
      case HIDDEN -> hideHere(users.getFirst(), users.getLast());
      case SHOWN -> {
        hidden.show(users.getFirst(), users.getLast());
        friends.show(users.getFirst(), users.getLast());
      }
      default -> {} // the word of a newer version
    }
  }

  private void hideHere(int blocker, int blocked) {
    hidden.hide(blocker, blocked);
    friends.hide(blocker, blocked);
  }

  private synchronized boolean takenAll() {
    boolean taken = allChanged;
    allChanged = false;
    return taken;
  }

  private synchronized Set<Integer> takenUsers() {
    Set<Integer> taken = changed;
    changed = new HashSet<>();
    return taken;
  }
}
