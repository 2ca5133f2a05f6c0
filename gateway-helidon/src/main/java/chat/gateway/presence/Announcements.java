package chat.gateway.presence;

import chat.gateway.Ticker;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import redis.clients.jedis.JedisPubSub;
import redis.clients.jedis.exceptions.JedisException;

/**
 * What gateways tell each other over Redis, heard on one virtual thread, in the order in which it
 * was said. Nothing is kept for who does not listen: while Redis is away it is lost, and {@code
 * listening} says when that is over. Each gateway says something every 5 s, so that a dead
 * connection is noticed within 15 s. (Not with Jedis's own ping: its answer can come before Jedis
 * expects it, and ends the subscription then.)
 */
public final class Announcements implements AutoCloseable {
  private static final Logger LOGGER = System.getLogger(Announcements.class.getName());
  private static final String ALIVE = "chat:alive";
  private static final Duration PING = Duration.ofSeconds(5);
  private static final Duration PAUSE = Duration.ofSeconds(1);

  private final Redis redis;
  private final Map<String, Consumer<String>> channels;
  private final Runnable listening;
  private final CountDownLatch closed = new CountDownLatch(1);
  private final Thread thread = Thread.ofVirtual().name("announcements").unstarted(this::run);
  private volatile Listener listener = new Listener();

  private Announcements(Redis redis, Map<String, Consumer<String>> channels, Runnable listening) {
    this.redis = redis;
    this.channels = new HashMap<>(channels);
    this.channels.put(ALIVE, _ -> {});
    this.listening = listening;
  }

  /**
   * Begins to listen.
   *
   * @param channels who hears what; must not block for long
   * @param listening called whenever listening begins: what was said before may be missing
   * @return a listener whose pings run on a ticker of their own
   */
  public static Announcements start(
      Redis redis, Map<String, Consumer<String>> channels, Runnable listening) {
    var announcements = new Announcements(redis, channels, listening);
    announcements.thread.start();
    return announcements;
  }

  @Override
  public void close() {
    closed.countDown();
    listener.stop();
    try {
      thread.join(PAUSE);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void run() {
    String[] names = channels.keySet().toArray(String[]::new);
    try (var _ = Ticker.start("announcements-ping", PING, this::ping)) {
      do {
        listener = new Listener();
        listen(names);
      } while (!closed.await(PAUSE.toMillis(), TimeUnit.MILLISECONDS));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void ping() {
    redis.publish(ALIVE, "");
  }

  private void listen(String[] names) {
    try {
      redis.subscribe(listener, names);
    } catch (JedisException e) {
      LOGGER.log(Level.DEBUG, "not listening to the other gateways: {0}", e.getMessage());
    }
  }

  private final class Listener extends JedisPubSub {
    @Override
    public void onSubscribe(String channel, int count) {
      if (count == channels.size()) {
        listening.run();
      }
      if (closed.getCount() == 0) {
        stop();
      }
    }

    @Override
    public void onMessage(String channel, String message) {
      try {
        channels.get(channel).accept(message);
      } catch (RuntimeException e) {
        LOGGER.log(Level.ERROR, "what another gateway said on " + channel + " failed", e);
      }
    }

    private void stop() {
      if (isSubscribed()) {
        try {
          unsubscribe();
        } catch (JedisException e) {
          LOGGER.log(Level.DEBUG, "no goodbye: {0}", e.getMessage());
        }
      }
    }
  }
}
