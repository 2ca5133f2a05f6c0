package chat.gateway.presence;

import chat.proto.PushRoutes;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.IntSupplier;
import java.util.function.IntUnaryOperator;
import java.util.function.Supplier;
import redis.clients.jedis.Response;
import redis.clients.jedis.UnifiedJedis;
import redis.clients.jedis.params.ScanParams;
import redis.clients.jedis.resps.ScanResult;

/**
 * Counts and lists the users who are online at any gateway, from the routes in Redis: these are
 * read in pieces of {@value #PIECE} keys, so that Redis serves others between. Holds the ids of all
 * while it counts. For administrators; blocks; thread-safe.
 */
public final class OnlineUsers {
  /** Of users who are listed. */
  static final int MAX_LISTED = 500;

  private static final int PIECE = 1_000;

  private final Redis redis;
  private final IntSupplier partition;
  private final Supplier<Collection<Integer>> here;
  private final IntUnaryOperator connectionsHere;

  /**
   * Who is online.
   *
   * @param users how many
   * @param connections of the first {@value #MAX_LISTED} by id: those at this gateway, and one for
   *     each other gateway where the user is
   */
  public record Found(int users, SortedMap<Integer, Integer> connections) {}

  /**
   * Asks this Redis.
   *
   * @param partition of this gateway
   * @param here the users who are online at this gateway
   * @param connectionsHere of a user at this gateway
   */
  public OnlineUsers(
      Redis redis,
      IntSupplier partition,
      Supplier<Collection<Integer>> here,
      IntUnaryOperator connectionsHere) {
    this.redis = redis;
    this.partition = partition;
    this.here = here;
    this.connectionsHere = connectionsHere;
  }

  /** Who is online now; empty when Redis is away. */
  public Optional<Found> find() {
    Set<Integer> users = new HashSet<>(here.get());
    ScanParams pieces = new ScanParams().match(PushRoutes.routeKeys()).count(PIECE);
    String cursor = ScanParams.SCAN_POINTER_START;
    do {
      String from = cursor;
      Optional<ScanResult<String>> piece = redis.ask(client -> client.scan(from, pieces));
      if (piece.isEmpty()) {
        return Optional.empty();
      }
      piece.get().getResult().forEach(key -> users.add(PushRoutes.userOf(key)));
      cursor = piece.get().getCursor();
    } while (!cursor.equals(ScanParams.SCAN_POINTER_START));
    List<Integer> first = users.stream().sorted().limit(MAX_LISTED).toList();
    return redis
        .ask(client -> connections(client, first))
        .map(connections -> new Found(users.size(), connections));
  }

  private SortedMap<Integer, Integer> connections(UnifiedJedis client, List<Integer> users) {
    String own = Integer.toString(partition.getAsInt());
    var routes = new ArrayList<Response<Map<String, String>>>(users.size());
    try (var pipeline = client.pipelined()) {
      users.forEach(userId -> routes.add(pipeline.hgetAll(PushRoutes.routeKey(userId))));
      pipeline.sync();
    }
    var connections = new TreeMap<Integer, Integer>();
    for (int i = 0; i < users.size(); i++) {
      long elsewhere =
          routes.get(i).get().keySet().stream().filter(other -> !other.equals(own)).count();
      int userId = users.get(i);
      connections.put(userId, connectionsHere.applyAsInt(userId) + (int) elsewhere);
    }
    return connections;
  }
}
