package chat.gateway.hint;

import chat.gateway.hint.Receipt.Pair;
import chat.gateway.presence.HiddenPairs;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * Tells how far users have come in private conversations: the peer, and the user's own other
 * devices when more has been read. Once in a round the newest of each pair, in messages of {@value
 * #RECEIPTS_OF_A_MESSAGE}; what Redis does not take waits for the next round. Overflow: with
 * {@value #MAX_WAITING} pairs waiting, the one that waits for longest is dropped.
 *
 * <p>What is heard is told only where it is more than what was heard before: the newest of {@value
 * #MAX_KNOWN} pairs is remembered, the pair not heard of for longest goes first. Nothing is
 * remembered of those who have no listener here. Thread-safe; one thread does the rounds.
 */
final class Receipts {
  static final String WORD = "receipts";
  static final int MAX_WAITING = 20_000;
  static final int RECEIPTS_OF_A_MESSAGE = 500;
  static final int MAX_KNOWN = 50_000;

  private final Interest interest;
  private final Hearers hearers;
  private final HiddenPairs hidden;
  private final Predicate<String> announce;
  private final HintMetrics metrics;

  // Both guarded by this.
  private final SequencedMap<Pair, Receipt> waiting = new LinkedHashMap<>();
  private final Map<Pair, Receipt> known =
      new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<Pair, Receipt> eldest) {
          return size() > MAX_KNOWN;
        }
      };

  Receipts(
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

  /** Whether somebody may listen to it. */
  boolean wants(Receipt receipt) {
    return (interest.mayHear(receipt.peerId()) && !hidden.contains(receipt.conversation()))
        || (receipt.readSeq() > 0 && interest.mayHear(receipt.userId()));
  }

  /** A user has come so far. Does not block. */
  void note(Receipt receipt) {
    if (wants(receipt)) {
      add(receipt);
    }
  }

  /** Tells what waits. */
  void round() {
    for (int left = messages(); left > 0; left--) {
      Collection<Receipt> batch = first();
      if (!announce.test(text(batch))) {
        return;
      }
      told(batch);
    }
  }

  /** What a gateway has said, this one too: receipts with blanks between. */
  void heard(String receipts) {
    for (String receipt : receipts.split(" ", -1)) {
      heard(Receipt.parse(receipt));
    }
  }

  static String text(Collection<Receipt> receipts) {
    return receipts.stream().map(Receipt::text).collect(Collectors.joining(" ", WORD + " ", ""));
  }

  private synchronized void add(Receipt receipt) {
    if (waiting.size() >= MAX_WAITING && !waiting.containsKey(receipt.pair())) {
      waiting.pollFirstEntry();
      metrics.many().increment();
    }
    waiting.merge(receipt.pair(), receipt, Receipt::with);
  }

  private synchronized int messages() {
    return Math.ceilDiv(waiting.size(), RECEIPTS_OF_A_MESSAGE);
  }

  private synchronized Collection<Receipt> first() {
    return waiting.values().stream().limit(RECEIPTS_OF_A_MESSAGE).toList();
  }

  // What has grown meanwhile waits on.
  private synchronized void told(Collection<Receipt> receipts) {
    receipts.forEach(receipt -> waiting.remove(receipt.pair(), receipt));
  }

  private void heard(Receipt receipt) {
    if (!interest.hearsHere(receipt.peerId()) && !interest.hearsHere(receipt.userId())) {
      return;
    }
    Receipt before = new Receipt(receipt.userId(), receipt.peerId(), 0, 0);
    Receipt now;
    synchronized (this) {
      before = known.getOrDefault(receipt.pair(), before);
      now = receipt.with(before);
      known.put(receipt.pair(), now);
    }
    if (now.isBeyond(before)
        && now.peerId() != now.userId()
        && !hidden.contains(now.conversation())) {
      tell(now.peerId(), now);
    }
    if (now.readSeq() > before.readSeq()) {
      tell(now.userId(), now);
    }
  }

  private void tell(int userId, Receipt receipt) {
    List<? extends Hearers.Hearer> sessions = hearers.hearers(userId);
    sessions.forEach(session -> session.receipt(receipt));
  }
}
