package chat.gateway.hint;

import java.util.Base64;
import java.util.BitSet;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Predicate;

/**
 * For whom a hint is worth telling: who has a session that listens, on any gateway. Each gateway
 * tells the others the users it has as {@value #BITS} bits, a user's being the id modulo that, so
 * that 4 KiB in {@value #ROUNDS_OF_A_LIST} rounds say it for any number of users. Somebody with
 * whom another one shares a bit is taken for a listener, which costs a hint that nobody hears and
 * no more. Who comes is told at once, so that hints flow when the login is answered; who leaves is
 * missing in the next list. So hints between clients that ask for none, such as the old ones, cost
 * a look at a bit, and Redis nothing.
 *
 * <p>A gateway that says nothing for {@value #ROUNDS_OF_A_LIFE} rounds is forgotten. One that
 * begins to listen asks the others for their lists. Thread-safe.
 */
final class Interest {
  static final int BITS = 1 << 15;
  static final int ROUNDS_OF_A_LIST = 20;
  static final int ROUNDS_OF_A_LIFE = 3 * ROUNDS_OF_A_LIST;

  static final String ASK = "lists";
  static final String LIST = "list";
  static final String ONE = "one";

  private final String gateway;
  private final Hearers hearers;
  private final Predicate<String> announce;

  // All guarded by this.
  private final Map<String, Gateway> others = new HashMap<>();
  private BitSet told = new BitSet();
  private final BitSet entered = new BitSet();
  private boolean asks = true;
  private int round;
  private int listRound;

  private static final class Gateway {
    private BitSet users = new BitSet();
    private int heardRound;
  }

  /**
   * Nobody listens elsewhere yet.
   *
   * @param gateway a word that no other gateway has
   * @param hearers who listens here
   * @param announce tells all gateways; false where that failed. May block
   */
  Interest(String gateway, Hearers hearers, Predicate<String> announce) {
    this.gateway = gateway;
    this.hearers = hearers;
    this.announce = announce;
  }

  /** Whether the user listens somewhere, as far as is known; may say yes where nobody does. */
  boolean mayHear(int userId) {
    if (hearsHere(userId)) {
      return true;
    }
    synchronized (this) {
      return others.values().stream().anyMatch(other -> other.users.get(bit(userId)));
    }
  }

  /** Whether a session of the user listens here. */
  boolean hearsHere(int userId) {
    return hearers.hearers(userId).stream().anyMatch(Hearers.Hearer::listens);
  }

  /** A user's session that listens can be found now. Waits for Redis, briefly. */
  void entered(int userId) {
    if (isNew(userId)) {
      // Where it is lost, the next list says it.
      var _ = announce.test(ONE + " " + gateway + " " + userId);
    }
  }

  /** The others may have missed what was said, and this one what they said. */
  synchronized void interrupted() {
    asks = true;
  }

  /** Tells the others, when it is time; forgets those who are silent. */
  void round() {
    if (takeAsks() && !announce.test(ASK + " " + gateway)) {
      interrupted();
    }
    if (isListDue()) {
      var users = new BitSet();
      hearers.listening().forEach(userId -> users.set(bit(userId)));
      String bits = Base64.getEncoder().encodeToString(users.toByteArray());
      // A last empty one says that nobody is left.
      if (tellsOf(users)) {
        listTold(users, announce.test(LIST + " " + gateway + " " + bits));
      }
    }
  }

  /** A gateway wants to know who listens. */
  synchronized void asked(String by) {
    if (!by.equals(gateway)) {
      listRound = round;
    }
  }

  /** A gateway has said who listens there; the bits in base 64, empty for nobody. */
  synchronized void heardList(String from, String bits) {
    if (!from.equals(gateway)) {
      heard(from).users = BitSet.valueOf(Base64.getDecoder().decode(bits));
    }
  }

  /** A gateway has said that one more user listens there. */
  synchronized void heardOne(String from, int userId) {
    if (!from.equals(gateway)) {
      heard(from).users.set(bit(userId));
    }
  }

  private Gateway heard(String from) {
    Gateway other = others.computeIfAbsent(from, _ -> new Gateway());
    other.heardRound = round;
    return other;
  }

  private synchronized boolean isNew(int userId) {
    boolean isNew = !told.get(bit(userId));
    told.set(bit(userId));
    entered.set(bit(userId));
    return isNew;
  }

  private synchronized boolean takeAsks() {
    boolean taken = asks;
    asks = false;
    if (taken) {
      listRound = round;
    }
    return taken;
  }

  private synchronized boolean isListDue() {
    boolean due = round >= listRound;
    if (due) {
      entered.clear();
      listRound = round + ROUNDS_OF_A_LIST;
    }
    round++;
    others.values().removeIf(other -> round - other.heardRound > ROUNDS_OF_A_LIFE);
    return due;
  }

  private synchronized boolean tellsOf(BitSet users) {
    boolean tells = !users.isEmpty() || !told.isEmpty();
    told = users;
    return tells;
  }

  // The list may have overtaken somebody who entered after it was made: soon there is another one.
  private synchronized void listTold(BitSet users, boolean taken) {
    var missing = (BitSet) entered.clone();
    missing.andNot(users);
    if (!taken || !missing.isEmpty()) {
      listRound = round;
    }
  }

  private static int bit(int userId) {
    return userId % BITS;
  }
}
