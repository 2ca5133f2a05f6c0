package chat.service.push;

import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.ToLongFunction;

/**
 * A first-in-first-out queue from many threads to one, bounded by the number of elements and by
 * their weight. Overflow rule: {@link #offer} refuses at once, nothing waits and nothing is
 * dropped.
 *
 * @param <T> what is queued
 */
public final class WeightedQueue<T> {
  private final BlockingQueue<T> elements;
  private final AtomicLong weight = new AtomicLong();
  private final long maxWeight;
  private final ToLongFunction<T> weigh;

  /**
   * @param maxElements the most elements, positive
   * @param maxWeight the most weight, usually bytes; one element more than that may be in the queue
   * @param weigh the weight of an element, the same at every call
   */
  public WeightedQueue(int maxElements, long maxWeight, ToLongFunction<T> weigh) {
    this.elements = new ArrayBlockingQueue<>(maxElements);
    this.maxWeight = maxWeight;
    this.weigh = weigh;
  }

  /** Adds an element. Returns false, without waiting, when there is no room. */
  public boolean offer(T element) {
    long added = weigh.applyAsLong(element);
    if (weight.getAndAdd(added) < maxWeight && elements.offer(element)) {
      return true;
    }
    weight.addAndGet(-added);
    return false;
  }

  /**
   * Waits for an element and takes it.
   *
   * @throws InterruptedException when the thread is interrupted before there is one
   */
  public T take() throws InterruptedException {
    return taken(elements.take());
  }

  /** Takes an element, if there is one now. */
  public Optional<T> poll() {
    return Optional.ofNullable(elements.poll()).map(this::taken);
  }

  /** How many elements wait. */
  public int size() {
    return elements.size();
  }

  private T taken(T element) {
    weight.addAndGet(-weigh.applyAsLong(element));
    return element;
  }
}
