package chat.gateway.presence;

import chat.gateway.presence.PartitionClaim.Claim;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;

/** Routes in memory: each user's newest; can be away. */
final class FakeRouteStore implements RouteStore {
  private final Map<Integer, Claim> routes = new HashMap<>();
  private boolean away;

  void away(boolean now) {
    away = now;
  }

  /** Forgets everything. */
  void empty() {
    routes.clear();
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
  public void remove(Collection<Integer> userIds, Claim claim) {
    if (!away) {
      userIds.forEach(userId -> routes.remove(userId, claim));
    }
  }
}
