package chat.gateway.presence;

import java.time.Duration;
import java.util.Optional;

/**
 * Who reads which partition of the push topic, as all gateways see it. A lease ends by itself when
 * nobody renews it. Every answer is empty when it cannot be had; what was asked for may have been
 * done all the same.
 */
public interface Leases {

  /**
   * Whether the partition was free or the holder's already, and now is the holder's for that long.
   * So one whose answer was lost can be asked for again.
   */
  Optional<Boolean> take(int partition, String holder, Duration ttl);

  /** Whether the partition was still the holder's, and now is for that much longer. */
  Optional<Boolean> renew(int partition, String holder, Duration ttl);

  /** Gives the partition back, if it is still the holder's. */
  void release(int partition, String holder);
}
