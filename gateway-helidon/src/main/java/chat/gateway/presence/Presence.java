package chat.gateway.presence;

import chat.proto.PushRoutes;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import redis.clients.jedis.Response;
import redis.clients.jedis.UnifiedJedis;

/**
 * Who is online or away, on any gateway. Asks Redis about those who are not online here, in pieces
 * of {@value #CHUNK} users. Blocks, for half a second at most where Redis does not answer.
 * Thread-safe.
 */
public final class Presence {
  private static final int CHUNK = 500;

  private final Redis redis;
  private final Function<Integer, UserState> here;

  private record Found(Response<Map<String, String>> routes, Response<Map<String, String>> away) {
    // The mark of an earlier claim is none: its epoch is not the route's.
    UserState state() {
      if (routes.get().isEmpty()) {
        return UserState.OFFLINE;
      }
      return away.get().entrySet().containsAll(routes.get().entrySet())
          ? UserState.AWAY
          : UserState.ONLINE;
    }
  }

  /**
   * Asks this Redis about those who are not online here.
   *
   * @param here the state of a user as this gateway alone knows it
   */
  public Presence(Redis redis, Function<Integer, UserState> here) {
    this.redis = redis;
    this.here = here;
  }

  /** Those of the users who are connected; while Redis is away only those who are here. */
  public Set<Integer> online(Collection<Integer> userIds) {
    var online = new HashSet<Integer>();
    var elsewhere = new ArrayList<Integer>();
    for (int userId : new HashSet<>(userIds)) {
      if (here.apply(userId) == UserState.OFFLINE) {
        elsewhere.add(userId);
      } else {
        online.add(userId);
      }
    }
    if (!elsewhere.isEmpty()) {
      redis.ask(client -> exist(client, elsewhere)).ifPresent(online::addAll);
    }
    return online;
  }

  /** The users' states; while Redis is away those of users who are not here are offline. */
  public Map<Integer, UserState> states(Collection<Integer> userIds) {
    return knownStates(userIds).orElseGet(() -> statesHere(userIds));
  }

  /** The users' states; empty when Redis is away. */
  public Optional<Map<Integer, UserState>> knownStates(Collection<Integer> userIds) {
    Map<Integer, UserState> states = statesHere(userIds);
    // Who is online here is so wherever else they are.
    List<Integer> elsewhere =
        states.keySet().stream().filter(userId -> states.get(userId) != UserState.ONLINE).toList();
    for (int from = 0; from < elsewhere.size(); from += CHUNK) {
      var chunk = elsewhere.subList(from, Math.min(from + CHUNK, elsewhere.size()));
      var found = redis.ask(client -> find(client, chunk));
      if (found.isEmpty()) {
        return Optional.empty();
      }
      found.get().forEach((userId, state) -> states.merge(userId, state, UserState::livelier));
    }
    return Optional.of(states);
  }

  private Map<Integer, UserState> statesHere(Collection<Integer> userIds) {
    var states = new HashMap<Integer, UserState>();
    userIds.forEach(userId -> states.put(userId, here.apply(userId)));
    return states;
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

  private static Map<Integer, UserState> find(UnifiedJedis client, List<Integer> userIds) {
    var answers = new HashMap<Integer, Found>();
    try (var pipeline = client.pipelined()) {
      for (int userId : userIds) {
        answers.put(
            userId,
            new Found(
                pipeline.hgetAll(PushRoutes.routeKey(userId)),
                pipeline.hgetAll(RedisRouteStore.awayKey(userId))));
      }
      pipeline.sync();
    }
    var states = new HashMap<Integer, UserState>();
    answers.forEach((userId, found) -> states.put(userId, found.state()));
    return states;
  }
}
