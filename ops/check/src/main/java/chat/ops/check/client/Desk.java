package chat.ops.check.client;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Asks for things one at a time, each over a connection of its own, and again at the next gateway
 * while it is told to try later or told nothing. Thread-safe.
 */
public final class Desk {
  /** How long one answer is waited for. */
  private static final Duration PATIENCE = Duration.ofSeconds(8);

  private static final Duration LONGEST = Duration.ofMinutes(3);
  private static final int NO_ANSWER = -1;
  private static final Duration PAUSE = Duration.ofMillis(300);

  private final List<Gateway> gateways;
  private final AtomicInteger turn = new AtomicInteger();

  /**
   * An answer.
   *
   * @param errno 0 is done, -1 is no answer
   * @param json all of it
   * @param tries how often it was asked for; after more than one, earlier requests may still be on
   *     their way
   */
  public record Answer(int errno, JsonNode json, int tries) {}

  /** Asks these gateways in turn. */
  public Desk(List<Gateway> gateways) {
    this.gateways = List.copyOf(gateways);
  }

  /** Asks until there is a final answer, or for minutes; then the last one is returned. */
  public Answer ask(ObjectNode request) throws InterruptedException {
    long end = System.nanoTime() + LONGEST.toNanos();
    for (int tries = 1; ; tries++) {
      JsonNode json = once(request);
      int errno = json.path("errno").asInt(NO_ANSWER);
      boolean passing = errno == NO_ANSWER || Errno.isPassing(errno);
      if (!passing || System.nanoTime() > end) {
        return new Answer(errno, json, tries);
      }
      Thread.sleep(PAUSE);
    }
  }

  /** Asks for what must be granted. */
  JsonNode demand(ObjectNode request) throws InterruptedException {
    Answer answer = ask(request);
    if (answer.errno() != 0) {
      throw new IllegalStateException(request + " was answered with " + answer.json());
    }
    return answer.json();
  }

  private JsonNode once(ObjectNode request) throws InterruptedException {
    Gateway gateway = gateways.get(Math.floorMod(turn.getAndIncrement(), gateways.size()));
    BlockingQueue<JsonNode> answers = new LinkedBlockingQueue<>();
    var listener =
        new Wire.Listener() {
          @Override
          public void frame(String text) {
            answers.add(Json.parse(text));
          }

          @Override
          public void closed() {
            answers.add(Json.object());
          }
        };
    try (Wire wire = new TcpWire(gateway.tcp(), '\n', listener)) {
      wire.send(request.toString());
      JsonNode answer = answers.poll(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
      return answer == null ? Json.object() : answer;
    } catch (IOException e) {
      return Json.object();
    }
  }
}
