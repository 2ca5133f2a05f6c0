package chat.client;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * What is said at a login: with the token of the last one, and where that is refused, with the
 * password. Asked for and told by the link's thread.
 */
final class LoginTalk {
  /** So that a login fits into a frame of 64 KiB. */
  private static final int MOST_SCOPES = 1500;

  private static final int WRONG_PASSWORD = 1;
  private static final int LOGGED_IN_ELSEWHERE = 2;
  private static final int FORBIDDEN = 403;
  private static final int SERVERS_FAULT = 500;

  private final ClientSettings settings;
  private volatile Optional<String> token;
  private boolean withToken;

  /** What an answer means. */
  sealed interface Outcome {
    /** Logged in. */
    record In() implements Outcome {}

    /** The token is refused; there is a password. */
    record AgainWithPassword() implements Outcome {}

    /** Not now. */
    record Later(Duration pause, String reason) implements Outcome {}
  }

  LoginTalk(ClientSettings settings) {
    this.settings = settings;
    this.token = settings.token();
  }

  Optional<String> token() {
    return token;
  }

  /** As many of these as a login may name. */
  static Map<Conversation, Long> most(Map<Conversation, Long> handled) {
    return handled.entrySet().stream()
        .limit(MOST_SCOPES)
        .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
  }

  /** The request. */
  ObjectNode login(Map<Conversation, Long> seen) {
    ObjectNode frame = Json.frame(1);
    withToken = token.isPresent();
    if (withToken) {
      frame.put("token", token.get());
    } else {
      frame.put("name", settings.name()).put("password", settings.password().orElseThrow());
    }
    for (String ability : new String[] {"acks", "pings", "presence", "typing", "receipts"}) {
      frame.put(ability, true);
    }
    frame.put("device", settings.device());
    if (!seen.isEmpty()) {
      ObjectNode scopes = frame.putObject("seen");
      seen.forEach((conversation, seq) -> scopes.put(conversation.scope(), seq));
    }
    return frame;
  }

  /**
   * Reads the answer.
   *
   * @param knownBefore whether this client was logged in before: what looks like another session
   *     then may be its own, on a gateway that has crashed
   * @throws ChatException.LoginRefused when no further try can do better
   */
  Outcome answered(JsonNode answer, boolean knownBefore) {
    int errno = answer.path("errno").intValue();
    String text = answer.path("errmsg").asText("");
    if (errno == 0) {
      token = Optional.ofNullable(answer.path("token").textValue());
      return new Outcome.In();
    }
    boolean passes =
        OpenRequests.passes(errno)
            || errno == SERVERS_FAULT
            || (errno == LOGGED_IN_ELSEWHERE && knownBefore);
    if (passes) {
      return new Outcome.Later(
          Duration.ofMillis(answer.path("retry_after_ms").longValue()),
          text.isEmpty() ? "the server has no time" : text);
    }
    boolean tokenRefused = errno == FORBIDDEN || errno == WRONG_PASSWORD;
    if (withToken && tokenRefused && settings.password().isPresent()) {
      token = Optional.empty();
      return new Outcome.AgainWithPassword();
    }
    throw new ChatException.LoginRefused(errno, text);
  }
}
