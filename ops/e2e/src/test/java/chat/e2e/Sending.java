package chat.e2e;

import chat.e2e.client.Json;
import chat.e2e.client.Requester;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** Sends as a well-behaved client does: again, with the same msg_id, when told to come back. */
final class Sending {
  private Sending() {}

  /** Sends a text to a group and waits until it is accepted. */
  static JsonNode inOrder(Requester requester, int group, String text) {
    return untilAccepted(
        requester,
        Json.message(1003).put("group_id", group).put("content", text).put("msg_id", text));
  }

  /** Asks until the answer is another one than "slow down" or "away". */
  static JsonNode untilAccepted(Requester requester, ObjectNode request) {
    while (true) {
      JsonNode answer = requester.ask(request);
      int errno = answer.get("errno").intValue();
      if (errno == 0) {
        return answer;
      }
      if (errno != 429 && errno != 503) {
        throw new AssertionError(request + " was answered with " + answer);
      }
      pause(answer.path("retry_after_ms").asInt(100));
    }
  }

  /** What the server asks of its clients; nothing in a test waits for anything else by time. */
  static void pause(int milliseconds) {
    LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(milliseconds));
  }
}
