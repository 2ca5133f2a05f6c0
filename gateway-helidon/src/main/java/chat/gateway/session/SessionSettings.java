package chat.gateway.session;

import java.time.Duration;

/**
 * Limits of a client's connection.
 *
 * @param queueEvents events waiting for one client's socket, at least 16
 * @param queueBytes about as many bytes of them, at least 64 KiB
 * @param unacknowledged messages of one connection on their way to the message service, at least 1;
 *     the reading stops while there are that many
 * @param framesPerSecond requests of one connection per second, at least 1
 * @param frameBurst requests it may send at once after a silence, at least 1
 * @param failedLogins wrong passwords per address and account within the window, at least 1
 * @param failedLoginsPerAddress wrong passwords per address, for all accounts together, at least 1
 * @param failedLoginWindow how long a wrong password counts
 * @param accountRequestsPerMinute registrations and logins by password per address, each of which
 *     costs a password hash, 1 to 60,000
 * @param logins how many go on at one time, and wait, at this gateway
 * @param heartbeatTimeout how long a client that answers pings may be silent, at least 100 ms; it
 *     is pinged three times within that time
 * @param writeTimeout how long a client may leave one write standing before it is cut off
 * @param goodbyeTimeout how long an ending connection waits for replies under way
 */
public record SessionSettings(
    int queueEvents,
    int queueBytes,
    int unacknowledged,
    int framesPerSecond,
    int frameBurst,
    int failedLogins,
    int failedLoginsPerAddress,
    Duration failedLoginWindow,
    int accountRequestsPerMinute,
    Logins logins,
    Duration heartbeatTimeout,
    Duration writeTimeout,
    Duration goodbyeTimeout) {

  /**
   * Logins of all connections together.
   *
   * @param running at one time, at least 1
   * @param waiting for their turn, at least 0
   */
  public record Logins(int running, int waiting) {
    public Logins {
      atLeast("running-logins", running, 1);
      atLeast("waiting-logins", waiting, 0);
    }
  }

  private static final Duration SHORTEST_HEARTBEAT = Duration.ofMillis(100);

  public SessionSettings {
    atLeast("queue-events", queueEvents, 16);
    atLeast("queue-bytes", queueBytes, 65_536);
    atLeast("unacknowledged-messages", unacknowledged, 1);
    atLeast("frames-per-second", framesPerSecond, 1);
    atLeast("frame-burst", frameBurst, 1);
    atLeast("failed-logins", failedLogins, 1);
    atLeast("failed-logins-per-address", failedLoginsPerAddress, 1);
    positive("failed-login-window", failedLoginWindow);
    atLeast("account-requests-per-minute", accountRequestsPerMinute, 1);
    atMost("account-requests-per-minute", accountRequestsPerMinute, 60_000);
    if (heartbeatTimeout.compareTo(SHORTEST_HEARTBEAT) < 0) {
      throw new IllegalArgumentException(
          "heartbeat-timeout must be at least PT0.1S: " + heartbeatTimeout);
    }
    positive("write-timeout", writeTimeout);
    positive("goodbye-timeout", goodbyeTimeout);
  }

  private static void atLeast(String name, int value, int min) {
    if (value < min) {
      throw new IllegalArgumentException(name + " must be at least " + min + ": " + value);
    }
  }

  private static void atMost(String name, int value, int max) {
    if (value > max) {
      throw new IllegalArgumentException(name + " must be at most " + max + ": " + value);
    }
  }

  private static void positive(String name, Duration value) {
    if (value.isNegative() || value.isZero()) {
      throw new IllegalArgumentException(name + " must be positive: " + value);
    }
  }
}
