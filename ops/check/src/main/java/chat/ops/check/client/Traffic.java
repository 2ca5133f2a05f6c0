package chat.ops.check.client;

import chat.ops.check.history.History;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;

/**
 * People of all dialects who chat: some with several devices, groups that people join and leave,
 * pairs who block each other. What they choose to do follows from the seed alone; when they do it
 * also depends on the machine.
 */
public final class Traffic implements AutoCloseable {
  private static final Duration POLL = Duration.ofMillis(200);
  private static final Duration NEVER = Duration.ofHours(1);

  /** So many devices stop reading at times. */
  private static final int LAZY = 2;

  private final World world;
  private final List<Device> devices = new ArrayList<>();
  private final List<Doorkeeper> doorkeepers = new ArrayList<>();
  private final List<Thread> threads = new ArrayList<>();
  private final List<Thread> changing = new ArrayList<>();
  private volatile boolean quiet = true;

  /**
   * How much of everything.
   *
   * @param people how many, at least 8
   * @param groups how many
   * @param members who stay in each group
   * @param messagesPerSecond all devices together, on average
   */
  public record Size(int people, int groups, int members, int messagesPerSecond) {}

  private Traffic(World world) {
    this.world = world;
  }

  /** Makes people, groups and devices, and waits until all devices are logged in. */
  public static Traffic start(
      Size size, List<Gateway> gateways, long seed, History history, String prefix)
      throws InterruptedException {
    var random = new SplittableRandom(seed);
    var desk = new Desk(gateways);
    World world =
        World.make(desk, size.people(), size.groups(), size.members(), prefix, random.split());
    var traffic = new Traffic(world);
    List<Dialect> second =
        List.of(
            new WebDialect(),
            new ClassicDialect(),
            new LinesDialect(false, false, false),
            new LinesDialect(true, true, true));
    int count = 0;
    // Two devices for each second person, of which half are of kinds that acknowledge nothing.
    int devices = size.people() + size.people() / 2;
    Duration pace = Duration.ofMillis(1_000L * devices / size.messagesPerSecond());
    for (Person person : world.people()) {
      var first = new LinesDialect(count % 3 == 1, true, count % 4 == 3);
      traffic.add(person, first, traffic.manners(pace), gateways, history, random);
      if (count % 2 == 1) {
        Dialect other = second.get(count / 2 % 4);
        traffic.add(person, other, traffic.manners(pace), gateways, history, random);
      }
      count++;
    }
    // In a group, so that enough comes to fill the buffers on the way.
    for (World.Group group : world.groups().subList(0, LAZY)) {
      traffic.add(
          group.members().getLast(),
          new LinesDialect(false, true, false),
          new Manners(pace, NEVER, true),
          gateways,
          history,
          random);
    }
    for (World.Group group : world.groups()) {
      traffic.doorkeepers.add(
          Doorkeeper.ofGroup(group, desk, history, random.split(), traffic::isQuiet));
    }
    for (int i = 0; i + 1 < world.people().size(); i += size.people() / 3) {
      traffic.doorkeepers.add(
          Doorkeeper.ofPair(
              world.people().get(i),
              world.people().get(i + 1),
              desk,
              history,
              random.split(),
              traffic::isQuiet));
    }
    traffic.devices.forEach(traffic::begin);
    traffic.awaitLogins(Duration.ofMinutes(1));
    return traffic;
  }

  /** The people and groups. */
  public World world() {
    return world;
  }

  /** How many devices there are. */
  public int devices() {
    return devices.size();
  }

  /** Begins to chat. */
  public void chat() {
    quiet = false;
    devices.forEach(device -> device.chat(true));
    doorkeepers.forEach(doorkeeper -> changing.add(begin(doorkeeper)));
  }

  /**
   * Nobody begins a new message from now on. Waits until all that was sent is answered for good, no
   * change of members is under way, and all devices are logged in.
   *
   * @return whether that came to pass
   */
  public boolean settle(Duration patience) throws InterruptedException {
    quiet = true;
    devices.forEach(device -> device.chat(false));
    long end = System.nanoTime() + patience.toNanos();
    while (System.nanoTime() < end) {
      if (changing.stream().noneMatch(Thread::isAlive)
          && devices.stream().allMatch(device -> device.isSettled() && device.isThere())) {
        return true;
      }
      Thread.sleep(POLL);
    }
    return false;
  }

  @Override
  public void close() {
    quiet = true;
    devices.forEach(Device::stop);
    threads.forEach(Thread::interrupt);
  }

  private boolean isQuiet() {
    return quiet;
  }

  private void add(
      Person person,
      Dialect dialect,
      Manners manners,
      List<Gateway> gateways,
      History history,
      SplittableRandom random) {
    String name = person.name() + "/" + dialect;
    RandomGenerator choices = random.split();
    var topics =
        new Topics(world.conversations(person), random.split(), person.id() + "-" + devices.size());
    devices.add(new Device(name, person, dialect, gateways, topics, manners, history, choices));
  }

  /** Every fourth device leaves without a word every 20 s or so. */
  private Manners manners(Duration pace) {
    return new Manners(pace, devices.size() % 4 == 3 ? Duration.ofSeconds(20) : NEVER, false);
  }

  private Thread begin(Runnable part) {
    Thread thread = Thread.startVirtualThread(part);
    threads.add(thread);
    return thread;
  }

  private void awaitLogins(Duration patience) throws InterruptedException {
    long end = System.nanoTime() + patience.toNanos();
    while (!devices.stream().allMatch(Device::isThere)) {
      if (System.nanoTime() > end) {
        throw new IllegalStateException("not all devices could log in");
      }
      Thread.sleep(POLL);
    }
  }
}
