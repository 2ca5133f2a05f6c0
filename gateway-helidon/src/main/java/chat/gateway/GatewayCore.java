package chat.gateway;

import chat.gateway.backend.Backend;
import chat.gateway.backend.BackendSettings;
import chat.gateway.delivery.CursorWriter;
import chat.gateway.delivery.DeliverySettings;
import chat.gateway.delivery.PushConsumer;
import chat.gateway.delivery.RemoteArchive;
import chat.gateway.delivery.TailCheck;
import chat.gateway.hint.HintMetrics;
import chat.gateway.hint.Hints;
import chat.gateway.presence.Announcements;
import chat.gateway.presence.FriendStates;
import chat.gateway.presence.OnlineUsers;
import chat.gateway.presence.PartitionClaim;
import chat.gateway.presence.Presence;
import chat.gateway.presence.PresenceSettings;
import chat.gateway.presence.Redis;
import chat.gateway.presence.RedisLeases;
import chat.gateway.presence.RedisRouteStore;
import chat.gateway.presence.RedisSeatStore;
import chat.gateway.presence.Routes;
import chat.gateway.presence.Seats;
import chat.gateway.presence.StateChanges;
import chat.gateway.session.AdminRequests;
import chat.gateway.session.Fallbacks;
import chat.gateway.session.FileRequests;
import chat.gateway.session.GatewayToken;
import chat.gateway.session.Orders;
import chat.gateway.session.Requests;
import chat.gateway.session.SessionFactory;
import chat.gateway.session.SessionGauges;
import chat.gateway.session.SessionSettings;
import chat.gateway.session.Sessions;
import chat.gateway.session.Tokens;
import chat.gateway.trace.Tracing;
import chat.proto.BrokenPromise;
import io.helidon.metrics.api.Gauge;
import io.helidon.metrics.api.MeterRegistry;
import io.helidon.metrics.api.Metrics;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;

/**
 * Everything between the transport and the services, built in order and closed in reverse. {@link
 * #start} returns when pushes are being read, so that logins may be accepted; it waits 10 s for
 * Kafka at most, because without it pushes are late and nothing is lost.
 */
public final class GatewayCore implements AutoCloseable {
  private static final Logger LOGGER = System.getLogger(GatewayCore.class.getName());
  private static final Duration KAFKA_PATIENCE = Duration.ofSeconds(10);

  /** How often a client is told of friends' states, at most. */
  private static final Duration STATES_PERIOD = Duration.ofSeconds(1);

  /** How often gateways tell each other hints, where there are any. */
  private static final Duration HINTS_PERIOD = Duration.ofMillis(250);

  private static final Duration OVERDUE_CHECK = Duration.ofSeconds(1);

  private final Backend backend;
  private final Tokens tokens;
  private final Sessions sessions = new Sessions();
  private final Redis redis;
  private final PartitionClaim claim;
  private final Routes routes;
  private final Seats seats;
  private final Announcements announcements;
  private final CursorWriter cursors;
  private final PushConsumer consumer;
  private final TailCheck tailCheck;
  private final DeliverySettings delivery;
  private final Requests requests;
  private final SessionFactory sessionFactory;
  private final Ticker overdue;
  private final StateChanges changes;
  private final Orders orders;
  private final AdminRequests admin;
  private final Ticker states;
  private final Hints hints;
  private final Ticker hintRounds;

