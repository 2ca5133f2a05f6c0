package chat.gateway.presence;

import chat.gateway.Ticker;
import chat.proto.PushRoutes;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.BiConsumer;

/**
 * The partition of the push topic that this gateway reads, leased in Redis and renewed every 3 s on
 * a thread of its own. Fail-open: without Redis, or when all partitions are taken, one is read
 * unclaimed; two gateways on one partition see each other's hints and ignore them. A lease that was
 * lost is taken again, or another one; whoever listens hears of the change.
 */
public final class PartitionClaim implements AutoCloseable {
  /** The lease. */
  static final Duration TTL = Duration.ofSeconds(10);

  private static final Logger LOGGER = System.getLogger(PartitionClaim.class.getName());
  private static final Duration RENEW = Duration.ofSeconds(3);

  private final Leases leases;
  private final String gatewayId;
  private final Clock clock;
  private volatile Claim current;
  // What was asked for without an answer: perhaps it is ours. Used by one thread at a time.
  private Optional<Claim> unanswered = Optional.empty();
  private Optional<Ticker> ticker = Optional.empty();

  /**
   * What the gateway reads.
   *
   * @param partition of the push topic
   * @param epoch when it was claimed, milliseconds since 1970; tells this claim from an earlier one
   * @param held whether Redis has granted it
   */
  public record Claim(int partition, long epoch, boolean held) {}

  /** Claims a partition at once; does not renew it before {@link #start}. */
  public PartitionClaim(Leases leases, String gatewayId, Clock clock) {
    this(leases, gatewayId, clock, ThreadLocalRandom.current().nextInt(PushRoutes.PARTITIONS));
  }

  /** The same, with the partition that is tried first. */
  PartitionClaim(Leases leases, String gatewayId, Clock clock, int first) {
    this.leases = leases;
    this.gatewayId = gatewayId;
    this.clock = clock;
    this.current = claim(new Claim(first, clock.millis(), false));
  }

  /** What is read now. */
  public Claim current() {
    return current;
  }

  /**
   * Begins to renew.
   *
   * @param taken hears the claim before and after a lost lease was taken again, the same or another
   *     one, on this class's thread
   */
  public void start(BiConsumer<Claim, Claim> taken) {
    ticker = Optional.of(Ticker.start("partition-claim", RENEW, () -> renew(taken)));
  }

  /** Gives the partition back. */
  @Override
  public void close() {
    ticker.ifPresent(Ticker::close);
    Claim last = current;
    leases.release(last.partition, value(last));
    unanswered.ifPresent(asked -> leases.release(asked.partition, value(asked)));
  }

  /** One round of renewing. */
  void renew(BiConsumer<Claim, Claim> taken) {
    Claim before = current;
    Optional<Boolean> renewed =
        before.held ? leases.renew(before.partition, value(before), TTL) : Optional.of(false);
    if (renewed.isEmpty() || renewed.get()) {
      return;
    }
    Claim after = claim(before);
    current = after;
    if (after.held) {
      taken.accept(before, after);
    }
  }

  private Claim claim(Claim last) {
    Claim next = takeFree(last);
    if (!next.held) {
      LOGGER.log(Level.DEBUG, "no partition could be claimed, reading {0} all the same", next);
    } else {
      LOGGER.log(Level.INFO, "reading pushes from partition {0}", next.partition);
    }
    return next;
  }

  // The partition of the last claim first, with its epoch: if it is free, nothing moves. But before
  // it one that was asked for without an answer: if it is ours, it is kept from the others.
  private Claim takeFree(Claim last) {
    Claim first = unanswered.orElse(last);
    unanswered = Optional.empty();
    for (int i = 0; i < PushRoutes.PARTITIONS; i++) {
      int partition = (first.partition + i) % PushRoutes.PARTITIONS;
      Claim wanted = new Claim(partition, i == 0 ? first.epoch : clock.millis(), true);
      Optional<Boolean> taken = leases.take(partition, value(wanted), TTL);
      if (taken.isEmpty()) {
        unanswered = Optional.of(wanted);
        break;
      }
      if (taken.get()) {
        return wanted;
      }
    }
    return new Claim(last.partition, last.epoch, false);
  }

  private String value(Claim claim) {
    return gatewayId + ":" + claim.epoch;
  }
}
