package chat.ops.check.client;

import chat.ops.check.history.History;
import chat.proto.ConversationId;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.BooleanSupplier;

/**
 * Many devices of few accounts that are there and listen, and a herald who writes now and then to
 * each account. They log in by token: an account costs a password hash, a device does not.
 */
public final class Crowd implements AutoCloseable {
  private static final Duration POLL = Duration.ofMillis(10);
  private static final Duration FIRST_LOGINS = Duration.ofMinutes(4);
  private static final int AT_ONCE = 50;
  private static final Duration FOR_EVER = Duration.ofHours(1);

  private final Size size;
  private final List<Gateway> gateways;
  private final SplittableRandom random;
  private final List<Person> people = new ArrayList<>();
  private final List<CrowdMember> members = new ArrayList<>();
  private final List<Device> heralds = new ArrayList<>();
  private final List<Thread> threads = new ArrayList<>();

  /**
   * How much of everything.
   *
   * @param connections how many, 0 for no crowd
   * @param accounts that share them
   * @param messagesPerSecond of the herald, on average
   */
  public record Size(int connections, int accounts, int messagesPerSecond) {
    /** Nobody. */
    public static final Size NONE = new Size(0, 0, 1);
  }

  /**
   * A crowd that is not there yet.
   *
   * @param gateways where they connect, by the numbers of the gateways
   */
  public Crowd(Size size, List<Gateway> gateways, long seed) {
    this.size = size;
    this.gateways = List.copyOf(gateways);
    this.random = new SplittableRandom(seed);
  }

  /** Makes the accounts, and waits until all devices are logged in. */
  public void start(History history, String prefix) throws InterruptedException {
    if (size.connections() == 0) {
      return;
    }
    var desk = new Desk(gateways);
    Person herald = World.person(desk, prefix + "-herald");
    List<ConversationId> conversations = new ArrayList<>();
    for (int i = 0; i < size.accounts(); i++) {
      people.add(World.person(desk, prefix + "-crowd-" + i));
      conversations.add(World.conversation(herald, people.getLast()));
    }
    for (int i = 0; i < size.connections(); i++) {
      Person person = people.get(i % people.size());
      String name = person.name() + "/" + i;
      // Whole accounts would come to one gateway with the number itself.
      int place = i / people.size() % gateways.size();
      members.add(new CrowdMember(name, person, gateways, place, history, random.split()));
    }
    people.add(herald);
    heralds.add(herald(herald, conversations, history));
    heralds.forEach(this::begin);
    for (int i = 0; i < members.size(); i += AT_ONCE) {
      members.subList(i, Math.min(i + AT_ONCE, members.size())).forEach(this::begin);
      int begun = i + AT_ONCE;
      if (!await(() -> areThere(begun), System.nanoTime() + FIRST_LOGINS.toNanos())) {
        throw new IllegalStateException("not all of the crowd could log in");
      }
    }
  }

  /** The accounts, the herald's last; empty before the start. */
  public List<Person> people() {
    return List.copyOf(people);
  }

  /** How many devices there are, the herald's included. */
  public int devices() {
    return members.size() + heralds.size();
  }

  /** The herald begins to write. */
  public void chat() {
    heralds.forEach(herald -> herald.chat(true));
  }

  /** Waits until all are logged in; whether that came to pass in time. */
  public boolean awaitAll(Duration patience) throws InterruptedException {
    return await(() -> areThere(members.size()), System.nanoTime() + patience.toNanos());
  }

  /**
   * The herald writes nothing new. Waits until all that it wrote is answered and all are logged in.
   *
   * @return whether that came to pass
   */
  public boolean settle(Duration patience) throws InterruptedException {
    heralds.forEach(herald -> herald.chat(false));
    long end = System.nanoTime() + patience.toNanos();
    return await(
        () ->
            heralds.stream().allMatch(herald -> herald.isSettled() && herald.isThere())
                && areThere(members.size()),
        end);
  }

  @Override
  public void close() {
    members.forEach(CrowdMember::stop);
    heralds.forEach(Device::stop);
    threads.forEach(Thread::interrupt);
  }

  private Device herald(Person person, List<ConversationId> conversations, History history) {
    return new Device(
        person.name() + "/herald",
        person,
        new LinesDialect(false, true, true),
        gateways,
        new Topics(conversations, random.split(), person.id() + "-herald"),
        new Manners(Duration.ofMillis(1_000L / size.messagesPerSecond()), FOR_EVER, false),
        history,
        random.split());
  }

  private void begin(Runnable member) {
    threads.add(Thread.startVirtualThread(member));
  }

  private boolean areThere(int first) {
    return members.stream().limit(first).allMatch(CrowdMember::isThere);
  }

  /** Whether it came true in time. */
  private static boolean await(BooleanSupplier condition, long endNanos)
      throws InterruptedException {
    while (!condition.getAsBoolean()) {
      if (System.nanoTime() > endNanos) {
        return false;
      }
      Thread.sleep(POLL);
    }
    return true;
  }
}
