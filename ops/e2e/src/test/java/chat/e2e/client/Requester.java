package chat.e2e.client;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.locks.LockSupport;

/**
 * Asks and waits for the answer, in the {@code lines} dialect over any connection. Pushes that come
 * meanwhile are kept for {@link #nextPush}.
 */
public final class Requester implements AutoCloseable {
  private static final Duration LONGEST_OUTAGE = Duration.ofSeconds(90);

  private static final int NOTICE = 9003;

  private final FrameClient client;
  private final Deque<JsonNode> pushes = new ArrayDeque<>();
  private int lastRequest;

  /** Takes over a connection. */
  public Requester(FrameClient client) {
    this.client = client;
  }

  /** The answer to a request, whatever it is. */
  public JsonNode ask(ObjectNode request) {
    int req = send(request);
    while (true) {
      JsonNode frame = Json.parse(client.receive());
      if (frame.path("req").asInt() == req) {
        return frame;
      }
      pushes.add(frame);
    }
  }

  /** The errno of the answer to a request. */
  public int errno(ObjectNode request) {
    return ask(request).get("errno").intValue();
  }

  /**
   * The answer to a request that must be done. Asks again, as a well-behaved client does, when it
   * is told to come back later.
   */
  public JsonNode demand(ObjectNode request) {
    long begun = System.nanoTime();
    while (true) {
      JsonNode answer = ask(request);
      int errno = answer.path("errno").asInt(-1);
      if (errno == 0) {
        return answer;
      }
      boolean isPassing = errno == 429 || errno == 503;
      if (!isPassing || System.nanoTime() - begun > LONGEST_OUTAGE.toNanos()) {
        throw new AssertionError(request + " was answered with " + answer);
      }
      // The pause that the server asks for; nothing in a test waits for anything else by time.
      LockSupport.parkNanos(Duration.ofMillis(answer.path("retry_after_ms").asInt()).toNanos());
    }
  }

  /** Sends without waiting; returns the number that the answer repeats as {@code req}. */
  public int send(ObjectNode request) {
    int req = ++lastRequest;
    client.send(request.put("req", req).toString());
    return req;
  }

  /** The next frame of any kind. */
  public JsonNode next() {
    return pushes.isEmpty() ? Json.parse(client.receive()) : pushes.remove();
  }

  /** The next message of somebody; other frames are dropped. */
  public JsonNode nextPush() {
    while (true) {
      JsonNode frame = next();
      if (!frame.has("errno") && frame.has("content")) {
        return frame;
      }
    }
  }

  /** The next push of this kind; other frames are dropped. */
  public JsonNode nextPush(int msgid) {
    while (true) {
      JsonNode frame = next();
      if (!frame.has("errno") && frame.path("msgid").asInt() == msgid) {
        return frame;
      }
    }
  }

  /** Waits until the server has said why it closes the connection, and has closed it. */
  public void awaitSentAway() {
    nextPush(NOTICE);
    while (client.poll().isPresent()) {
      // What was on its way.
    }
  }

  /** Logs the connection in; the answer. */
  public JsonNode logIn(Person person) {
    return demand(Json.message(1).put("id", person.id()).put("password", person.password()));
  }

  @Override
  public void close() {
    client.close();
  }
}
