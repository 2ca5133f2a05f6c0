package chat.service.message;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Messages that wait for the same transaction. Those with the same key are written once, as the
 * first of them, and all are answered. Used by the committer's thread only.
 */
final class Batch {
  private final Map<MessageKey, List<Pending>> waiting;

  /** A batch of these, in their order. */
  static Batch of(Collection<Pending> messages) {
    Map<MessageKey, List<Pending>> waiting = LinkedHashMap.newLinkedHashMap(messages.size());
    for (Pending pending : messages) {
      waiting.computeIfAbsent(pending.draft().key(), key -> new ArrayList<>(1)).add(pending);
    }
    return new Batch(waiting);
  }

  private Batch(Map<MessageKey, List<Pending>> waiting) {
    this.waiting = waiting;
  }

  /** How many different messages still wait. */
  int size() {
    return waiting.size();
  }

  /** The first message of each key. */
  List<Pending> firsts() {
    return waiting.values().stream().map(List::getFirst).toList();
  }

  /** What is to be written: the first message of each key. */
  List<Draft> drafts() {
    return waiting.values().stream().map(same -> same.getFirst().draft()).toList();
  }

  /** The keys that still wait. */
  Set<MessageKey> keys() {
    return Set.copyOf(waiting.keySet());
  }

  /** The conversations of those that still wait. */
  Set<Long> conversations() {
    return drafts().stream()
        .map(draft -> draft.conversation().value())
        .collect(Collectors.toUnmodifiableSet());
  }

  /** Answers everybody: the n-th outcome belongs to the n-th of {@link #drafts}. */
  void answer(List<Outcome> outcomes) {
    int next = 0;
    for (List<Pending> same : waiting.values()) {
      Outcome outcome = outcomes.get(next++);
      Draft written = same.getFirst().draft();
      for (Pending pending : same) {
        pending.answer(pending.draft().isSameAs(written) ? outcome : Outcome.CONFLICT);
      }
    }
    waiting.clear();
  }

  /** Answers those that turned out to be committed already; the rest keeps waiting. */
  void answerStored(Map<MessageKey, StoredMessage> stored) {
    stored.forEach(
        (key, message) ->
            waiting
                .remove(key)
                .forEach(pending -> pending.answer(message.answerTo(pending.draft()))));
  }

  /** Gives everybody the same answer. */
  void refuse(Outcome.Refused refusal) {
    waiting.values().stream()
        .flatMap(Collection::stream)
        .forEach(pending -> pending.answer(refusal));
    waiting.clear();
  }

  /** Two batches, each of one half, in order. This one is empty afterwards. */
  List<Batch> halves() {
    List<Pending> first = new ArrayList<>();
    List<Pending> second = new ArrayList<>();
    int half = waiting.size() / 2;
    int position = 0;
    for (List<Pending> same : waiting.values()) {
      (position++ < half ? first : second).addAll(same);
    }
    waiting.clear();
    return List.of(of(first), of(second));
  }
}
