package chat.gateway.session;

import chat.gateway.delivery.Archive;
import chat.gateway.delivery.CursorWriter;
import chat.gateway.delivery.DeliveryMetrics;
import chat.gateway.delivery.Feed;
import chat.gateway.dialect.Command;
import chat.gateway.dialect.Event;
import chat.gateway.hint.Hints;
import chat.gateway.presence.FriendStates;
import chat.gateway.presence.Routes;
import chat.gateway.presence.Seats;
import chat.gateway.presence.StateChanges;
import chat.gateway.trace.RequestTrace;
import chat.proto.ConversationId;
import chat.proto.ErrorCode;
import chat.proto.common.User;
import chat.proto.social.Group;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executor;

/** Brings users onto sessions and takes them off again. Blocks; thread-safe. */
final class Logins {
  private static final int FIRST_MESSAGES = 100;
  private static final int FIRST_BYTES = 32 << 10;

  private final Requests requests;
  private final Sessions sessions;
  private final Routes routes;
  private final Seats seats;
  private final StateChanges changes;
  private final Hints hints;
  private final LoginFriends friends;
  private final Fallbacks fallbacks;
  private final Archive archive;
  private final CursorWriter cursors;
  private final DeliveryMetrics metrics;
  private final Executor executor;
  private final boolean repairsGaps;

  Logins(
      Requests requests,
      Sessions sessions,
      Routes routes,
      Seats seats,
      StateChanges changes,
      FriendStates friendStates,
      Hints hints,
      Fallbacks fallbacks,
      Archive archive,
      CursorWriter cursors,
      DeliveryMetrics metrics,
      Executor executor,
      boolean repairsGaps) {
    this.requests = requests;
    this.sessions = sessions;
    this.routes = routes;
    this.seats = seats;
    this.changes = changes;
    this.hints = hints;
    this.friends = new LoginFriends(requests.social(), friendStates, changes.hidden());
    this.fallbacks = fallbacks;
    this.archive = archive;
    this.cursors = cursors;
    this.metrics = metrics;
    this.executor = executor;
    this.repairsGaps = repairsGaps;
  }

  /**
   * Logs a user in and enqueues the answer. The order matters: the session can be found by pushes,
   * and is routed to, before the cursors are read, so that whatever is written later comes as a
   * push. The answer is in the queue before any of them. And it can be found before it takes the
   * user's seat, so that whoever takes the seat after it can end it.
   *
   * @param seenScopes see {@link Command.Login}
   * @throws RequestFailed when the message service is away, something seen is no scope, or the
   *     policy allows no further session; the user is not logged in then
   */
  Login logIn(
      Session session,
      Caller caller,
      Command.Login.Abilities abilities,
      Map<String, Long> seenScopes,
      Optional<JsonNode> req)
      throws InterruptedException {
    int userId = caller.userId();
    Map<ConversationId, Long> seen = new HashMap<>();
    seenScopes.forEach((scope, seq) -> seen.put(Requests.conversation(caller, scope), seq));
    var login =
        new Login(
            session,
            caller,
            abilities,
            cursors,
            friends,
            executor,
            outlet -> new Feed(userId, outlet, archive, executor, metrics, repairsGaps));
    friends.enter(login);
    sessions.enter(login);
    boolean done = false;
    try {
      if (!seats.enter(userId, login.seat())) {
        throw new RequestFailed(ErrorCode.ALREADY_LOGGED_IN, "You are logged in already.");
      }
      stateChanged(userId);
      if (login.listens()) {
        hints.entered(userId);
      }
      cursors.flush(userId);
      login.feed().start(archive.cursors(userId), seen);
      seen.forEach(login::seen);
      answer(login, req);
      // An answer that alone fills the queue must be out before pushes may overflow it.
      session.queue().awaitRoom();
      login.live();
      done = true;
      return login;
    } finally {
      if (!done) {
        logOut(login);
      }
    }
  }

  /** Takes a user off a session; more than once without harm. Waits for Redis, briefly. */
  void logOut(Login login) {
    leave(login).run();
  }

  /**
   * Takes a user off a session here; more than once without harm. Does not wait.
   *
   * @return the rest of {@link #logOut}, which others learn it from and which waits for Redis; to
   *     be run once
   */
  Runnable leave(Login login) {
    login.feed().close();
    friends.leave(login);
    boolean was = sessions.leave(login);
    return () -> {
      if (was) {
        stateChanged(login.caller().userId());
        seats.leave(login.caller().userId(), login.seat());
      }
    };
  }

  /** Whether somebody sits at the login's device. Waits for Redis, briefly. */
  void setAway(Login login, boolean away) {
    if (login.isAway() != away) {
      login.away(away);
      stateChanged(login.caller().userId());
    }
  }

  private void stateChanged(int userId) {
    routes.update(userId);
    changes.add(userId);
  }

  private void answer(Login login, Optional<JsonNode> req) throws InterruptedException {
    Caller caller = login.caller();
    RequestTrace.current().user(caller.userId());
    FirstLists lists = lists(login);
    var missed = login.feed().missed(FIRST_MESSAGES, FIRST_BYTES);
    var user =
        User.newBuilder().setId(caller.userId()).setName(caller.name()).setState("online").build();
    Runnable written = RequestTrace.current().replied(ErrorCode.OK);
    login
        .session()
        .queue()
        .put(
            Outgoing.reply(
                new Event.LoggedIn(
                    req,
                    user,
                    caller.token(),
                    lists.friends(),
                    lists.groups(),
                    lists.members(),
                    lists.missing(),
                    missed.messages()),
                () -> {
                  missed.upTo().forEach(login::delivered);
                  written.run();
                }));
  }

  /** Fail-open: who cannot see their friends now can chat. */
  private FirstLists lists(Login login) {
    try {
      var friendList = friends.list(login);
      List<Group> groups = requests.social().groups(login.caller());
      List<User> members = requests.social().memberStates(groups, friendList);
      return new FirstLists(friendList.all(), groups, members, false);
    } catch (RequestFailed e) {
      if (e.code() != ErrorCode.UNAVAILABLE) {
        throw e;
      }
      fallbacks.emptyLists();
      login.unwatched();
      return FirstLists.MISSING;
    }
  }

  private record FirstLists(
      List<User> friends, List<Group> groups, List<User> members, boolean missing) {
    static final FirstLists MISSING = new FirstLists(List.of(), List.of(), List.of(), true);
  }
}
