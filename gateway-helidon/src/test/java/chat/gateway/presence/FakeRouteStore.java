package chat.gateway.presence;

import chat.gateway.presence.PartitionClaim.Claim;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/** Routes in memory: each user's newest; can be away. */
final class FakeRouteStore implements RouteStore {
  private final Map<Integer, Claim> routes = new HashMap<>();
  private final Set<Integer> marks = new HashSet<>();
  private boolean away;

  void away(boolean now) {
    away = now;
  }

  /** Forgets everything. */
  void empty() {
    routes.clear();
    marks.clear();
  }

  /** Whose routes are marked. */
  Set<Integer> marks() {
    return Set.copyOf(marks);
  }

  Map<Integer, Claim> routes() {
    return Map.copyOf(routes);
  }

  @Override
  public boolean write(Collection<Integer> userIds, Claim claim) {
    if (!away) {
      userIds.forEach(userId -> routes.put(userId, claim));
    }
    return !away;
  }

  @Override
  public boolean mark(Collection<Integer> userIds, Claim claim, boolean marked) {
    if (!away && marked) {
      marks.addAll(userIds);
    } else if (!away) {
      marks.removeAll(userIds);
    }
    return !away;
  }

  @Override
  public void remove(Collection<Integer> userIds, Claim claim) {
    if (!away) {
      userIds.forEach(userId -> routes.remove(userId, claim));
    }
  }
}
