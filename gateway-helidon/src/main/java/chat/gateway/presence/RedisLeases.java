package chat.gateway.presence;

import chat.proto.PushRoutes;
import java.time.Duration;
import java.util.Optional;
import redis.clients.jedis.params.SetParams;

/** Leases as keys in Redis that run out there. Thread-safe. */
public final class RedisLeases implements Leases {
  private final Redis redis;

  /** The leases in this Redis. */
  public RedisLeases(Redis redis) {
    this.redis = redis;
  }

  @Override
  public Optional<Boolean> take(int partition, String holder, Duration ttl) {
    var unlessTaken = SetParams.setParams().nx().px(ttl.toMillis());
    return redis.ask(
        client -> client.set(PushRoutes.claimKey(partition), holder, unlessTaken) != null);
  }

  @Override
  public Optional<Boolean> renew(int partition, String holder, Duration ttl) {
    return redis.ask(client -> Script.renewClaim(client, partition, holder, ttl));
  }

  @Override
  public void release(int partition, String holder) {
    redis.ask(client -> Script.releaseClaim(client, partition, holder));
  }
}
