package chat.gateway.presence;

import chat.proto.PushRoutes;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.IntPredicate;
import redis.clients.jedis.Response;
import redis.clients.jedis.UnifiedJedis;

/**
 * Who is online, on any gateway. While Redis is away only those who are here are known to be.
 * Thread-safe.
 */
public final class Presence {
  private final Redis redis;
  private final IntPredicate here;

  /** Asks this Redis about those who are not here. */
  public Presence(Redis redis, IntPredicate here) {
    this.redis = redis;
    this.here = here;
  }

  /** Those of the users who are online. */
  public Set<Integer> online(Collection<Integer> userIds) {
    var online = new HashSet<Integer>();
    var elsewhere = new ArrayList<Integer>();
    for (int userId : new HashSet<>(userIds)) {
      if (here.test(userId)) {
        online.add(userId);
      } else {
        elsewhere.add(userId);
      }
    }
    if (!elsewhere.isEmpty()) {
      redis.ask(client -> exist(client, elsewhere)).ifPresent(online::addAll);
    }
    return online;
  }

  private static List<Integer> exist(UnifiedJedis client, List<Integer> userIds) {
    var answers = new ArrayList<Response<Boolean>>(userIds.size());
    try (var pipeline = client.pipelined()) {
      for (int userId : userIds) {
        answers.add(pipeline.exists(PushRoutes.routeKey(userId)));
      }
      pipeline.sync();
    }
    var found = new ArrayList<Integer>();
    for (int i = 0; i < answers.size(); i++) {
      if (answers.get(i).get()) {
        found.add(userIds.get(i));
      }
    }
    return found;
  }
}
