package chat.gateway.session;

import chat.gateway.backend.Backend;
import chat.gateway.backend.Service;
import chat.gateway.dialect.Command;
import chat.gateway.dialect.Credentials;
import chat.gateway.dialect.Event;
import chat.gateway.hint.Hints;
import chat.gateway.presence.Presence;
import chat.gateway.presence.StateChanges;
import chat.gateway.trace.RequestTrace;
import chat.gateway.trace.SendTrace;
import chat.proto.ConversationId;
import chat.proto.ErrorCode;
import chat.proto.common.User;
import chat.proto.message.ChatReply;
import chat.proto.user.LoginReply;
import chat.proto.user.LoginRequest;
import chat.proto.user.LogoutRequest;
import chat.proto.user.RegRequest;
import chat.proto.user.UserServiceGrpc;
import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Message;
import io.grpc.MethodDescriptor;
import io.helidon.metrics.api.MeterRegistry;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Clock;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/** Answers requests by calling the services. Blocks until they have answered; thread-safe. */
public final class Requests {
  private static final Logger LOGGER = System.getLogger(Requests.class.getName());
  private static final String WRONG_LOGIN = "id or password is invalid!";

  private final Backend backend;
  private final Tokens tokens;
  private final Sessions sessions;
  private final Orders orders;
  private final SocialRequests social;
  private final ConversationRequests conversations;
  private final Acknowledgements acknowledgements;
  private final UserRequests users;
  private final FailedLogins failedLogins;
  private final AccountRequests accountRequests;
  private final SessionMetrics metrics;

  /** Who logged in, and the token of the session. */
  public record Identity(User user, String token) {}

  /** Requests to these services. */
  public Requests(
      Backend backend,
      Tokens tokens,
      Sessions sessions,
      Orders orders,
      Presence presence,
      StateChanges changes,
      Hints hints,
      SessionSettings settings,
      Clock clock,
      MeterRegistry meters) {
    this.backend = backend;
    this.tokens = tokens;
    this.sessions = sessions;
    this.orders = orders;
    this.users = new UserRequests(backend.user());
    this.social = new SocialRequests(backend.social(), presence, changes);
    this.conversations = new ConversationRequests(backend.message());
    this.acknowledgements = new Acknowledgements(backend.message(), hints);
    this.failedLogins =
        new FailedLogins(
            settings.failedLogins(),
            settings.failedLoginsPerAddress(),
            settings.failedLoginWindow(),
            clock);
    this.accountRequests =
        new AccountRequests(settings.accountRequestsPerMinute(), System::nanoTime);
    this.metrics = new SessionMetrics(meters);
  }

  /**
   * Answers one request; a chat when it has been committed. Never throws. {@link Command.Login}
   * belongs to a session and is refused here: use {@link #login}.
   *
   * @param connection who is logged in on the connection, or whose token came beside the request
   * @param remoteAddress the client's address without its port, for the limits
   */
  public Event.Reply answer(Optional<Caller> connection, String remoteAddress, Command command) {
    Event.Reply reply;
    try {
      reply = dispatch(connection, remoteAddress, command);
    } catch (RequestFailed e) {
      reply = e.reply(command);
    } catch (RuntimeException e) {
      LOGGER.log(Level.ERROR, command.kind() + " from " + remoteAddress + " failed", e);
      reply = RequestFailed.internal().reply(command);
    }
    return metrics.answered(reply);
  }

  /**
   * Checks credentials; a password makes a new token, a token is answered with itself.
   *
   * @param remoteAddress the client's address without its port
   * @param device what the client says it is; may be empty
   * @throws RequestFailed REJECTED, FORBIDDEN, SLOW_DOWN or UNAVAILABLE
   */
  public Identity login(Credentials credentials, String remoteAddress, String device) {
    return metrics
        .logins()
        .counted(
            LoginOutcomes.Method.of(credentials),
            () -> identify(credentials, remoteAddress, device));
  }