  private GatewayCore(
      String jwtSecret,
      SessionSettings sessionSettings,
      BackendSettings backendSettings,
      PresenceSettings presenceSettings,
      DeliverySettings deliverySettings,
      Tracing tracing) {
    Clock clock = Clock.systemUTC();
    delivery = deliverySettings;
    MeterRegistry meters = Metrics.globalRegistry();
    var gatewayToken = new GatewayToken(jwtSecret, clock);
    backend = Backend.connect(backendSettings, gatewayToken, meters);
    tokens = new Tokens(jwtSecret, backend.user(), clock, new Fallbacks(meters));
    redis = Redis.connect(presenceSettings.redis());
    claim = new PartitionClaim(new RedisLeases(redis), presenceSettings.gatewayId(), clock);
    var archive = new RemoteArchive(backend.message(), gatewayToken);
    tailCheck = new TailCheck(sessions, archive, deliverySettings.tailCheckPeriod());
    var presence = new Presence(redis, sessions::state);
    var friendStates = new FriendStates(presence::knownStates, meters);
    changes = StateChanges.over(redis, friendStates);
    hints = Hints.over(redis, sessions, changes.hidden(), HintMetrics.of(meters));
    cursors = new CursorWriter(archive, hints::moved);
    routes =
        new Routes(
            new RedisRouteStore(redis),
            claim,
            sessions::isPresent,
            sessions::isAway,
            sessions::userIds,
            () -> {
              tailCheck.hurry();
              changes.addAll();
            });
    consumer =
        new PushConsumer(
            deliverySettings.kafkaBrokers(),
            () -> claim.current().partition(),
            sessions,
            tracing,
            tailCheck::hurry);
    var gauges = SessionGauges.show(sessions, meters);
    overdue =
        Ticker.start(
            "overdue-sessions",
            OVERDUE_CHECK,
            () -> {
              gauges.count();
              sessions.closeOverdue();
            });
    orders = Orders.over(redis, sessions, tokens);
    requests =
        new Requests(
            backend,
            tokens,
            sessions,
            orders,
            presence,
            changes,
            hints,
            sessionSettings,
            clock,
            meters);
    admin =
        new AdminRequests(
            backend,
            orders,
            new OnlineUsers(
                redis,
                () -> claim.current().partition(),
                sessions::userIds,
                userId -> sessions.of(userId).size()));
    seats =
        new Seats(
            presenceSettings.sessionPolicy(),
            new RedisSeatStore(redis, presenceSettings.gatewayId()),
            requests::displaced);
    announcements =
        Announcements.start(
            redis,
            Map.of(
                RedisSeatStore.CHANNEL,
                seats::heard,
                StateChanges.CHANNEL,
                changes::heard,
                Hints.CHANNEL,
                hints::heard,
                Orders.CHANNEL,
                orders::heard),
            () -> {
              friendStates.interrupted();
              hints.interrupted();
            });
    hintRounds = Ticker.start("hints", HINTS_PERIOD, hints::round);
    states =
        Ticker.start(
            "states",
            STATES_PERIOD,
            () -> {
              orders.round();
              changes.round();
              friendStates.round();
            });
    sessionFactory =
        new SessionFactory(
            sessionSettings,
            sessions,
            requests,
            tokens,
            backend,
            routes,
            seats,
            changes,
            friendStates,
            hints,
            archive,
            cursors,
            meters,
            tracing,
            delivery.keeps(BrokenPromise.NO_GAP_REPAIR));
    redis.show(meters);
    consumer.show(meters);
    meters.getOrCreate(
        Gauge.builder("chat_gateway_partition_held", () -> claim.current().held() ? 1 : 0));
  }

  /**
   * Builds and starts all parts.
   *
   * @param jwtSecret at least {@link chat.proto.TokenClaims#MIN_SECRET_BYTES} bytes
   * @throws IllegalArgumentException when the secret is too short
   */
  public static GatewayCore start(
      String jwtSecret,
      SessionSettings sessions,
      BackendSettings backend,
      PresenceSettings presence,
      DeliverySettings delivery,
      Tracing tracing) {
    var core = new GatewayCore(jwtSecret, sessions, backend, presence, delivery, tracing);
    core.cursors.start();
    if (delivery.keeps(BrokenPromise.NO_ROUTE_HEALING)) {
      core.routes.start();
    } else {
      core.claim.start((before, after) -> {});
    }
    core.seats.start();
    if (!core.consumer.start(KAFKA_PATIENCE)) {
      LOGGER.log(Level.WARNING, "going on without Kafka: pushes come late");
    }
    if (delivery.keeps(BrokenPromise.NO_TAIL_CHECK)) {
      core.tailCheck.start();
    }
    return core;
  }

  /** Makes sessions for new connections. */
  public SessionFactory sessionFactory() {
    return sessionFactory;
  }

  /** The open sessions. */
  public Sessions sessions() {
    return sessions;
  }

  /** Answers requests that came without a session. */
  public Requests requests() {
    return requests;
  }

  /** Answers administrators. */
  public AdminRequests admin() {
    return admin;
  }

  /** Stores and gives files. */
  public FileRequests files() {
    return new FileRequests(backend.message());
  }

  /** Checks tokens. */
  public Tokens tokens() {
    return tokens;
  }

  /**
   * Whether the services can be called. Kafka and Redis are only told of: without them the gateway
   * serves on, with late pushes.
   */
  public Readiness readiness() {
    return new Readiness(
        Map.of(
            "user-service", backend.user()::trouble,
            "social-service", backend.social()::trouble,
            "message-service", backend.streams()::trouble),
        Map.of("kafka", consumer::isAway, "redis", redis::isAway));
  }

  /** Writes what is pending and closes everything. Drain the sessions first. */
  @Override
  public void close() {
    overdue.close();
    tailCheck.close();
    consumer.close();
    cursors.close();
    states.close();
    hintRounds.close();
    // Those whose sessions have just ended, what their last cursors say, and what Redis missed.
    orders.round();
    changes.round();
    hints.round();
    announcements.close();
    seats.close();
    routes.close();
    claim.close();
    redis.close();
    backend.close();
  }
}
