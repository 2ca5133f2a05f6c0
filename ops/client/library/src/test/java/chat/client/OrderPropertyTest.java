package chat.client;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Queue;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

/**
 * The inbox against a conversation of which the test knows everything: pushes of others come in
 * order and may stop for a while, acknowledgements of own messages come whenever, the listener has
 * room or not, the history answers late, has pages, or has no time; connections end. What is handed
 * on is the conversation, each message once.
 */
class OrderPropertyTest {
  private static final Conversation BEN = Conversation.withPerson(2);
  private static final int MOST_STEPS = 100_000;
  private static final Person ANN = new Person(1, "ann");

  @Property(tries = 400)
  void everyMessageOnceInItsPlace(
      @ForAll Random random, @ForAll @IntRange(min = 1, max = 60) int length) {
    var play = new Play(random, length);
    play.run();
    List<Long> all = new ArrayList<>();
    for (long seq = 1; seq <= length; seq++) {
      all.add(seq);
    }
    assertEquals(all, play.handedOn);
  }

  /** One conversation, and one client of it. */
  private static final class Play implements Inbox.Surroundings {
    private final Random random;
    private final int length;
    private final boolean[] own;
    private final Inbox inbox = new Inbox(this);
    private final List<Long> handedOn = new ArrayList<>();
    private final Queue<Runnable> later = new ArrayDeque<>();
    private final List<Integer> unanswered = new ArrayList<>();
    private int committed;
    private int pushed;
    private int room;

    Play(Random random, int length) {
      this.random = random;
      this.length = length;
      this.own = new boolean[length + 1];
      for (int seq = 1; seq <= length; seq++) {
        own[seq] = random.nextInt(3) == 0;
      }
    }

    void run() {
      for (int steps = 0; handedOn.size() < length; steps++) {
        assertTrue(steps < MOST_STEPS, () -> "stuck at " + handedOn);
        step();
      }
      for (int more = 0; more < 20; more++) {
        step();
      }
    }

    private void step() {
      switch (random.nextInt(6)) {
        case 0 -> commit();
        case 1 -> push();
        case 2 -> acknowledge();
        case 3 -> {
          Runnable task = later.poll();
          if (task != null) {
            task.run();
          }
        }
        case 4 -> {
          room = random.nextInt(8);
          inbox.goOn();
        }
        default -> {
          if (random.nextInt(10) == 0) {
            reconnect();
          }
        }
      }
    }

    private void commit() {
      // Of own messages one is under way.
      if (committed < length && (!own[committed + 1] || unanswered.isEmpty())) {
        committed++;
        if (own[committed]) {
          unanswered.add(committed);
        }
      }
    }

    private void push() {
      while (pushed < committed && own[pushed + 1]) {
        pushed++;
      }
      if (pushed < committed) {
        inbox.pushed(Frames.message(FakeServer.push(++pushed), ANN));
      }
    }

    private void acknowledge() {
      if (!unanswered.isEmpty()) {
        int seq = unanswered.removeFirst();
        inbox.stored(Draft.text(BEN, "text"), new Sent(BEN, "m-" + seq, seq, Instant.EPOCH), ANN);
      }
    }

    /**
     * What is behind the last message that was handed on comes as pushes, own ones too; where none
     * was, only those of others.
     */
    private void reconnect() {
      later.clear();
      inbox.lost();
      pushed = handedOn.size();
      if (pushed > 0) {
        inbox.told(Map.of(BEN, (long) pushed));
      }
      boolean all = pushed > 0;
      for (int seq = pushed + 1; seq <= committed; seq++) {
        if (all || !own[seq]) {
          inbox.pushed(Frames.message(own[seq] ? FakeServer.own(seq) : FakeServer.push(seq), ANN));
        }
      }
      pushed = committed;
      inbox.goOn();
    }

    @Override
    public boolean hasUnanswered(Conversation conversation) {
      return !unanswered.isEmpty();
    }

    @Override
    public boolean handOn(Message message) {
      if (room <= 0) {
        return false;
      }
      room--;
      handedOn.add(message.seq());
      return true;
    }

    @Override
    public void setBack(Conversation conversation) {
      throw new AssertionError("nothing was set back");
    }

    @Override
    public void history(Conversation conversation, long after, int limit, Inbox.Answered answered) {
      if (random.nextInt(4) == 0) {
        later.add(() -> answered.take(new Inbox.Page.Later()));
        return;
      }
      List<Message> page = new ArrayList<>();
      int most = 1 + random.nextInt(5);
      int head = committed;
      for (long seq = after + 1; seq <= head && page.size() < most; seq++) {
        page.add(Frames.message(FakeServer.push(seq), ANN));
      }
      boolean more = after + page.size() < head;
      later.add(() -> answered.take(new Inbox.Page.Messages(new History(page, more))));
    }

    @Override
    public void acknowledged(Conversation conversation, Inbox.Known answered) {
      later.add(() -> answered.take(OptionalLong.of(0)));
    }

    @Override
    public void afterPatience(Runnable task) {
      later.add(task);
    }
  }
}
