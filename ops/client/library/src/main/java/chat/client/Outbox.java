package chat.client;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/**
 * Messages that are not known to be stored. Of each conversation one is under way, the first: the
 * next one follows when it is answered, so that their order holds whatever is refused or lost
 * meanwhile. At most {@value #WINDOW} conversations have one under way. Guarded by the link.
 */
final class Outbox {
  static final int WINDOW = 64;

  private final int capacity;
  private final Map<Conversation, ArrayDeque<Waiting>> queues = new LinkedHashMap<>();
  private final Map<Long, Waiting> underWay = new HashMap<>();
  private int size;
  private long lastOrder;

  /** A message that waits. */
  static final class Waiting {
    final Draft draft;
    final String msgId;
    final CompletableFuture<Sent> future = new CompletableFuture<>();
    private final long order;
    private long notBeforeNanos;
    private boolean underWay;

    /** It was sent, and it is not known whether it is stored. */
    boolean tried;

    private Waiting(Draft draft, String msgId, long order) {
      this.draft = draft;
      this.msgId = msgId;
      this.order = order;
    }
  }

  /** An empty one. */
  Outbox(int capacity) {
    this.capacity = capacity;
  }

  /** Another message, unless there is no room. */
  Optional<Waiting> add(Draft draft, String msgId, long nowNanos) {
    if (size >= capacity) {
      return Optional.empty();
    }
    Waiting waiting = new Waiting(draft, msgId, ++lastOrder);
    waiting.notBeforeNanos = nowNanos;
    queues.computeIfAbsent(draft.to(), _ -> new ArrayDeque<>()).add(waiting);
    size++;
    return Optional.of(waiting);
  }

  /** What is to be sent now, in the order in which it was added. */
  List<Waiting> due(long nowNanos) {
    List<Waiting> due = new ArrayList<>();
    if (underWay.size() < WINDOW) {
      for (ArrayDeque<Waiting> queue : queues.values()) {
        Waiting first = queue.getFirst();
        if (!first.underWay && first.notBeforeNanos - nowNanos <= 0) {
          due.add(first);
        }
      }
      due.sort(Comparator.comparingLong(waiting -> waiting.order));
    }
    return due.subList(0, Math.min(due.size(), WINDOW - underWay.size()));
  }

  /** It is being sent, with this mark. */
  void begin(Waiting waiting, long req) {
    waiting.underWay = true;
    waiting.tried = true;
    underWay.put(req, waiting);
  }

  /** The message that an answer is for. */
  Optional<Waiting> answered(long req) {
    return Optional.ofNullable(underWay.remove(req));
  }

  /** Nothing was done: to be sent again later. */
  void again(Waiting waiting, long notBeforeNanos) {
    waiting.underWay = false;
    waiting.tried = false;
    waiting.notBeforeNanos = notBeforeNanos;
  }

  /** Its answer is final. */
  void settle(Waiting waiting) {
    ArrayDeque<Waiting> queue = queues.get(waiting.draft.to());
    if (queue.remove(waiting)) {
      size--;
    }
    if (queue.isEmpty()) {
      queues.remove(waiting.draft.to());
    }
  }

  /** The connection is over: whatever has no answer is sent again over the next one. */
  void lost() {
    underWay.values().forEach(waiting -> waiting.underWay = false);
    underWay.clear();
  }

  /** Everything, in the order in which it was added. */
  List<Waiting> all() {
    return queues.values().stream()
        .flatMap(ArrayDeque::stream)
        .sorted(Comparator.comparingLong(waiting -> waiting.order))
        .toList();
  }

  /** Whether a message to a conversation was sent, and it is not known whether it is stored. */
  boolean hasUnanswered(Conversation conversation) {
    return queues.containsKey(conversation) && queues.get(conversation).getFirst().tried;
  }

  /** How many there are. */
  int size() {
    return size;
  }
}
