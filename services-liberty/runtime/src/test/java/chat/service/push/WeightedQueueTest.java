package chat.service.push;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Optional;
import org.junit.jupiter.api.Test;

class WeightedQueueTest {

  @Test
  void keepsTheOrder() throws InterruptedException {
    WeightedQueue<String> queue = new WeightedQueue<>(3, 100, String::length);
    queue.offer("a");
    queue.offer("b");
    assertEquals(2, queue.size());
    assertEquals("a", queue.take());
    assertEquals(Optional.of("b"), queue.poll());
    assertEquals(Optional.empty(), queue.poll());
  }

  @Test
  void refusesWhatHasNoPlace() {
    WeightedQueue<String> queue = new WeightedQueue<>(2, 100, String::length);
    assertTrue(queue.offer("a"));
    assertTrue(queue.offer("b"));
    assertFalse(queue.offer("c"));
    queue.poll();
    assertTrue(queue.offer("c"));
  }

  @Test
  void refusesWhenItIsTooHeavyUntilSomethingIsTaken() {
    WeightedQueue<String> queue = new WeightedQueue<>(10, 4, String::length);
    assertTrue(queue.offer("heavy"));
    assertFalse(queue.offer("a"));
    queue.poll();
    assertTrue(queue.offer("a"));
  }
}
