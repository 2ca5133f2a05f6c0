package chat.gateway.session;

import chat.gateway.dialect.Command;
import chat.gateway.dialect.Credentials;
import chat.gateway.dialect.Event;
import chat.gateway.dialect.RequestKind;
import chat.gateway.trace.RequestTrace;
import chat.proto.ErrorCode;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Consumer;

/** Does what the client of one session asks for. Reader's thread. */
final class SessionCommands {
  private static final Logger LOGGER = System.getLogger(SessionCommands.class.getName());

  private final Session session;
  private final SessionParts parts;
  private final ChatSender sender;
  private final String address;
  private final TypingPace typingPace = new TypingPace();

  /**
   * The commands of a session.
   *
   * @param address of the client, without its port
   */
  SessionCommands(Session session, SessionParts parts, ChatSender sender, String address) {
    this.session = session;
    this.parts = parts;
    this.sender = sender;
    this.address = address;
  }

  /** Does it, and answers. */
  void handle(Command command) throws InterruptedException {
    try {
      switch (command) {
        case Command.Login request -> logIn(request);
        case Command.Logout request -> logOut(request);
        case Command.PrivateChat chat ->
            sender.send(
                Draft.of(parts.tokens().callerOf(session.caller(), chat.envelope()), chat),
                session.login());
        case Command.GroupChat chat ->
            sender.send(
                Draft.of(parts.tokens().callerOf(session.caller(), chat.envelope()), chat),
                session.login());
        case Command.Acknowledge request -> acknowledge(request);
        case Command.Typing request -> typing(request);
        case Command.SetState request -> setState(request);
        case Command.ListFriends request -> {
          answer(request);
          session.login().ifPresent(Login::friendsListed);
        }
        case Command.History _, Command.ListConversations _, Command.Search _ -> {
          // What this connection has sent before is in it.
          sender.awaitAnswers();
          answer(command);
        }
        case Command.EndSession request ->
            closeAfter(
                request,
                caller -> parts.requests().orders().end(caller.userId(), request.sessionId()));
        case Command.ChangePassword request ->
            closeAfter(
                request,
                caller -> parts.requests().orders().endOthers(caller.userId(), caller.session()));
        case Command.Register _,
            Command.AddFriend _,
            Command.CreateGroup _,
            Command.AddToGroup _,
            Command.ListGroups _,
            Command.ListMembers _,
            Command.RemoveFromGroup _,
            Command.BlockUser _,
            Command.UnblockUser _,
            Command.ListBlocked _,
            Command.ListFriendRequests _,
            Command.AnswerFriendRequest _,
            Command.RemoveFriend _,
            Command.ListSessions _,
            Command.GetProfile _,
            Command.SetProfile _,
            Command.Heartbeat _ ->
            answer(command);
      }
    } catch (RequestFailed e) {
      reply(e.reply(command));
    } catch (RuntimeException e) {
      LOGGER.log(Level.ERROR, "session " + session.id() + ": " + command.kind() + " failed", e);
      reply(RequestFailed.internal().reply(command));
    }
  }

  private void answer(Command command) throws InterruptedException {
    put(parts.requests().answer(session.caller(), address, command));
  }

  /** Closes connections, perhaps this one too, when the answer is in the queue. */
  private void closeAfter(Command request, Consumer<Caller> close) throws InterruptedException {
    Caller caller = parts.tokens().callerOf(session.caller(), request.envelope());
    Event.Reply reply = parts.requests().answer(session.caller(), address, request);
    put(reply);
    if (reply.outcome() == ErrorCode.OK) {
      close.accept(caller);
    }
  }

  /** Answers. */
  void reply(Event.Reply reply) throws InterruptedException {
    put(parts.metrics().answered(reply));
  }

  private void put(Event.Reply reply) throws InterruptedException {
    session.queue().put(Outgoing.reply(reply, RequestTrace.current().replied(reply.outcome())));
  }

