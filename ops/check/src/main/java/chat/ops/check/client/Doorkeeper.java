package chat.ops.check.client;

import chat.ops.check.history.Change;
import chat.ops.check.history.History;
import chat.ops.check.history.Stay;
import chat.proto.ConversationId;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;

/**
 * Lets somebody into a conversation and shuts them out again, at random times, and writes down when
 * it was asked for and when it was done. After an answer was lost it waits until the lost request
 * can be on its way no more: else that could undo what is done later.
 */
final class Doorkeeper implements Runnable {
  private static final long LONGEST_WAY_MILLIS = 25_000;
  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(4);

  private final ConversationId conversation;
  private final int userId;
  private final Supplier<ObjectNode> letIn;
  private final Supplier<ObjectNode> shutOut;
  private final Desk desk;
  private final History history;
  private final RandomGenerator random;
  private final BooleanSupplier over;
  private boolean in;

  private Doorkeeper(
      ConversationId conversation,
      int userId,
      boolean in,
      Supplier<ObjectNode> letIn,
      Supplier<ObjectNode> shutOut,
      Desk desk,
      History history,
      RandomGenerator random,
      BooleanSupplier over) {
    this.conversation = conversation;
    this.userId = userId;
    this.in = in;
    this.letIn = letIn;
    this.shutOut = shutOut;
    this.desk = desk;
    this.history = history;
    this.random = random;
    this.over = over;
  }

  /** Adds the wanderer of a group, and removes them: as its owner, or as the wanderer leaving. */
  static Doorkeeper ofGroup(
      World.Group group, Desk desk, History history, RandomGenerator random, BooleanSupplier over) {
    Person owner = group.members().getFirst();
    Person wanderer = group.wanderer();
    Supplier<ObjectNode> add =
        () -> request(2005, owner, "user_id", wanderer).put("group_id", group.id().groupId());
    Supplier<ObjectNode> remove =
        () ->
            request(2013, random.nextBoolean() ? owner : wanderer, "user_id", wanderer)
                .put("group_id", group.id().groupId());
    return new Doorkeeper(
        group.id(), wanderer.id(), false, add, remove, desk, history, random, over);
  }

  /** Blocks somebody, and unblocks them. */
  static Doorkeeper ofPair(
      Person one,
      Person other,
      Desk desk,
      History history,
      RandomGenerator random,
      BooleanSupplier over) {
    return new Doorkeeper(
        World.conversation(one, other),
        other.id(),
        true,
        () -> request(2017, one, "blocked_id", other),
        () -> request(2015, one, "blocked_id", other),
        desk,
        history,
        random,
        over);
  }

  /** Goes on until it is over. */
  @Override
  public void run() {
    try {
      boolean certain = true;
      while (pause(certain ? random.nextLong(500, LONGEST_PAUSE.toMillis()) : LONGEST_WAY_MILLIS)) {
        certain = change();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Waits, and says whether to go on. */
  private boolean pause(long millis) throws InterruptedException {
    long end = System.nanoTime() + millis * 1_000_000;
    while (!over.getAsBoolean() && System.nanoTime() < end) {
      Thread.sleep(100);
    }
    return !over.getAsBoolean();
  }

  /** Makes the next change, and says whether it is certain that no request is left on its way. */
  private boolean change() throws InterruptedException {
    in = !in;
    long requested = System.nanoTime();
    Desk.Answer answer = desk.ask(in ? letIn.get() : shutOut.get());
    if (answer.errno() != 0) {
      history.complain(conversation, "a change was answered with " + answer.json());
    }
    boolean certain = answer.tries() == 1 && answer.errno() == 0;
    history.add(
        new Change(conversation, userId, in, requested, certain ? System.nanoTime() : Stay.NEVER));
    return certain;
  }

  private static ObjectNode request(int msgid, Person asking, String field, Person about) {
    return Json.message(msgid).put("token", asking.token()).put(field, about.id());
  }
}
