package chat.gateway.session;

import chat.proto.ErrorCode;
import io.helidon.metrics.api.Counter;
import io.helidon.metrics.api.MeterRegistry;
import io.helidon.metrics.api.Tag;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Counts how often a client was held back or refused by a limit. Thread-safe. */
public final class LimitHits {
  private final Map<Limit, Counter> counters = new EnumMap<>(Limit.class);

  /** The limits; their lower case names are the values of the label. */
  public enum Limit {
    /** Requests of one connection: answered 429. */
    FRAMES,
    /** Wrong passwords: logins answered 429. */
    FAILED_LOGINS,
    /** Registrations and logins by password of one address: answered 429. */
    ACCOUNT_REQUESTS,
    /** Logins at this gateway at one time: answered 503. */
    LOGINS,
    /** Connections of one address: refused. */
    CONNECTIONS_PER_ADDRESS,
    /** Messages of one connection without an answer: not read on until one has come. */
    UNACKNOWLEDGED,
    /** Files under way at one time: answered 429 where they are one user's, else 503. */
    TRANSFERS
  }

  /** Counters of this registry, the same ones wherever it is used. */
  public LimitHits(MeterRegistry registry) {
    for (Limit limit : Limit.values()) {
      counters.put(
          limit,
          registry.getOrCreate(
              Counter.builder("chat_gateway_limits_hit")
                  .description("Clients held back or refused by a limit.")
                  .tags(List.of(Tag.create("limit", limit.name().toLowerCase(Locale.ROOT))))));
    }
  }

  /** A client has come to this limit. */
  public void hit(Limit limit) {
    counters.get(limit).increment();
  }

  /**
   * Does a check, and counts when it refuses.
   *
   * @throws RequestFailed what the check throws
   */
  void check(Limit limit, Runnable check) {
    try {
      check.run();
    } catch (RequestFailed e) {
      if (e.code() == ErrorCode.SLOW_DOWN) {
        hit(limit);
      }
      throw e;
    }
  }
}
