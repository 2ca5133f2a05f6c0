package chat.gateway.presence;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import redis.clients.jedis.Response;
import redis.clients.jedis.UnifiedJedis;

/** Seats as hashes in Redis, one per user, that run out there. Thread-safe. */
public final class RedisSeatStore implements SeatStore {
  /** Where gateways hear that a seat was taken by force; {@link Seats#heard} understands it. */
  public static final String CHANNEL = "chat:displaced";

  private static final int CHUNK = 500;

  private final Redis redis;
  private final String gatewayId;

  /** The seats in this Redis, taken for this gateway. */
  public RedisSeatStore(Redis redis, String gatewayId) {
    this.redis = redis;
    this.gatewayId = gatewayId;
  }

  /** The key of a user's seat. */
  static String key(int userId) {
    return "chat:seat:" + userId;
  }

  @Override
  public Taken take(int userId, String session, boolean force) {
    return redis
        .ask(client -> Script.takeSeat(client, userId, session, gatewayId, TTL, force))
        .<Taken>map(epoch -> epoch.isEmpty() ? new Taken.Theirs() : ours(epoch))
        .orElseGet(Taken.Unanswered::new);
  }

  @Override
  public Set<Integer> renew(Collection<Seat> seats) {
    List<Seat> all = List.copyOf(seats);
    var lost = new HashSet<Integer>();
    for (int from = 0; from < all.size(); from += CHUNK) {
      List<Seat> chunk = all.subList(from, Math.min(from + CHUNK, all.size()));
      redis.ask(client -> renew(client, chunk)).ifPresent(lost::addAll);
    }
    return lost;
  }

  @Override
  public void release(int userId, String session) {
    redis.ask(client -> Script.releaseSeat(client, userId, session, gatewayId));
  }

  private List<Integer> renew(UnifiedJedis client, List<Seat> seats) {
    var answers = new ArrayList<Response<Object>>(seats.size());
    try (var pipeline = client.pipelined()) {
      seats.forEach(seat -> answers.add(Script.renewSeat(pipeline, seat, gatewayId, TTL)));
      pipeline.sync();
    }
    var lost = new ArrayList<Integer>();
    for (int i = 0; i < seats.size(); i++) {
      if (answers.get(i).get().equals(0L)) {
        lost.add(seats.get(i).userId());
      }
    }
    return lost;
  }

  private static Taken ours(String epoch) {
    return new Taken.Ours(Long.parseLong(epoch));
  }
}
