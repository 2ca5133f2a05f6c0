package chat.service.message;

import chat.proto.RedisAddress;
import chat.service.message.Heads.Head;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import redis.clients.jedis.RedisClient;

/**
 * A store that breaks its promise, for the history checker alone: the sequence numbers come from a
 * counter in Redis, as is often done. A transaction that fails leaves a gap, and a Redis that was
 * emptied begins again.
 */
final class SeqFromRedis implements MessageStore {
  private final MessageStore real;
  private final RedisClient redis;

  SeqFromRedis(MessageStore real, String redisUrl) {
    RedisAddress address = RedisAddress.parse(redisUrl);
    this.real = real;
    this.redis = RedisClient.create(address.host(), address.port());
  }

  @Override
  public Written write(List<Draft> drafts, Heads heads) {
    Map<Long, Long> counts =
        drafts.stream()
            .collect(
                Collectors.groupingBy(
                    draft -> draft.conversation().value(), Collectors.counting()));
    Map<Long, Head> counted = new HashMap<>();
    counts.forEach(
        (id, count) ->
            counted.put(id, new Head(redis.incrBy("broken:seq:" + id, count) - count, 0)));
    Heads fromRedis = new Heads(counted.size());
    fromRedis.advance(counted);
    return real.write(drafts, fromRedis);
  }

  @Override
  public Map<MessageKey, StoredMessage> find(Collection<MessageKey> keys) {
    return real.find(keys);
  }
}
