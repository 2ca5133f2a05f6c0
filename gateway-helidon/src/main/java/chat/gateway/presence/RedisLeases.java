package chat.gateway.presence;

import java.time.Duration;
import java.util.Optional;

/** Leases as keys in Redis that run out there. Thread-safe. */
public final class RedisLeases implements Leases {
  private final Redis redis;

  /** The leases in this Redis. */
  public RedisLeases(Redis redis) {
    this.redis = redis;
  }

  @Override
  public Optional<Boolean> take(int partition, String holder, Duration ttl) {
    return redis.ask(client -> Script.takeClaim(client, partition, holder, ttl));
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
