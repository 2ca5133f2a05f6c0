package chat.gateway.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import chat.gateway.delivery.CursorWriter;
import chat.gateway.delivery.RemoteArchive;
import chat.gateway.dialect.Command;
import chat.gateway.dialect.Credentials;
import chat.gateway.dialect.Envelope;
import chat.gateway.dialect.Event;
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
import chat.gateway.trace.RecordedSpans;
import chat.gateway.trace.Tracing;
import chat.proto.ConversationId;
import chat.proto.ErrorCode;
import chat.proto.RedisAddress;
import chat.proto.common.ChatMessage;
import chat.proto.common.User;
import chat.proto.message.Cursor;
import chat.proto.push.FriendAdded;
import chat.proto.push.PushRecord;
import io.helidon.metrics.api.Metrics;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Function;
import java.util.function.IntPredicate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Timeout;

/**
 * What the tests of sessions share: sessions over fake services; Redis is away, which must not
 * matter.
 */
@Timeout(30)
abstract class SessionRig {
  static final int ME = 7;
  static final int PEER = 9;
  static final Duration HEARTBEAT_TIMEOUT = Duration.ofMillis(600);

  final TestClock clock = new TestClock();
  final FakeServices services;
  final Sessions sessions = new Sessions();
  final Tokens tokens;
  final CursorWriter cursors;
  final Orders orders;
  final Requests requests;
  final AdminRequests admin;
  final FriendStates friendStates;
  final StateChanges changes;
  // What is told is heard here at once, with Redis or without.
  final Hints hints;
  final SessionFactory factory;
  final FakeClient client = new FakeClient();
  final RecordedSpans spans = new RecordedSpans();
  final Tracing tracing;

  private final SessionSettings settings;
  private final Redis redis;
  private final RemoteArchive archive;

  SessionRig() throws Exception {
    this(Duration.ofMillis(1));
  }

  SessionRig(Duration writeTimeout) throws Exception {
    this(writeTimeout, spans -> Tracing.off());
  }

  /**
   * Traced.
   *
   * @param tracing which of {@link #spans}
   */
  SessionRig(Duration writeTimeout, Function<RecordedSpans, Tracing> tracing) throws Exception {
    this.tracing = tracing.apply(spans);
    services = new FakeServices(clock);
    var meters = Metrics.globalRegistry();
    settings =
        new SessionSettings(
            16,
            65_536,
            2,
            1_000,
            20,
            2,
            20,
            Duration.ofMinutes(1),
            5,
            new SessionSettings.Logins(2, 2),
            HEARTBEAT_TIMEOUT,
            writeTimeout,
            Duration.ofSeconds(10));
    tokens = services.tokens();
    redis = Redis.connect(RedisAddress.parse("tcp://127.0.0.1:1"));
    archive = new RemoteArchive(services.backend().message(), () -> "gateway");
    var presence = new Presence(redis, sessions::state);
    friendStates = new FriendStates(ids -> Optional.of(presence.states(ids)), meters);
    changes = StateChanges.over(redis, friendStates);
    hints = new Hints(sessions, changes.hidden(), this::hear, HintMetrics.of(meters));
    cursors = new CursorWriter(archive, hints::moved);
    orders = Orders.over(redis, sessions, tokens);
    requests =
        new Requests(
            services.backend(),
            tokens,
            sessions,
            orders,
            presence,
            changes,
            hints,
            settings,
            clock,
            meters);
    admin =
        new AdminRequests(
            services.backend(),
            orders,
            new OnlineUsers(
                redis, () -> 0, sessions::userIds, userId -> sessions.of(userId).size()));
    factory = factory(SessionPolicy.MANY);
  }

  /** Sessions of another policy. */
  final SessionFactory factory(SessionPolicy policy) {
    return factory(policy, sessions::isPresent);
  }

  /**
   * Sessions of another policy.
   *
   * @param present is asked whenever a route is about to be written or removed
   */
  final SessionFactory factory(SessionPolicy policy, IntPredicate present) {
    return new SessionFactory(
        settings,
        sessions,
        requests,
        tokens,
        services.backend(),
        new Routes(
            new RedisRouteStore(redis),
            new PartitionClaim(new RedisLeases(redis), "test", clock),
            present,
            sessions::isAway,
            sessions::userIds,
            () -> {}),
        new Seats(policy, new RedisSeatStore(redis, "test"), requests::displaced),
        changes,
        friendStates,
        hints,
        archive,
        cursors,
        Metrics.globalRegistry(),
        tracing,
        true);
  }

  @AfterEach
  final void close() {
    client.letWrite(1_000);
    services.close();
  }

  final void assertChatFails(Session session, ErrorCode code, String content, String msgId)
      throws InterruptedException {
    client.request(session, chat(Envelope.EMPTY, content, msgId));
    assertEquals(code, assertInstanceOf(Event.Failed.class, client.next()).code());
  }

  final Event.LoggedIn logIn(Session session, int userId) throws InterruptedException {
    return logIn(session, userId, client);
  }

  static Event.LoggedIn logIn(Session session, int userId, FakeClient client)
      throws InterruptedException {
    client.request(session, login(userId, "pwd"));
    return assertInstanceOf(Event.LoggedIn.class, client.next());
  }

  final void push(ChatMessage message) {
    var record = PushRecord.newBuilder().addUserIds(ME).setMessage(message).build();
    sessions.of(ME).forEach(receiver -> receiver.pushed(record));
  }

  static PushRecord friendAdded() {
    return PushRecord.newBuilder()
        .addUserIds(ME)
        .setFriendAdded(FriendAdded.newBuilder().setFriend(User.newBuilder().setId(3)))
        .build();
  }

  private boolean hear(String hint) {
    hints.heard(hint);
    return true;
  }

  final Envelope token(int userId, int actor) {
    return new Envelope(
        Optional.empty(), Optional.of(services.token(userId)), OptionalInt.of(actor));
  }

  static Command.Login login(int userId, String password) {
    return new Command.Login(
        Envelope.EMPTY, new Credentials.ById(userId, password), Command.Login.Abilities.NONE);
  }

  static Command.PrivateChat chat(Envelope envelope, String content, String msgId) {
    return new Command.PrivateChat(envelope, PEER, content, Optional.of(msgId));
  }

  static ChatMessage peer(long seq) {
    return ChatMessage.newBuilder()
        .setFromId(PEER)
        .setToId(ME)
        .setSeq(seq)
        .setMsgId("p" + seq)
        .setContent("text")
        .build();
  }

  static Cursor cursor(long delivered, long head) {
    return Cursor.newBuilder()
        .setConversationId(ConversationId.ofUsers(ME, PEER).value())
        .setDeliveredSeq(delivered)
        .setHeadSeq(head)
        .build();
  }
}
