package chat.gateway.transport;

import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** Pings every open WebSocket, so that the ones behind dead networks are found. Thread-safe. */
final class WebSocketPings implements AutoCloseable {
  private final Set<WebSocketLink> links = ConcurrentHashMap.newKeySet();
  private final ScheduledExecutorService timer =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().daemon().name("websocket-pings").factory());

  /** Starts pinging. */
  WebSocketPings(Duration period) {
    var _ =
        timer.scheduleAtFixedRate(
            this::ping, period.toMillis(), period.toMillis(), TimeUnit.MILLISECONDS);
  }

  void add(WebSocketLink link) {
    links.add(link);
  }

  void remove(WebSocketLink link) {
    links.remove(link);
  }

  @Override
  public void close() {
    timer.shutdownNow();
  }

  /** Each on its own thread, since a peer that does not read holds up whoever writes to it. */
  private void ping() {
    links.forEach(link -> Thread.ofVirtual().name("websocket-ping").start(link::ask));
  }
}