  /** The same, for a login that has more to do, and counts itself when that is done. */
  Identity identify(Credentials credentials, String remoteAddress, String device) {
    var login = LoginRequest.newBuilder().setDevice(device).setAddress(remoteAddress);
    return switch (credentials) {
      case Credentials.ByToken byToken -> {
        Caller caller = tokens.authenticate(byToken.token());
        var user = User.newBuilder().setId(caller.userId()).setName(caller.name()).build();
        yield new Identity(user, byToken.token());
      }
      case Credentials.ById byId ->
          login(
              new FailedLogins.Source(remoteAddress, "id:" + byId.id()),
              byId.id() > 0,
              login.setId(byId.id()).setPassword(byId.password()));
      case Credentials.ByName byName ->
          login(
              new FailedLogins.Source(remoteAddress, "name:" + byName.name()),
              !byName.name().isEmpty(),
              login.setName(byName.name()).setPassword(byName.password()));
    };
  }

  /**
   * A user's only seat has been taken from this session: ends it, so that its token cannot take the
   * seat back, and then its connections here. Where the user service is away only those. Returns at
   * once.
   */
  public void displaced(int userId, String seat) {
    Thread.startVirtualThread(
        () -> {
          var logins = sessions.seated(userId, seat);
          logins.stream().map(Login::caller).findFirst().ifPresent(this::end);
          sessions.seated(userId, seat).forEach(Sessions::displaced);
        });
  }

  /** What has to happen to connections at every gateway. */
  Orders orders() {
    return orders;
  }

  /** What concerns friends and groups. */
  SocialRequests social() {
    return social;
  }

  /** Who logged in, as a caller. */
  Caller caller(Identity identity) {
    return tokens.callerOfNew(identity.token());
  }

  private Identity login(FailedLogins.Source source, boolean possible, LoginRequest.Builder login) {
    metrics.limits().check(LimitHits.Limit.FAILED_LOGINS, () -> failedLogins.check(source));
    checkAccountRequests(source.address());
    LoginReply reply =
        possible
            ? backend
                .user()
                .call(
                    UserServiceGrpc.getLoginMethod(),
                    Optional.empty(),
                    login.setOmitLists(true).build())
            : LoginReply.newBuilder()
                .setErrno(ErrorCode.REJECTED.errno())
                .setErrmsg(WRONG_LOGIN)
                .build();
    if (reply.getErrno() == ErrorCode.REJECTED.errno()) {
      failedLogins.failed(source);
    }
    check(reply.getErrno(), reply.getErrmsg());
    failedLogins.succeeded(source);
    return new Identity(reply.getUser(), reply.getSessionToken());
  }

  private void checkAccountRequests(String address) {
    metrics.limits().check(LimitHits.Limit.ACCOUNT_REQUESTS, () -> accountRequests.check(address));
  }

  private Event.Reply dispatch(Optional<Caller> connection, String remoteAddress, Command command) {
    return switch (command) {
      case Command.Register register -> {
        checkAccountRequests(remoteAddress);
        yield register(register);
      }
      case Command.Heartbeat heartbeat -> done(heartbeat);
      case Command.Login login ->
          throw new RequestFailed(ErrorCode.MALFORMED, "A login needs a connection that stays.");
      case Command.SetState _, Command.Typing _ ->
          throw new RequestFailed(ErrorCode.NOT_LOGGED_IN, "Log in on this connection first.");
      case Command.Logout logout -> logOut(caller(connection, logout), logout);
      case Command.PrivateChat chat -> send(Draft.of(caller(connection, chat), chat));
      case Command.GroupChat chat -> send(Draft.of(caller(connection, chat), chat));
      case Command.History history -> conversations.history(caller(connection, history), history);
      case Command.ListConversations list -> conversations.list(caller(connection, list), list);
      case Command.Search search -> conversations.search(caller(connection, search), search);
      case Command.Acknowledge acknowledge ->
          acknowledgements.acknowledge(caller(connection, acknowledge), acknowledge);
      case Command.AddFriend add -> social.addFriend(caller(connection, add), add);
      case Command.CreateGroup create -> social.createGroup(caller(connection, create), create);
      case Command.AddToGroup add -> social.addToGroup(caller(connection, add), add);
      case Command.ListFriends list ->
          new Event.Friends(list.envelope().req(), social.friends(caller(connection, list)));
      case Command.ListGroups list ->
          new Event.Groups(list.envelope().req(), social.groups(caller(connection, list)));
      case Command.ListMembers list -> social.members(caller(connection, list), list);
      case Command.RemoveFromGroup remove ->
          social.removeFromGroup(caller(connection, remove), remove);
      case Command.BlockUser block -> social.block(caller(connection, block), block);
      case Command.UnblockUser unblock -> social.unblock(caller(connection, unblock), unblock);
      case Command.ListBlocked list -> social.blocked(caller(connection, list), list);
      case Command.ListFriendRequests list -> social.friendRequests(caller(connection, list), list);
      case Command.AnswerFriendRequest answer ->
          social.answerFriendRequest(caller(connection, answer), answer);
      case Command.RemoveFriend remove -> social.removeFriend(caller(connection, remove), remove);
      case Command.GetProfile get -> users.profile(caller(connection, get), get);
      case Command.SetProfile set -> users.setProfile(caller(connection, set), set);
      case Command.ListSessions list -> users.sessions(caller(connection, list), list);
      case Command.EndSession end -> users.endSession(caller(connection, end), end);
      case Command.ChangePassword change ->
          changePassword(caller(connection, change), remoteAddress, change);
    };
  }

