package chat.gateway.session;

import chat.gateway.backend.Backend;
import chat.gateway.delivery.Archive;
import chat.gateway.delivery.CursorWriter;
import chat.gateway.delivery.DeliveryMetrics;
import chat.gateway.dialect.Codec;
import chat.gateway.hint.Hints;
import chat.gateway.presence.FriendStates;
import chat.gateway.presence.Routes;
import chat.gateway.presence.Seats;
import chat.gateway.presence.StateChanges;
import chat.gateway.trace.Tracing;
import io.helidon.metrics.api.MeterRegistry;

/** Makes the session of a new connection. Thread-safe. */
public final class SessionFactory {
  private final SessionParts parts;

  /**
   * Sessions that work with these parts.
   *
   * @param repairsGaps as in {@link chat.gateway.delivery.Feed}
   */
  public SessionFactory(
      SessionSettings settings,
      Sessions sessions,
      Requests requests,
      Tokens tokens,
      Backend backend,
      Routes routes,
      Seats seats,
      StateChanges changes,
      FriendStates friendStates,
      Hints hints,
      Archive archive,
      CursorWriter cursors,
      MeterRegistry meters,
      Tracing tracing,
      boolean repairsGaps) {
    var logins =
        new Logins(
            requests,
            sessions,
            routes,
            seats,
            changes,
            friendStates,
            hints,
            new Fallbacks(meters),
            archive,
            cursors,
            DeliveryMetrics.of(meters),
            Thread::startVirtualThread,
            repairsGaps);
    var metrics = new SessionMetrics(meters);
    this.parts =
        new SessionParts(
            settings,
            sessions,
            requests,
            tokens,
            logins,
            new LoginTurns(settings.logins(), metrics, System::nanoTime),
            backend.streams(),
            new Typists(requests.social(), hints, Thread::startVirtualThread, metrics.hints()),
            metrics,
            tracing);
  }

  /** A session that is not logged in. While the gateway drains it is refused with a notice. */
  public Session open(Codec codec, Link link) {
    var session = new Session(codec, link, parts);
    session.start();
    parts.sessions().add(session);
    return session;
  }

  /**
   * A session of somebody whose token came with the connection: logs in at once, and sends the
   * login's reply (or why it failed, and closes). Waits for the services.
   */
  public Session openAs(Codec codec, Link link, Caller caller) {
    var session = open(codec, link);
    try {
      session.logInAs(caller);
    } catch (RuntimeException e) {
      session.end();
      throw e;
    }
    return session;
  }
}
