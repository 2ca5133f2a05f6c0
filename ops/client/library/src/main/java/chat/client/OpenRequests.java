package chat.client;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Requests that wait for an answer, or for a connection; {@value #MOST} at most. Guarded by the
 * link.
 */
final class OpenRequests {
  static final int MOST = 256;

  private final Map<Long, Request> requests = new LinkedHashMap<>();

  /** Takes an answer, or else why there is none. */
  interface Outcome {
    void take(Optional<JsonNode> answer, Optional<ChatException> failure);
  }

  /**
   * One of them.
   *
   * @param frame with its mark
   * @param outcome gets the answer, or else why there is none; called without a lock
   */
  record Request(ObjectNode frame, Outcome outcome) {
    /** It was answered. */
    void answered(JsonNode answer) {
      int errno = answer.path("errno").intValue();
      String text = answer.path("errmsg").asText("");
      if (errno == 0) {
        outcome.take(Optional.of(answer), Optional.empty());
      } else {
        failed(failure(errno, text, answer));
      }
    }

    /** There is no answer. */
    void failed(ChatException reason) {
      outcome.take(Optional.empty(), Optional.of(reason));
    }
  }

  /**
   * Whether an error is one that passes: nothing was done, and the server wants to be asked again.
   */
  static boolean passes(int errno) {
    return errno == 429 || errno == 503;
  }

  /** What an answer with an errno means. */
  static ChatException failure(int errno, String text, JsonNode answer) {
    return passes(errno)
        ? new ChatException.NotNow(
            text, Duration.ofMillis(answer.path("retry_after_ms").longValue()))
        : new ChatException.Refused(errno, text);
  }

  /** Adds one; false when there are too many. */
  boolean add(long req, Request request) {
    if (requests.size() >= MOST) {
      return false;
    }
    requests.put(req, request);
    return true;
  }

  /** Takes one away. */
  Optional<Request> remove(long req) {
    return Optional.ofNullable(requests.remove(req));
  }

  /** Those that wait. */
  List<Request> all() {
    return List.copyOf(requests.values());
  }

  /** Takes all away. */
  List<Request> removeAll() {
    List<Request> all = new ArrayList<>(requests.values());
    requests.clear();
    return all;
  }
}
