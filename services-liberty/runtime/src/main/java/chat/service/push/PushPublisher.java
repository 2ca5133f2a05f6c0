package chat.service.push;

import chat.proto.push.PushRecord;
import chat.service.trace.Marks;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Publishes events: asks where the receivers are and sends one record to each gateway that holds
 * some of them. Callers only queue; one thread runs {@link #run}, so that a Redis or a Kafka that
 * is away delays nobody, and events keep their order. What has piled up is looked up together.
 *
 * <p>Overflow rule: when {@value #QUEUE_JOBS} calls or {@value #QUEUE_BYTES} bytes wait, {@code
 * publish} returns false.
 */
public final class PushPublisher implements PushSink, Runnable {
  private static final Logger LOG = System.getLogger(PushPublisher.class.getName());
  private static final int QUEUE_JOBS = 4_096;
  private static final long QUEUE_BYTES = 32 << 20;
  private static final int TOGETHER = 64;

  private final Routes routes;
  private final Records records;
  private final WeightedQueue<Job> queue =
      new WeightedQueue<>(QUEUE_JOBS, QUEUE_BYTES, PushPublisher::weight);

  private final Consumer<Duration> published;

  private record Job(List<Push> pushes, Consumer<Boolean> whenDone, long sinceNanos) {}

  /**
   * A publisher that does not run yet.
   *
   * @param published told how long it took from handing over to Kafka's last acknowledgement, on
   *     any thread; must not block
   */
  PushPublisher(Routes routes, Records records, Consumer<Duration> published) {
    this.routes = routes;
    this.records = records;
    this.published = published;
  }

  /** How many calls wait to be published. */
  int waiting() {
    return queue.size();
  }

  @Override
  public boolean publish(List<Push> pushes, Consumer<Boolean> whenDone) {
    return queue.offer(new Job(List.copyOf(pushes), whenDone, System.nanoTime()));
  }

  /** Publishes until the thread is interrupted; what waits then is reported as missing. */
  @Override
  public void run() {
    try {
      while (true) {
        publish(collect());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    for (Optional<Job> job = queue.poll(); job.isPresent(); job = queue.poll()) {
      job.get().whenDone().accept(false);
    }
  }

  private List<Job> collect() throws InterruptedException {
    List<Job> jobs = new ArrayList<>();
    Optional<Job> next = Optional.of(queue.take());
    while (next.isPresent()) {
      jobs.add(next.get());
      next = jobs.size() < TOGETHER ? queue.poll() : Optional.empty();
    }
    return jobs;
  }

  private void publish(List<Job> jobs) {
    RouteTable table = routes.lookup(lookedUp(jobs));
    for (Job job : jobs) {
      Acknowledgements acknowledgements =
          new Acknowledgements(job.whenDone(), () -> published.accept(age(job)));
      for (Push push : job.pushes()) {
        if (!isSent(push, table, acknowledgements)) {
          break;
        }
      }
      acknowledgements.complete();
    }
  }

  private boolean isSent(Push push, RouteTable table, Acknowledgements acknowledgements) {
    try {
      send(push, table, acknowledgements);
      return true;
    } catch (RuntimeException e) {
      LOG.log(Level.ERROR, "an event cannot be published:" + marks(push), e);
      acknowledgements.expect().accept(false);
      return false;
    }
  }

  private static String marks(Push push) {
    PushRecord event = push.event();
    return event.hasMessage()
        ? Marks.ofMessage(
            event.getMessage().getMsgId(), event.getMessage().getFromId(), push.trace())
        : " " + event.getEventCase() + Marks.of(push.trace());
  }

  private void send(Push push, RouteTable table, Acknowledgements acknowledgements) {
    for (Map.Entry<Integer, List<Integer>> target : table.spread(push.receivers()).entrySet()) {
      PushRecord record = push.event().toBuilder().addAllUserIds(target.getValue()).build();
      Consumer<Boolean> acknowledged = acknowledgements.expect();
      try {
        records.send(target.getKey(), record, push.trace(), acknowledged);
      } catch (RuntimeException e) {
        // Nobody else answers, and the event would be in hand for ever.
        acknowledged.accept(false);
        throw e;
      }
    }
  }

  private static Set<Integer> lookedUp(List<Job> jobs) {
    Set<Integer> users = new HashSet<>();
    for (Job job : jobs) {
      for (Push push : job.pushes()) {
        if (RouteTable.isLookedUp(push.receivers())) {
          users.addAll(push.receivers());
        }
      }
    }
    return users;
  }

  private static Duration age(Job job) {
    return Duration.ofNanos(System.nanoTime() - job.sinceNanos());
  }

  private static long weight(Job job) {
    long weight = 0;
    for (Push push : job.pushes()) {
      weight += 100 + push.event().getSerializedSize();
    }
    return weight;
  }
}
