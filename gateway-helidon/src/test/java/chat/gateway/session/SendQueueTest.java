package chat.gateway.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(20)
class SendQueueTest {
  private final SendQueue queue = new SendQueue(4, 1_000);

  @Test
  void keepsTheOrder() throws Exception {
    var first = push(1);
    var second = reply();
    queue.offer(first);
    queue.put(second);
    assertEquals(Optional.of(first), queue.take());
    assertEquals(Optional.of(second), queue.take());
  }

  @Test
  void saysNoWhenThereAreTooManyEvents() {
    for (int i = 0; i < 4; i++) {
      assertTrue(queue.offer(push(1)));
    }
    assertFalse(queue.offer(push(1)));
  }

  @Test
  void saysNoWhenThereAreTooManyBytes() {
    assertTrue(queue.offer(push(1_000)));
    assertFalse(queue.offer(push(1)));
  }

  @Test
  void hintsAreTakenWhileHalfTheQueueIsFree() {
    for (int i = 0; i < 3; i++) {
      assertTrue(queue.hint(push(1)));
    }
    assertFalse(queue.hint(push(1)));
    assertTrue(queue.offer(push(1)), "the rest is for messages");
  }

  @Test
  void hintsAreTakenWhileHalfTheBytesAreFree() {
    assertTrue(queue.offer(push(501)));
    assertFalse(queue.hint(push(1)));
    assertTrue(queue.offer(push(1)), "the rest is for messages");
  }

  @Test
  void acknowledgementsGoOverTheBounds() throws Exception {
    queue.offer(push(1_000));
    queue.force(reply());
    queue.take();
    assertFalse(queue.take().orElseThrow().push());
  }

  @Test
  void putWaitsForRoom() throws Exception {
    queue.offer(push(1_000));
    var reply = reply();
    var started = new CountDownLatch(1);
    var put = new CompletableFuture<Boolean>();
    Thread.startVirtualThread(
        () -> {
          started.countDown();
          try {
            put.complete(queue.put(reply));
          } catch (InterruptedException e) {
            put.completeExceptionally(e);
          }
        });
    started.await();
    assertFalse(put.isDone());
    queue.take();
    assertTrue(put.get(10, TimeUnit.SECONDS));
    assertEquals(Optional.of(reply), queue.take());
  }

  @Test
  void whoWaitsForRoomIsToldOfTheEnd() throws Exception {
    queue.offer(push(1_000));
    var room = new CompletableFuture<Boolean>();
    Thread.startVirtualThread(
        () -> {
          try {
            room.complete(queue.awaitRoom());
          } catch (InterruptedException e) {
            room.completeExceptionally(e);
          }
        });
    queue.finish();
    assertFalse(room.get(10, TimeUnit.SECONDS));
  }

  @Test
  void whatIsThereMayStillBeTakenAfterTheEnd() throws Exception {
    queue.offer(push(1));
    queue.finish();
    assertTrue(queue.offer(push(2)), "what comes after the end is dropped, not refused");
    assertTrue(queue.take().isPresent());
    assertEquals(Optional.empty(), queue.take());
  }

  @Test
  void dropsPushesAndKeepsReplies() throws Exception {
    var reply = reply();
    queue.offer(push(500));
    queue.offer(reply);
    queue.offer(push(500));
    queue.dropPushes();
    queue.finish();
    assertEquals(Optional.of(reply), queue.take());
    assertEquals(Optional.empty(), queue.take());
  }

  @Test
  void theLastWordReplacesEverything() throws Exception {
    queue.offer(push(1_000));
    var last = reply();
    queue.replaceAll(last);
    assertEquals(Optional.of(last), queue.take());
    assertEquals(Optional.empty(), queue.take());
  }

  private static Outgoing push(int bytes) {
    return new Outgoing(List.of(), bytes, true, () -> {});
  }

  private static Outgoing reply() {
    return new Outgoing(List.of(), 1, false, () -> {});
  }
}
