package chat.client;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.SplittableRandom;
import java.util.logging.Logger;

/**
 * The thread that connects, logs in, reads until the connection ends, pauses, and begins again. It
 * never waits for the listener or for a caller.
 */
final class Connector implements Runnable {
  private static final Logger LOG = Logger.getLogger(Connector.class.getName());
  private static final int LOGIN_ANSWER = 2;
  private static final int NOTICE = 9003;
  private static final Duration PROVED = Duration.ofSeconds(60);

  private final ClientSettings settings;
  private final LoginTalk talk;
  private final Link link;
  private final Backoff backoff;
  // The thread's own.
  private Duration comeBackAfter = Duration.ZERO;
  // Guarded by this.
  private boolean stopped;
  private Optional<Wire> current = Optional.empty();
  private String lastReason = "";

  Connector(ClientSettings settings, Link link) {
    this.settings = settings;
    this.talk = new LoginTalk(settings);
    this.link = link;
    this.backoff =
        new Backoff(settings.firstPause(), settings.longestPause(), new SplittableRandom());
  }

  Optional<String> token() {
    return talk.token();
  }

  /** Why the last connection ended, or none came about. */
  synchronized String lastReason() {
    return lastReason;
  }

  @Override
  public void run() {
    try {
      while (!isStopped()) {
        link.tell(new ConnectionState.Connecting());
        pause(connectOnce());
      }
    } catch (ChatException e) {
      link.end(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (RuntimeException e) {
      link.end(new ChatException.Unreachable("the server says what is not understood", e));
    }
  }

  /** Returns why it is over. */
  private String connectOnce() {
    try (Wire wire =
        Wire.connect(
            settings.host(), settings.port(), settings.encryption(), settings.patience())) {
      if (!use(wire)) {
        return "";
      }
      logIn(wire);
      long onlineNanos = System.nanoTime();
      try {
        wire.waitForever();
        while (true) {
          JsonNode frame = read(wire);
          notice(frame);
          take(frame);
        }
      } finally {
        if (System.nanoTime() - onlineNanos > PROVED.toNanos()) {
          backoff.reset();
        }
      }
    } catch (IOException e) {
      return Optional.ofNullable(e.getMessage()).orElseGet(() -> e.getClass().getSimpleName());
    } finally {
      synchronized (this) {
        current = Optional.empty();
      }
      link.lost();
    }
  }

  private void take(JsonNode frame) {
    try {
      link.take(frame);
    } catch (IllegalArgumentException e) {
      // Without what it says.
      LOG.warning("a frame with msgid " + frame.path("msgid").asInt() + " is not understood");
    }
  }

  private synchronized boolean use(Wire wire) {
    current = Optional.of(wire);
    return !stopped;
  }

  private void logIn(Wire wire) throws IOException {
    Map<Conversation, Long> seen = link.seen();
    wire.send(talk.login(seen).toString());
    while (true) {
      JsonNode frame = read(wire);
      if (notice(frame)) {
        link.take(frame);
      }
      if (frame.path("msgid").intValue() == LOGIN_ANSWER) {
        switch (talk.answered(frame, link.me().isPresent())) {
          case LoginTalk.Outcome.In _ -> {
            link.loggedIn(wire, frame, seen);
            return;
          }
          case LoginTalk.Outcome.AgainWithPassword _ -> {
            link.doubt();
            seen = Map.of();
            wire.send(talk.login(seen).toString());
          }
          case LoginTalk.Outcome.Later(Duration pause, String reason) -> {
            comeBackAfter = pause;
            throw new IOException(reason);
          }
        }
      }
    }
  }

  private JsonNode read(Wire wire) throws IOException {
    while (true) {
      Optional<JsonNode> frame = Json.parse(wire.read());
      if (frame.isPresent()) {
        return frame.get();
      }
    }
  }

  /** Whether it is a word of the server, which may say when to come back. */
  private boolean notice(JsonNode frame) {
    if (frame.path("msgid").intValue() != NOTICE) {
      return false;
    }
    OptionalLong millis = Json.number(frame, "retry_after_ms");
    if (millis.isPresent()) {
      comeBackAfter = Duration.ofMillis(millis.getAsLong());
    }
    return true;
  }

  private void pause(String reason) throws InterruptedException {
    Duration pause = backoff.next(comeBackAfter);
    comeBackAfter = Duration.ZERO;
    synchronized (this) {
      if (stopped) {
        return;
      }
      lastReason = reason;
    }
    link.tell(new ConnectionState.Waiting(pause, reason));
    long end = System.nanoTime() + pause.toNanos();
    synchronized (this) {
      for (long left = pause.toMillis();
          left > 0 && !stopped;
          left = (end - System.nanoTime()) / 1_000_000) {
        wait(left);
      }
    }
  }

  private synchronized boolean isStopped() {
    return stopped;
  }

  /** Connects no more, and cuts the connection. Does not wait. */
  void stop() {
    Optional<Wire> wire;
    synchronized (this) {
      stopped = true;
      wire = current;
      notifyAll();
    }
    wire.ifPresent(Wire::close);
  }
}
