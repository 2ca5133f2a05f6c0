package chat.gateway.presence;

import chat.gateway.presence.PartitionClaim.Claim;
import java.util.Collection;

/**
 * Which gateways have sessions of a user, as all who send pushes see it. A route ends by itself
 * when it is not written again. What cannot be confirmed may have been done all the same.
 */
public interface RouteStore {
  /** Writes the users' routes to this claim; true when all are known to be written. */
  boolean write(Collection<Integer> userIds, Claim claim);

  /**
   * Marks the users' routes to this claim: nobody sits at the devices there; or takes the marks
   * away. A mark ends as a route does, and means nothing without the route.
   *
   * @return true when all are known to be written
   */
  boolean mark(Collection<Integer> userIds, Claim claim, boolean away);

  /** Takes away the users' routes to this very claim; those to a later one there stay. */
  void remove(Collection<Integer> userIds, Claim claim);
}
