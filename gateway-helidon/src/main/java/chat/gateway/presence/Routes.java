package chat.gateway.presence;

import chat.gateway.Ticker;
import chat.gateway.presence.PartitionClaim.Claim;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.IntPredicate;
import java.util.function.Supplier;
import java.util.stream.IntStream;

/**
 * Notes for those who send pushes which users have sessions here. What is written follows from who
 * is present at that moment, one user at a time, so a session that ends cannot take away the route
 * of one that has just begun. Everything is written again every 30 s, which heals whatever Redis
 * forgot or missed. Thread-safe.
 */
public final class Routes implements AutoCloseable {
  private static final Duration REFRESH = Duration.ofSeconds(30);
  private static final int STRIPES = 64;

  private final RouteStore store;
  private final PartitionClaim claim;
  private final IntPredicate present;
  private final IntPredicate away;
  private final Supplier<Collection<Integer>> users;
  private final Runnable healed;
  private final List<Object> stripes =
      IntStream.range(0, STRIPES).mapToObj(i -> new Object()).toList();
  // Those whose routes may be marked. An entry is taken out under the user's stripe.
  private final Set<Integer> marked = ConcurrentHashMap.newKeySet();
  // Whether somebody who is here may be without a route.
  private final AtomicBoolean lost = new AtomicBoolean();
  private Optional<Ticker> ticker = Optional.empty();

  /**
   * Routes of the users who are here.
   *
   * @param present whether a user has a session here
   * @param away whether nobody sits at any of the user's devices here
   * @param users all who have
   * @param healed called when routes that were lost, or could not be written, have been: until then
   *     their users were not told of new messages. On a thread of this class
   */
  public Routes(
      RouteStore store,
      PartitionClaim claim,
      IntPredicate present,
      IntPredicate away,
      Supplier<Collection<Integer>> users,
      Runnable healed) {
    this.store = store;
    this.claim = claim;
    this.present = present;
    this.away = away;
    this.users = users;
    this.healed = healed;
  }

  /** Begins to refresh, and to follow the claim when it moves. */
  public void start() {
    claim.start(this::move);
    ticker = Optional.of(Ticker.start("routes", REFRESH, this::refresh));
  }

  /**
   * Call after a user's session has begun, ended, or become away or not. Waits for Redis, briefly.
   */
  public void update(int userId) {
    synchronized (stripes.get(userId % STRIPES)) {
      if (present.test(userId)) {
        // First, so that the route is never seen without it.
        mark(userId);
        write(List.of(userId));
      } else {
        unmark(userId);
        store.remove(List.of(userId), claim.current());
      }
    }
  }

  @Override
  public void close() {
    ticker.ifPresent(Ticker::close);
  }

  /** Writes all routes; those of users who have left meanwhile are taken out again. */
  void refresh() {
    // Before the users are asked for: what is lost from now on is the next round's.
    boolean wereLost = lost.getAndSet(false);
    Collection<Integer> here = users.get();
    refreshMarks();
    boolean written = write(here);
    here.stream().filter(userId -> !present.test(userId)).forEach(this::update);
    if (written && wereLost) {
      healed.run();
    }
  }

  /**
   * Follows the claim, perhaps to another partition. Also where it stays: what lost the lease has
   * lost the routes as well.
   */
  void move(Claim before, Claim after) {
    Collection<Integer> here = users.get();
    lost.set(true);
    refresh();
    if (after.partition() != before.partition()) {
      store.remove(here, before);
    }
  }

  private void refreshMarks() {
    var aways = marked.stream().filter(away::test).toList();
    store.mark(aways, claim.current(), true);
    // Who has come back meanwhile may have been marked again after that.
    marked.addAll(aways);
    marked.stream().filter(userId -> !away.test(userId)).forEach(this::update);
  }

  // Most users are never away: only what was marked is unmarked.
  private void mark(int userId) {
    if (away.test(userId)) {
      marked.add(userId);
      store.mark(List.of(userId), claim.current(), true);
    } else {
      unmark(userId);
    }
  }

  // A mark that stays would lie as soon as the user is here again: tried again at the next refresh.
  private void unmark(int userId) {
    if (marked.contains(userId) && store.mark(List.of(userId), claim.current(), false)) {
      marked.remove(userId);
    }
  }

  private boolean write(Collection<Integer> userIds) {
    boolean written = store.write(userIds, claim.current());
    if (!written) {
      lost.set(true);
    }
    return written;
  }
}
