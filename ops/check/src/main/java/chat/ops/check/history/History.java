package chat.ops.check.history;

import chat.proto.ConversationId;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Everything that the clients of a run did and saw, in the order of each client. It knows nothing
 * of how the server works. Thread-safe; only grows, so a run of ten minutes needs some hundred
 * megabytes.
 */
public final class History {
  private final AtomicInteger numbers = new AtomicInteger();
  private final Queue<Stay> stays = new ConcurrentLinkedQueue<>();
  private final Queue<Attempt> attempts = new ConcurrentLinkedQueue<>();
  private final Queue<Receipt> receipts = new ConcurrentLinkedQueue<>();
  private final Queue<Change> changes = new ConcurrentLinkedQueue<>();
  private final Queue<Departure> departures = new ConcurrentLinkedQueue<>();
  private final Queue<Complaint> complaints = new ConcurrentLinkedQueue<>();
  private final Queue<CursorMove> backwards = new ConcurrentLinkedQueue<>();
  private final AtomicInteger cursorSamples = new AtomicInteger();

  /** A request other than a chat that was answered as it must not be. */
  public record Complaint(ConversationId conversation, String text, long nanos) {}

  /**
   * A connection that is about to be opened.
   *
   * @param acknowledging whether the device says itself what has come
   * @param prompt whether it always reads at once
   * @param seen what the device will say at the login that it has seen
   */
  public Stay begin(
      int userId,
      String device,
      boolean acknowledging,
      boolean prompt,
      Map<ConversationId, Long> seen) {
    Stay stay = new Stay(numbers.incrementAndGet(), userId, device, acknowledging, prompt, seen);
    stays.add(stay);
    return stay;
  }

  /** A message that is about to be sent. */
  public void add(Attempt attempt) {
    attempts.add(attempt);
  }

  /** A message that has come. */
  public void add(Receipt receipt) {
    receipts.add(receipt);
  }

  /** A change that was asked for, and answered or given up. */
  public void add(Change change) {
    changes.add(change);
  }

  /** Somebody of the crowd was sent away or cut off. */
  public void add(Departure departure) {
    departures.add(departure);
  }

  /** A request about a conversation was answered as it must not be. */
  public void complain(ConversationId conversation, String text) {
    complaints.add(new Complaint(conversation, text, System.nanoTime()));
  }

  /** A look at all cursors, and those that were lower than at an earlier look. */
  public void sampled(int cursors, List<CursorMove> lower) {
    cursorSamples.addAndGet(cursors);
    backwards.addAll(lower);
  }

  /** All connections, in the order of their numbers. */
  public Collection<Stay> stays() {
    return Collections.unmodifiableCollection(stays);
  }

  /** All attempts; those of one connection in their order. */
  public Collection<Attempt> attempts() {
    return Collections.unmodifiableCollection(attempts);
  }

  /** All receipts; those of one connection in their order. */
  public Collection<Receipt> receipts() {
    return Collections.unmodifiableCollection(receipts);
  }

  /** All changes; those of one user in one conversation in their order. */
  public Collection<Change> changes() {
    return Collections.unmodifiableCollection(changes);
  }

  /** Who of the crowd was sent away or cut off, in this order. */
  public Collection<Departure> departures() {
    return Collections.unmodifiableCollection(departures);
  }

  /** What was complained about. */
  public Collection<Complaint> complaints() {
    return Collections.unmodifiableCollection(complaints);
  }

  /** The cursors that went back. */
  public Collection<CursorMove> backwards() {
    return Collections.unmodifiableCollection(backwards);
  }

  /** How many values of cursors were looked at. */
  public int cursorSamples() {
    return cursorSamples.get();
  }
}
