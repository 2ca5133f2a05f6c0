package chat.gateway.session;

import chat.proto.ErrorCode;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Clock;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.OptionalInt;

/**
 * Slows down guessing: after too many wrong passwords from an address, for one account or for all
 * together, further ones are refused until the window is over. Remembers {@value #REMEMBERED} pairs
 * of address and account, and as many addresses; the eldest goes first. Thread-safe.
 */
final class FailedLogins {
  static final int REMEMBERED = 10_000;

  private static final Logger LOGGER = System.getLogger(FailedLogins.class.getName());

  private final Duration window;
  private final Clock clock;

  // Guarded by this.
  private final Counts<Source> ofSources;
  private final Counts<String> ofAddresses;

  /** Who guesses what. */
  record Source(String address, String account) {}

  private record Count(int failures, long untilMs) {}

  /**
   * No failures yet.
   *
   * @param max for one account from one address
   * @param maxPerAddress for all accounts from one address
   */
  FailedLogins(int max, int maxPerAddress, Duration window, Clock clock) {
    this.ofSources = new Counts<>(max);
    this.ofAddresses = new Counts<>(maxPerAddress);
    this.window = window;
    this.clock = clock;
  }

  /**
   * Asks before a password is tried.
   *
   * @throws RequestFailed SLOW_DOWN when too many have been wrong
   */
  synchronized void check(Source source) {
    long nowMs = clock.millis();
    long leftMs =
        Math.max(
            ofSources.refusedForMs(source, nowMs), ofAddresses.refusedForMs(source.address, nowMs));
    if (leftMs > 0) {
      throw new RequestFailed(
          ErrorCode.SLOW_DOWN,
          "Too many wrong passwords, wait a little.",
          OptionalInt.of((int) leftMs));
    }
  }

  /** The password was wrong. */
  synchronized void failed(Source source) {
    boolean enoughOfSource = ofSources.add(source, clock.millis(), window);
    boolean enoughOfAddress = ofAddresses.add(source.address, clock.millis(), window);
    if (enoughOfSource || enoughOfAddress) {
      // Not for which account: people type passwords into the field for names.
      LOGGER.log(
          Level.INFO,
          "{0}: too many wrong passwords for {1}, refused for up to {2} s",
          source.address,
          enoughOfAddress ? "all accounts" : "one account",
          window.toSeconds());
    }
  }

  /** The password was right. That says nothing of the address's other accounts. */
  synchronized void succeeded(Source source) {
    ofSources.counts.remove(source);
  }

  private static final class Counts<K> {
    private final int max;
    private final Map<K, Count> counts =
        new LinkedHashMap<>() {
          @Override
          protected boolean removeEldestEntry(Map.Entry<K, Count> eldest) {
            return size() > REMEMBERED;
          }
        };

    Counts(int max) {
      this.max = max;
    }

    long refusedForMs(K key, long nowMs) {
      Count count = counts.get(key);
      return count == null || count.failures < max ? 0 : count.untilMs - nowMs;
    }

    /** Whether it is the one with which refusing begins. */
    boolean add(K key, long nowMs, Duration window) {
      Count before = counts.remove(key);
      boolean first = before == null || before.untilMs <= nowMs;
      Count now =
          first
              ? new Count(1, nowMs + window.toMillis())
              : new Count(before.failures + 1, before.untilMs);
      counts.put(key, now);
      return now.failures == max;
    }
  }
}