  /** Logs in somebody whose token is known to be good, or says why not and closes. */
  void logInAs(Caller caller) {
    RequestTrace.current().user(caller.userId());
    try {
      session.become(parts.turns().take(LoginOutcomes.Method.TOKEN, () -> loggedIn(caller)));
      recheck(caller);
    } catch (RequestFailed e) {
      session.refuse(e.reply(RequestKind.LOGIN));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private Login loggedIn(Caller caller) throws InterruptedException {
    return parts
        .logins()
        .logIn(session, caller, Command.Login.Abilities.NONE, Map.of(), Optional.empty());
  }

  private void logIn(Command.Login request) throws InterruptedException {
    var method = LoginOutcomes.Method.of(request.credentials());
    session.become(parts.turns().take(method, () -> loggedIn(request)));
  }

  // The credentials are checked first: a wrong password does not end the present login.
  private Login loggedIn(Command.Login request) throws InterruptedException {
    var identity = parts.requests().identify(request.credentials(), address, request.device());
    var caller = parts.requests().caller(identity);
    // Throws where the request names somebody else than its token does.
    parts.tokens().callerOf(Optional.of(caller), request.envelope());
    session.leave();
    Login login =
        parts
            .logins()
            .logIn(session, caller, request.abilities(), request.seen(), request.envelope().req());
    if (request.credentials() instanceof Credentials.ByToken) {
      recheck(caller);
    }
    return login;
  }

  /**
   * The token may have been ended after it was checked, while this connection could not be found
   * yet by what ends the connections of its session. Costs nothing where that is not so.
   */
  private void recheck(Caller caller) {
    try {
      parts.tokens().authenticate(caller.token());
    } catch (RequestFailed e) {
      session.refuse(new Event.Notice(e.getMessage(), OptionalInt.empty()));
    }
  }

  private void logOut(Command.Logout request) throws InterruptedException {
    Optional<Caller> connection = session.caller();
    // Throws where somebody else is to be logged out.
    parts.tokens().callerOf(connection, request.envelope());
    // Also when the service is away, or has ended the session before: nobody stays logged in here.
    // First, so that this connection is none of those that end with the session.
    if (request.envelope().token().map(this::isOwn).orElse(true)) {
      session.leave();
    }
    put(parts.requests().answer(connection, address, request));
  }

  private boolean isOwn(String token) {
    return session.caller().filter(caller -> caller.token().equals(token)).isPresent();
  }

  private void acknowledge(Command.Acknowledge request) throws InterruptedException {
    var caller = parts.tokens().callerOf(session.caller(), request.envelope());
    var conversation = Requests.conversation(caller, request.scope());
    boolean here =
        loginOf(caller)
            .filter(
                own -> own.acknowledged(conversation, request.deliveredSeq(), request.readSeq()))
            .isPresent();
    doneHereOrAnswered(here, request);
  }

  private void setState(Command.SetState request) throws InterruptedException {
    var caller = parts.tokens().callerOf(session.caller(), request.envelope());
    var here = loginOf(caller);
    here.ifPresent(own -> parts.logins().setAway(own, request.away()));
    doneHereOrAnswered(here.isPresent(), request);
  }

  private void typing(Command.Typing request) throws InterruptedException {
    var caller = parts.tokens().callerOf(session.caller(), request.envelope());
    var conversation = Requests.conversation(caller, request.scope());
    var here = loginOf(caller);
    if (here.isPresent() && typingPace.takes(conversation, System.nanoTime())) {
      parts.typists().typing(caller, conversation);
    }
    doneHereOrAnswered(here.isPresent(), request);
  }

  private Optional<Login> loginOf(Caller caller) {
    return session.login().filter(own -> own.caller().userId() == caller.userId());
  }

  private void doneHereOrAnswered(boolean here, Command request) throws InterruptedException {
    if (here) {
      reply(Requests.done(request));
    } else {
      answer(request);
    }
  }
}
