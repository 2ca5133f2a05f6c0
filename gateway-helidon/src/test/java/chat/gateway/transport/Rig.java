package chat.gateway.transport;

import chat.gateway.GatewayConfig;
import chat.gateway.Probes;
import chat.gateway.Readiness;
import chat.gateway.backend.Backend;
import chat.gateway.backend.BackendSettings;
import chat.gateway.backend.CallSettings;
import chat.gateway.backend.Endpoint;
import chat.gateway.backend.Location;
import chat.gateway.delivery.CursorWriter;
import chat.gateway.delivery.RemoteArchive;
import chat.gateway.dialect.Timestamps;
import chat.gateway.hint.HintMetrics;
import chat.gateway.hint.Hints;
import chat.gateway.presence.FriendStates;
import chat.gateway.presence.OnlineUsers;
import chat.gateway.presence.PartitionClaim;
import chat.gateway.presence.Presence;
import chat.gateway.presence.Redis;
import chat.gateway.presence.RedisLeases;
import chat.gateway.presence.RedisRouteStore;
import chat.gateway.presence.RedisSeatStore;
import chat.gateway.presence.Routes;
import chat.gateway.presence.Seats;
import chat.gateway.presence.SessionPolicy;
import chat.gateway.presence.StateChanges;
import chat.gateway.session.AdminRequests;
import chat.gateway.session.Fallbacks;
import chat.gateway.session.FileRequests;
import chat.gateway.session.GatewayToken;
import chat.gateway.session.Orders;
import chat.gateway.session.Requests;
import chat.gateway.session.SessionFactory;
import chat.gateway.session.Sessions;
import chat.gateway.session.Tokens;
import chat.gateway.trace.Tracing;
import chat.proto.RedisAddress;
import io.helidon.metrics.api.Metrics;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneId;
import java.util.Map;
import java.util.Optional;

/** A gateway's ports, with nothing behind them: every service is away. */
final class Rig implements AutoCloseable {
  static final int MAX_FRAME_BYTES = 2_000;
  static final int CONNECTIONS_PER_ADDRESS = 20;
  static final int PROXIED_ACCOUNT_REQUESTS = 2;
  private static final int SEND_BUFFER_BYTES = 65_536;
  private static final int TRANSFERS = 4;

  private static final String SECRET = "0123456789abcdef0123456789abcdef";
  private static final Location NOWHERE = new Location.Listed(Endpoint.list("127.0.0.1:1"));

  final Probes probes =
      new Probes(new Readiness(Map.of("part", Optional::empty), Map.of("redis", () -> true)));
  final Sessions sessions = new Sessions();
  final Listeners listeners;

  private final Backend backend;
  private final Redis redis;

  Rig(Optional<TransportSettings.TlsSettings> tls) {
    this(tls, Tracing.off());
  }

  /** With its traces. */
  Rig(Optional<TransportSettings.TlsSettings> tls, Tracing tracing) {
    this(tls, Map.of("JWT_SECRET", SECRET), tracing);
  }

  private Rig(
      Optional<TransportSettings.TlsSettings> tls,
      Map<String, String> environment,
      Tracing tracing) {
    var clock = Clock.systemUTC();
    // The only one there is: two that are written to at a time may lock each other out for ever
    // (helidon-io/helidon#10858).
    var meters = Metrics.globalRegistry();
    var config = GatewayConfig.of(environment);
    var settings = config.session();
    var token = new GatewayToken(SECRET, clock);
    backend =
        Backend.connect(
            new BackendSettings(
                NOWHERE, NOWHERE, NOWHERE, new CallSettings(Duration.ofSeconds(1), 10, 10)),
            token,
            meters);
    redis = Redis.connect(RedisAddress.parse("tcp://127.0.0.1:1"));
    var tokens = new Tokens(SECRET, backend.user(), clock, new Fallbacks(meters));
    var presence = new Presence(redis, sessions::state);
    var friendStates = new FriendStates(presence::knownStates, meters);
    var changes = StateChanges.over(redis, friendStates);
    var hints = Hints.over(redis, sessions, changes.hidden(), HintMetrics.of(meters));
    var orders = Orders.over(redis, sessions, tokens);
    var requests =
        new Requests(
            backend, tokens, sessions, orders, presence, changes, hints, settings, clock, meters);
    var claim = new PartitionClaim(new RedisLeases(redis), "test", clock);
    var archive = new RemoteArchive(backend.message(), token);
    listeners =
        Listeners.start(
            new TransportSettings(
                "127.0.0.1",
                0,
                0,
                0,
                config.transport().proxyProtocol(),
                tls,
                MAX_FRAME_BYTES,
                CONNECTIONS_PER_ADDRESS,
                SEND_BUFFER_BYTES,
                TRANSFERS,
                Duration.ofMillis(20),
                Duration.ofSeconds(1),
                Duration.ofSeconds(3)),
            new Timestamps(ZoneId.of("UTC")),
            new SessionFactory(
                settings,
                sessions,
                requests,
                tokens,
                backend,
                new Routes(
                    new RedisRouteStore(redis),
                    claim,
                    sessions::isPresent,
                    sessions::isAway,
                    sessions::userIds,
                    () -> {}),
                new Seats(
                    SessionPolicy.MANY, new RedisSeatStore(redis, "test"), requests::displaced),
                changes,
                friendStates,
                hints,
                archive,
                new CursorWriter(archive),
                meters,
                tracing,
                true),
            requests,
            new AdminRequests(
                backend, orders, new OnlineUsers(redis, () -> 0, sessions::userIds, userId -> 0)),
            new FileRequests(backend.message()),
            tokens,
            tracing,
            probes.checks(),
            meters);
  }

  /** Behind a proxy, with {@value #PROXIED_ACCOUNT_REQUESTS} account requests a minute. */
  static Rig proxied() {
    return new Rig(
        Optional.empty(),
        Map.of(
            "JWT_SECRET",
            SECRET,
            "PROXY_PROTOCOL",
            "true",
            "ACCOUNT_REQUESTS_PER_MINUTE",
            String.valueOf(PROXIED_ACCOUNT_REQUESTS)),
        Tracing.off());
  }

  @Override
  public void close() {
    listeners.close();
    redis.close();
    backend.close();
  }
}
