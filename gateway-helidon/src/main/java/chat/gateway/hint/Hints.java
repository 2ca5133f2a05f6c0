package chat.gateway.hint;

import chat.gateway.presence.HiddenPairs;
import chat.gateway.presence.Redis;
import chat.proto.message.CursorAdvance;
import java.util.Collection;
import java.util.UUID;
import java.util.function.Predicate;

/**
 * What is good to know and not worth keeping: who is writing, and how far somebody has got and
 * read. Gateways tell it each other over Redis, where nothing is kept: what is lost is lost, and a
 * client that wants the truth asks the message service. Nothing here makes a message wait: whatever
 * comes from the message path is noted and told later, on the thread of the rounds; it is told only
 * where somebody may listen ({@link Interest}); everything that waits is bounded; and a session
 * takes hints only while half of its queue is free. Thread-safe; one thread does the rounds.
 */
public final class Hints {
  /** Where gateways hear it; {@link #heard} understands it. */
  public static final String CHANNEL = "chat:hints";

  private final Interest interest;
  private final Receipts receipts;
  private final Typings typings;

  /**
   * Hints for these sessions.
   *
   * @param announce tells all gateways, this one too; false where that failed. May block
   * @param hidden of whom neither is told of the other
   */
  public Hints(
      Hearers hearers, HiddenPairs hidden, Predicate<String> announce, HintMetrics metrics) {
    interest = new Interest(UUID.randomUUID().toString(), hearers, announce);
    receipts = new Receipts(interest, hearers, hidden, announce, metrics);
    typings = new Typings(interest, hearers, hidden, announce, metrics);
  }

  /** Hints that are told over this Redis. */
  public static Hints over(Redis redis, Hearers hearers, HiddenPairs hidden, HintMetrics metrics) {
    return new Hints(hearers, hidden, text -> redis.publish(CHANNEL, text), metrics);
  }

  /** A session of the user that listens can be found now. Waits for Redis, briefly. */
  public void entered(int userId) {
    interest.entered(userId);
  }

  /** Whether the user may listen, on any gateway. */
  public boolean mayHear(int userId) {
    return interest.mayHear(userId);
  }

  /** Whether somebody may listen to a cursor's move. */
  public boolean wants(CursorAdvance advance) {
    return Receipt.of(advance).filter(receipts::wants).isPresent();
  }

  /** These cursors have been moved, no further than to their conversations' ends. No waiting. */
  public void moved(Collection<CursorAdvance> advances) {
    advances.forEach(advance -> Receipt.of(advance).ifPresent(receipts::note));
  }

  /** Somebody is writing, and the receivers may know. Does not block. */
  public void typing(Typing typing) {
    typings.note(typing);
  }

  /** What was said before may be missing: {@link chat.gateway.presence.Announcements}. */
  public void interrupted() {
    interest.interrupted();
  }

  /** Tells what has been noted since the last round. Waits for Redis. */
  public void round() {
    interest.round();
    typings.round();
    receipts.round();
  }

  /** What a gateway has said: a word, and what belongs to it. */
  public void heard(String announcement) {
    String[] parts = announcement.split(" ", 2);
    String rest = parts.length == 2 ? parts[1] : "";
    String[] words = rest.split(" ", 2);
    switch (parts[0]) {
      case Receipts.WORD -> receipts.heard(rest);
      case Typings.WORD -> typings.heard(rest);
      case Interest.ASK -> interest.asked(words[0]);
      case Interest.LIST -> interest.heardList(words[0], words.length == 2 ? words[1] : "");
      case Interest.ONE -> interest.heardOne(words[0], Integer.parseInt(words[1]));
      default -> {} // the word of a newer version
    }
  }
}
