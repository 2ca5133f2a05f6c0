package chat.service.push;

import java.util.Set;

/** Knows which gateways hold which users. */
interface Routes {
  /** Looks up the users, within a fraction of a second. Never fails: an unknown route is live. */
  RouteTable lookup(Set<Integer> userIds);
}
