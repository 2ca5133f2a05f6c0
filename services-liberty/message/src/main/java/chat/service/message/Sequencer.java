package chat.service.message;

import chat.proto.common.MessageKind;
import chat.service.message.Heads.Head;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
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
   * @param references what they point to
   * @param heads where each conversation of the drafts ends
   */
  Plan place(
      List<Draft> drafts, Audience audience, References references, LongFunction<Head> heads) {
    long now = clock.millis();
    List<Outcome> outcomes = new ArrayList<>(drafts.size());
    List<StoredMessage> messages = new ArrayList<>(drafts.size());
    Map<Long, Head> ends = new LinkedHashMap<>();
    Map<Long, Long> firsts = new LinkedHashMap<>();
    Set<MessageId> recalled = new HashSet<>();
    for (Draft draft : drafts) {
      long conversation = draft.conversation().value();
      Head end =
          Optional.ofNullable(ends.get(conversation)).orElseGet(() -> heads.apply(conversation));
      Optional<Outcome.Refused> refusal =
          audience.refusal(draft).or(() -> references.refusal(draft, end.seq(), recalled));
      if (refusal.isPresent()) {
        outcomes.add(refusal.get());
        continue;
      }
      if (draft.extras().kind() == MessageKind.RECALL) {
        recalled.add(draft.target());
      }
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
