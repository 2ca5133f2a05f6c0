package chat.gateway.session;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(20)
class WindowTest {
  private final Window window = new Window(1);

  @Test
  void theNextMessageWaitsForTheAcknowledgement() throws Exception {
    assertTrue(window.begin());
    var second = begin();
    assertFalse(second.isDone());
    window.done();
    assertTrue(second.get(10, TimeUnit.SECONDS));
  }

  @Test
  void saysWhenItWouldLetWait() throws Exception {
    assertFalse(window.isFull());
    assertTrue(window.begin());
    assertTrue(window.isFull());
    window.done();
    assertFalse(window.isFull());
  }

  @Test
  void nobodyWaitsOnAClosedWindow() throws Exception {
    assertTrue(window.begin());
    var second = begin();
    window.close();
    assertFalse(second.get(10, TimeUnit.SECONDS));
    window.awaitEmpty(Duration.ofSeconds(10));
  }

  private CompletableFuture<Boolean> begin() {
    var result = new CompletableFuture<Boolean>();
    Thread.startVirtualThread(
        () -> {
          try {
            result.complete(window.begin());
          } catch (InterruptedException e) {
            result.completeExceptionally(e);
          }
        });
    return result;
  }
}
