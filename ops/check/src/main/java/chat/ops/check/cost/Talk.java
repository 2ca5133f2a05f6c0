package chat.ops.check.cost;

import chat.client.ChatClient;
import chat.client.ChatListener;
import chat.client.Conversation;
import chat.client.Message;
import chat.client.Sent;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;

/** Pairs of people who write to each other by turns, at a steady rate, while all are connected. */
final class Talk implements AutoCloseable {
  private static final String PASSWORD = "tracing costs";
  private static final String TEXT = "x".repeat(64);
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final List<ChatClient> people = new ArrayList<>();
  private final Semaphore arrived = new Semaphore(0);

  /**
   * Logs everybody in.
   *
   * @param port of raw TCP
   * @param names with accounts; an even number
   */
  Talk(int port, List<String> names) {
    var listener =
        new ChatListener() {
          @Override
          public void onMessage(Message message) {
            if (!message.own()) {
              arrived.release();
            }
          }
        };
    for (String name : names) {
      people.add(
          ChatClient.builder("127.0.0.1", port)
              .account(name, PASSWORD)
              .listener(listener)
              .connect());
    }
  }

  /** Makes an account. */
  static void register(int port, String name) {
    ChatClient.builder("127.0.0.1", port).account(name, PASSWORD).register();
  }

  /**
   * Talks, and waits until everything is stored and has arrived.
   *
   * @param rate messages a second
   * @return how many messages
   */
  int go(Duration time, int rate) throws InterruptedException {
    List<CompletableFuture<Sent>> sent = new ArrayList<>();
    long start = System.nanoTime();
    long count = time.toMillis() * rate / 1_000;
    for (int i = 0; i < count; i++) {
      awaitNanos(start + i * 1_000_000_000L / rate);
      int speaker = i % people.size();
      // Neighbours are pairs.
      int partner = people.get(speaker ^ 1).me().id();
      sent.add(people.get(speaker).say(Conversation.withPerson(partner), TEXT));
    }
    try {
      CompletableFuture.allOf(sent.toArray(CompletableFuture[]::new))
          .get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
    } catch (ExecutionException | TimeoutException e) {
      throw new IllegalStateException("a message was not stored: " + e.getMessage(), e);
    }
    if (!arrived.tryAcquire(sent.size(), PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
      throw new IllegalStateException("not everything arrived within " + PATIENCE);
    }
    return sent.size();
  }

  @Override
  public void close() {
    people.forEach(ChatClient::close);
  }

  private static void awaitNanos(long due) {
    for (long left; (left = due - System.nanoTime()) > 0; ) {
      LockSupport.parkNanos(left);
    }
  }
}
