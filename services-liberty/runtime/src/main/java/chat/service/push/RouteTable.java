package chat.service.push;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Which gateways to tell, as Redis knows it at one moment.
 *
 * @param routes for each user that was asked for, the partitions of the gateways that hold a
 *     session of theirs; nothing when Redis is away
 * @param live the partitions that have a reader, never empty
 */
record RouteTable(Map<Integer, Set<Integer>> routes, Set<Integer> live) {
  /** So many receivers are not looked up one by one; every gateway is told. */
  static final int MOST_LOOKED_UP = 64;

  /** Whether somebody is to be looked up for an event with these receivers. */
  static boolean isLookedUp(Collection<Integer> receivers) {
    return receivers.size() <= MOST_LOOKED_UP;
  }

  /** The receivers by partition. A user without a session anywhere is in none of them. */
  Map<Integer, List<Integer>> spread(Collection<Integer> receivers) {
    Map<Integer, List<Integer>> spread = new HashMap<>();
    for (int user : receivers) {
      Set<Integer> partitions = isLookedUp(receivers) ? routes.getOrDefault(user, live) : live;
      for (int partition : partitions) {
        spread.computeIfAbsent(partition, key -> new ArrayList<>()).add(user);
      }
    }
    return spread;
  }
}
