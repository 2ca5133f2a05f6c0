package chat.gateway.session;

import chat.gateway.presence.FriendStates;
import chat.gateway.presence.HiddenPairs;
import chat.gateway.session.SocialRequests.FriendList;
import chat.proto.common.User;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;

/**
 * The friends of users who are logged in, watched where the client wants to be told of their
 * states. Blocks until the social service has answered; thread-safe.
 */
final class LoginFriends {
  private static final Logger LOGGER = System.getLogger(LoginFriends.class.getName());

  private final SocialRequests social;
  private final FriendStates states;
  private final HiddenPairs hidden;

  /** Friends of this service; who is hidden from whom is noted. */
  LoginFriends(SocialRequests social, FriendStates states, HiddenPairs hidden) {
    this.social = social;
    this.states = states;
    this.hidden = hidden;
  }

  /** A login begins, before its friends are listed; {@link #leave} ends it. */
  void enter(Login login) {
    if (login.showsStates()) {
      states.enter(login);
    }
  }

  /** A login ends; more than once without harm. */
  void leave(Login login) {
    states.leave(login);
  }

  /**
   * The friends for the login's answer, watched from now on.
   *
   * @throws RequestFailed when the social service is away
   */
  FriendList list(Login login) {
    FriendList friends = read(login);
    states.watch(login, friends.shown());
    FriendList known = social.withStates(friends);
    states.seen(login, known.states());
    return known;
  }

  /** The login's user has a new friend: watches, and returns the friend with the present state. */
  User befriended(Login login, User friend) {
    try {
      FriendList friends = social.friendList(login.caller());
      states.watchAlso(login, friends.shown());
      return friends.hides(friend) ? SocialRequests.offline(friend) : social.withState(friend);
    } catch (RequestFailed e) {
      LOGGER.log(Level.DEBUG, "a new friend is not watched: {0}", e.getMessage());
      return SocialRequests.offline(friend);
    }
  }

  /** The login's user may see a friend again. */
  void reread(Login login) {
    try {
      states.watchAlso(login, read(login).shown());
    } catch (RequestFailed e) {
      LOGGER.log(Level.DEBUG, "a friend is hidden until the next login: {0}", e.getMessage());
    }
  }

  private FriendList read(Login login) {
    FriendList friends = social.friendList(login.caller());
    friends.hidden().forEach(friend -> hidden.hideEither(login.userId(), friend.getId()));
    return friends;
  }
}