  private Caller caller(Optional<Caller> connection, Command command) {
    return tokens.callerOf(connection, command.envelope());
  }

  private Event.Reply register(Command.Register register) {
    var request =
        RegRequest.newBuilder().setName(register.name()).setPassword(register.password()).build();
    var reply = backend.user().call(UserServiceGrpc.getRegMethod(), Optional.empty(), request);
    check(reply.getErrno(), reply.getErrmsg());
    return new Event.Registered(register.envelope().req(), reply.getId());
  }

  private void end(Caller caller) {
    try {
      logOut(caller);
    } catch (RequestFailed e) {
      LOGGER.log(Level.DEBUG, "a displaced session keeps its token: {0}", e.getMessage());
    }
  }

  private Event.Reply logOut(Caller caller, Command.Logout logout) {
    logOut(caller);
    orders.end(caller.userId(), caller.session());
    return done(logout);
  }

  private void logOut(Caller caller) {
    var request = LogoutRequest.newBuilder().setId(caller.userId()).build();
    var reply = backend.user().call(UserServiceGrpc.getLogoutMethod(), token(caller), request);
    tokens.forget(caller.token());
    check(reply.getErrno(), reply.getErrmsg());
  }

  /** Limited as logins are: somebody else's token must not help to guess the password. */
  private Event.Reply changePassword(
      Caller caller, String remoteAddress, Command.ChangePassword change) {
    var source = new FailedLogins.Source(remoteAddress, "id:" + caller.userId());
    metrics.limits().check(LimitHits.Limit.FAILED_LOGINS, () -> failedLogins.check(source));
    checkAccountRequests(remoteAddress);
    var reply = users.changePassword(caller, change);
    if (reply.getErrno() == ErrorCode.REJECTED.errno()) {
      failedLogins.failed(source);
    }
    check(reply.getErrno(), reply.getErrmsg());
    failedLogins.succeeded(source);
    return done(change);
  }

  private Event.Reply send(Draft draft) {
    metrics.messageIn();
    var reply = new CompletableFuture<ChatReply>();
    SendTrace trace = RequestTrace.current().sending(draft.message(), draft.conversation().value());
    backend
        .streams()
        .route()
        .send(
            draft.conversation(), draft.sender().token(), draft.message(), trace, reply::complete);
    ChatReply answer = reply.join();
    trace.answered(answer);
    return draft.reply(answer);
  }

  /** The conversation of a scope, or MALFORMED. */
  static ConversationId conversation(Caller caller, String scope) {
    try {
      return ConversationId.ofScope(caller.userId(), scope);
    } catch (IllegalArgumentException e) {
      throw new RequestFailed(ErrorCode.MALFORMED, e.getMessage());
    }
  }

  static Event.Done done(Command command) {
    return new Event.Done(command.kind(), command.envelope().req());
  }

  /**
   * Calls a method for the caller, and waits for what it answers.
   *
   * @throws RequestFailed when the service refuses or is away
   */
  static <Q, A extends Message> A ask(
      Service service, MethodDescriptor<Q, A> method, Caller caller, Q request) {
    A reply = service.call(method, token(caller), request);
    Descriptor fields = reply.getDescriptorForType();
    check(
        (int) reply.getField(fields.findFieldByName("errno")),
        (String) reply.getField(fields.findFieldByName("errmsg")));
    return reply;
  }

  static Optional<String> token(Caller caller) {
    return Optional.of(caller.token());
  }

  static void check(int errno, String errmsg) {
    if (errno != ErrorCode.OK.errno()) {
      throw RequestFailed.of(errno, errmsg);
    }
  }
}
