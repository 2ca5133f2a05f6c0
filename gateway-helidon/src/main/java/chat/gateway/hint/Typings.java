package chat.gateway.hint;

import chat.gateway.hint.Typing.Place;
import chat.gateway.presence.HiddenPairs;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.function.Predicate;

/**
 * Tells who is writing: once in a round, each user once for a conversation, to those receivers who
 * may listen. What Redis does not take is dropped: it would be old when it comes. Overflow: with
 * {@value #MAX_WAITING} waiting, the oldest is dropped. Thread-safe; one thread does the rounds.
 */
final class Typings {
  static final String WORD = "typing";
  static final int MAX_WAITING = 1_000;

  private final Interest interest;
  private final Hearers hearers;
  private final HiddenPairs hidden;
  private final Predicate<String> announce;
  private final HintMetrics metrics;

  // Guarded by this.
  private SequencedMap<Place, Typing> waiting = new LinkedHashMap<>();

  Typings(
      Interest interest,
      Hearers hearers,
      HiddenPairs hidden,
      Predicate<String> announce,
      HintMetrics metrics) {
    this.interest = interest;
    this.hearers = hearers;
    this.hidden = hidden;
    this.announce = announce;
    this.metrics = metrics;
  }

  /** Somebody is writing. Does not block. */
  void note(Typing typing) {
    List<Integer> receivers = typing.receivers().stream().filter(interest::mayHear).toList();
    if (!receivers.isEmpty() && !hidden.contains(typing.conversation())) {
      add(new Typing(typing.userId(), typing.name(), typing.conversation(), receivers));
    }
  }

  /** Tells what waits. */
  void round() {
    for (Typing typing : taken().values()) {
      if (!announce.test(WORD + " " + typing.text())) {
        metrics.away().increment();
      }
    }
  }

  /** What a gateway has said, this one too. */
  void heard(String text) {
    Typing typing = Typing.parse(text);
    if (!hidden.contains(typing.conversation())) {
      typing
          .receivers()
          .forEach(userId -> hearers.hearers(userId).forEach(session -> session.typing(typing)));
    }
  }

  private synchronized void add(Typing typing) {
    if (waiting.size() >= MAX_WAITING && !waiting.containsKey(typing.place())) {
      waiting.pollFirstEntry();
      metrics.many().increment();
    }
    waiting.put(typing.place(), typing);
  }

  private synchronized Map<Place, Typing> taken() {
    SequencedMap<Place, Typing> taken = waiting;
    waiting = new LinkedHashMap<>();
    return taken;
  }
}
