package chat.gateway.session;

import chat.gateway.presence.Announcer;
import chat.gateway.presence.Redis;
import chat.proto.ErrorCode;
import java.util.UUID;
import java.util.function.Predicate;

/**
 * What has to happen to connections at every gateway: done here at once, and told the others over
 * Redis. An ended session must not stay connected: what Redis does not take is kept for the next
 * round, {@value #MAX_KEPT} ends at most, of which the oldest go first; such a connection stays
 * until its token expires and can send nothing meanwhile. What an administrator asks for is done
 * everywhere or refused. Waits for Redis, briefly; thread-safe, and one thread does the rounds.
 */
public final class Orders {
  /** Where gateways hear it; {@link #heard} understands it. */
  public static final String CHANNEL = "chat:orders";

  static final int MAX_KEPT = 10_000;

  private static final int MAX_TEXT = 500;

  private static final String END = "end";
  private static final String KEEP = "keep";
  private static final String CLOSE = "close";
  private static final String KICK = "kick";
  private static final String SAY = "say";

  private static final String ENDED = "Your session has ended, log in again.";
  private static final String NEW_PASSWORD = "Your password has been changed, log in again.";
  private static final String CLOSED = "An administrator has ended your sessions.";

  private final Predicate<String> announce;
  private final Sessions sessions;
  private final Tokens tokens;
  private final String self = UUID.randomUUID().toString();
  private final Announcer ends;

  /**
   * Orders to these sessions.
   *
   * @param announce tells all gateways; false where that failed. May block
   */
  Orders(Predicate<String> announce, Sessions sessions, Tokens tokens) {
    this.announce = announce;
    this.ends = new Announcer(announce, MAX_KEPT);
    this.sessions = sessions;
    this.tokens = tokens;
  }

  /** Orders that are told over this Redis. */
  public static Orders over(Redis redis, Sessions sessions, Tokens tokens) {
    return new Orders(text -> redis.publish(CHANNEL, text), sessions, tokens);
  }

  /** A session of the user's has ended: so do its connections. Nothing for a token without one. */
  void end(int userId, String session) {
    if (!session.isEmpty()) {
      insist(END + " " + userId + " " + session);
    }
  }

  /** All sessions of the user's but this one have ended. */
  void endOthers(int userId, String session) {
    insist(KEEP + " " + userId + " " + session);
  }

  /** All sessions of the user's have ended. */
  void endAll(int userId) {
    insist(CLOSE + " " + userId);
  }

  /**
   * Closes the user's connections, who may log in again.
   *
   * @throws RequestFailed UNAVAILABLE when the others cannot be told; nothing is done then
   */
  void kick(int userId) {
    require(KICK + " " + userId);
  }

  /**
   * Says something to all connections, logged in or not.
   *
   * @param text as {@link #checked} returns it
   * @throws RequestFailed UNAVAILABLE when the others cannot be told; nothing is done then
   */
  void say(String text) {
    require(SAY + " " + text);
  }

  /**
   * A text that can be said to everybody, without the blanks around it.
   *
   * @throws RequestFailed MALFORMED when there is nothing in it, or too much
   */
  public static String checked(String text) {
    String stripped = text.strip();
    int characters = stripped.codePointCount(0, stripped.length());
    if (characters < 1 || characters > MAX_TEXT) {
      throw new RequestFailed(
          ErrorCode.MALFORMED, "text must have 1 to " + MAX_TEXT + " characters");
    }
    return stripped;
  }

  /** Tells what could not be told before. */
  public void round() {
    ends.round();
  }

  /** What a gateway has said: who it is, and the order. */
  public void heard(String announcement) {
    String[] parts = announcement.split(" ", 2);
    if (!parts[0].equals(self)) {
      obey(parts[1]);
    }
  }

  private void obey(String order) {
    String[] words = order.split(" ", 2);
    switch (words[0]) {
      case END -> {
        String[] whose = words[1].split(" ", 2);
        end(whose, caller -> caller.session().equals(whose[1]), ENDED);
      }
      case KEEP -> {
        String[] whose = words[1].split(" ", 2);
        end(whose, caller -> !caller.session().equals(whose[1]), NEW_PASSWORD);
      }
      case CLOSE -> end(new String[] {words[1]}, caller -> true, CLOSED);
      case KICK -> sessions.kick(Integer.parseInt(words[1]));
      case SAY -> sessions.announce(words[1]);
      default -> {} // the word of a newer version
    }
  }

  private void end(String[] whose, Predicate<Caller> which, String text) {
    int userId = Integer.parseInt(whose[0]);
    tokens.forget(caller -> caller.userId() == userId && which.test(caller));
    sessions.end(userId, which, text);
  }

  private void insist(String order) {
    obey(order);
    ends.say(self + " " + order);
  }

  private void require(String order) {
    if (!announce.test(self + " " + order)) {
      throw RequestFailed.unavailable("The other gateways cannot be told, try again.");
    }
    obey(order);
  }
}
