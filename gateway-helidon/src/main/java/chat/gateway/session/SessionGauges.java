package chat.gateway.session;

import io.helidon.metrics.api.Gauge;
import io.helidon.metrics.api.MeterRegistry;
import io.helidon.metrics.api.Tag;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * How many sessions of each kind there are and what waits for them. Counted by {@link #count}, once
 * a second on one thread, since there may be ten thousands; a scrape reads what was counted last.
 */
public final class SessionGauges {
  private static final List<Kind> KINDS =
      List.of(
          new Kind("lines", "tcp"),
          new Kind("lines", "websocket"),
          new Kind("classic", "tcp"),
          new Kind("web", "websocket"));

  private final Sessions sessions;
  private volatile Count last = new Count(Map.of(), 0);

  /** How a client talks. */
  record Kind(String dialect, String transport) {

    /** What is spoken over TCP, as OpenTelemetry sees it: a WebSocket is no transport to it. */
    String protocol() {
      return transport.equals("websocket") ? transport : dialect;
    }
  }

  /**
   * What was counted.
   *
   * @param events that wait in send queues
   */
  record Count(Map<Kind, Long> connections, long events) {}

  private SessionGauges(Sessions sessions) {
    this.sessions = sessions;
  }

  /** Shows these sessions from now on; nothing before the first count. */
  public static SessionGauges show(Sessions sessions, MeterRegistry meters) {
    var gauges = new SessionGauges(sessions);
    meters.getOrCreate(
        Gauge.builder("chat_gateway_sessions", sessions::count)
            .description("Open client connections, logged in or not."));
    meters.getOrCreate(
        Gauge.builder("chat_gateway_users_online", sessions::users)
            .description("Different users who are logged in here."));
    for (Kind kind : KINDS) {
      meters.getOrCreate(
          Gauge.builder(
                  "chat_gateway_connections", () -> gauges.last.connections.getOrDefault(kind, 0L))
              .description("Open client connections by how they talk.")
              .tags(
                  List.of(
                      Tag.create("dialect", kind.dialect),
                      Tag.create("transport", kind.transport))));
    }
    meters.getOrCreate(
        Gauge.builder("chat_gateway_send_queue_events", () -> gauges.last.events)
            .description("Events that wait in the send queues of all clients."));
    return gauges;
  }

  /** Counts again. */
  public void count() {
    Map<Kind, Long> connections = new HashMap<>();
    long[] events = {0};
    sessions.forEach(
        session -> {
          connections.merge(session.kind(), 1L, Long::sum);
          events[0] += session.queue().size();
        });
    last = new Count(Map.copyOf(connections), events[0]);
  }
}
