package chat.service.message;

import chat.service.message.Heads.Head;
import java.time.Clock;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongFunction;

/**
 * Gives the messages of a batch their places: the next seq of their conversation, and a time that
 * never decreases within it, even when the clock is set back.
 */
final class Sequencer {
  private final Clock clock;

  Sequencer(Clock clock) {
    this.clock = clock;
  }

  /**
   * Plans a batch. Changes nothing.
   *
   * @param drafts in the order in which they came; no two have the same key
   * @param audience who exists and who is a member
   * @param heads where each conversation of the drafts ends
   */
  Plan place(List<Draft> drafts, Audience audience, LongFunction<Head> heads) {
    long now = clock.millis();
    List<Outcome> outcomes = new ArrayList<>(drafts.size());
    List<StoredMessage> messages = new ArrayList<>(drafts.size());
    Map<Long, Head> ends = new LinkedHashMap<>();
    Map<Long, Long> firsts = new LinkedHashMap<>();
    for (Draft draft : drafts) {
      Optional<Outcome.Refused> refusal = audience.refusal(draft);
      if (refusal.isPresent()) {
        outcomes.add(refusal.get());
        continue;
      }
      long conversation = draft.conversation().value();
      Head end = ends.computeIfAbsent(conversation, heads::apply);
      StoredMessage message =
          new StoredMessage(draft, end.seq() + 1, Math.max(end.timestampMs(), now));
      firsts.putIfAbsent(conversation, message.seq());
      ends.put(conversation, new Head(message.seq(), message.timestampMs()));
      messages.add(message);
      outcomes.add(message.accepted());
    }
    List<Range> ranges = new ArrayList<>(ends.size());
    firsts.forEach((id, first) -> ranges.add(new Range(id, first, ends.get(id).seq())));
    return new Plan(outcomes, messages, ends, ranges);
  }
}
