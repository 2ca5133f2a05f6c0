package chat.service.message;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

/**
 * Where the messages of a batch will stand, and which of them will not. Nothing is written yet.
 *
 * @param outcomes one for each draft, in their order
 * @param messages the accepted ones, in their order
 * @param heads where the conversations will end
 * @param ranges the accepted ones by conversation
 */
record Plan(
    List<Outcome> outcomes,
    List<StoredMessage> messages,
    Map<Long, Heads.Head> heads,
    List<Range> ranges) {

  /**
   * The same plan, in which messages that are refused now but were written before keep their first
   * ack: their sender may have been removed from the group since, and still wait for it.
   *
   * @param drafts those of the outcomes
   * @param find reads back what is committed; asked only when something is refused
   */
  Plan rememberingAcks(
      List<Draft> drafts, Function<Set<MessageKey>, Map<MessageKey, StoredMessage>> find) {
    Set<MessageKey> refused = new HashSet<>();
    for (int i = 0; i < drafts.size(); i++) {
      if (outcomes.get(i) instanceof Outcome.Refused) {
        refused.add(drafts.get(i).key());
      }
    }
    if (refused.isEmpty()) {
      return this;
    }
    Map<MessageKey, StoredMessage> stored = find.apply(refused);
    List<Outcome> remembered = new ArrayList<>(outcomes);
    for (int i = 0; i < drafts.size(); i++) {
      Draft draft = drafts.get(i);
      if (stored.containsKey(draft.key())) {
        remembered.set(i, stored.get(draft.key()).answerTo(draft));
      }
    }
    return new Plan(remembered, messages, heads, ranges);
  }

  /**
   * The last word before the commit.
   *
   * @param blocked the private conversations in which one user blocks the other by now
   * @throws BlockedMeanwhileException when an accepted message is in one of them
   */
  void confirm(Set<Long> blocked) {
    if (messages.stream()
        .anyMatch(message -> blocked.contains(message.draft().conversation().value()))) {
      throw new BlockedMeanwhileException();
    }
  }

  /** What will be written, in its order. */
  List<Draft> accepted() {
    return messages.stream().map(StoredMessage::draft).toList();
  }
}
