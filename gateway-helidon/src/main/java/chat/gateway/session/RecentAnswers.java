package chat.gateway.session;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongSupplier;

/**
 * Answers of a service, and when they came. Holds so many; the one not asked for for longest goes
 * first. Thread-safe.
 */
final class RecentAnswers<K, V> {
  private final LongSupplier nanoTime;

  // Guarded by this.
  private final Map<K, Answer<V>> answers;

  private record Answer<V>(V value, long nanos) {}

  /**
   * No answers yet.
   *
   * @param max at least 1
   * @param nanoTime a clock that never goes back
   */
  RecentAnswers(int max, LongSupplier nanoTime) {
    this.nanoTime = nanoTime;
    this.answers =
        new LinkedHashMap<>(16, 0.75f, true) {
          @Override
          protected boolean removeEldestEntry(Map.Entry<K, Answer<V>> eldest) {
            return size() > max;
          }
        };
  }

  /** The answer, if it is younger than this. */
  synchronized Optional<V> notOlder(K key, Duration age) {
    return Optional.ofNullable(answers.get(key))
        .filter(answer -> nanoTime.getAsLong() - answer.nanos < age.toNanos())
        .map(Answer::value);
  }

  /** Remembers an answer that has just come, and passes it through. */
  synchronized V keep(K key, V value) {
    answers.put(key, new Answer<>(value, nanoTime.getAsLong()));
    return value;
  }
}
