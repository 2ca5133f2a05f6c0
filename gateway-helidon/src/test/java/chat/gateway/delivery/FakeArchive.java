package chat.gateway.delivery;

import chat.proto.ConversationId;
import chat.proto.common.ChatMessage;
import chat.proto.message.Cursor;
import chat.proto.message.CursorAdvance;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** An archive in memory; can be made to fail. Thread-safe. */
final class FakeArchive implements Archive {
  private final Map<ConversationId, List<ChatMessage>> messages = new HashMap<>();
  private final List<CursorAdvance> advances = new ArrayList<>();
  private final List<Cursor> cursors = new ArrayList<>();
  private final List<List<Integer>> headCalls = new ArrayList<>();
  private Optional<RuntimeException> failure = Optional.empty();
  private final Map<ConversationId, RuntimeException> failures = new HashMap<>();
  private Optional<RuntimeException> lateFailure = Optional.empty();
  private Runnable whileReading = () -> {};
  private Runnable whileAdvancing = () -> {};
  private int batches;
  private int mostInAPage = Integer.MAX_VALUE;
  private int pages;

  synchronized void add(ConversationId conversation, ChatMessage message) {
    messages.computeIfAbsent(conversation, unknown -> new ArrayList<>()).add(message);
  }

  /** A cursor of everybody. */
  synchronized void add(Cursor cursor) {
    cursors.add(cursor);
  }

  synchronized void fail(RuntimeException with) {
    failure = Optional.of(with);
    lateFailure = Optional.empty();
  }

  /** From now on cursors are written, and the answer is a failure all the same. */
  synchronized void failLate(RuntimeException with) {
    failure = Optional.empty();
    lateFailure = Optional.of(with);
  }

  /** Makes the messages of one conversation unreadable. */
  synchronized void fail(ConversationId conversation, RuntimeException with) {
    failures.put(conversation, with);
  }

  synchronized void recover() {
    failures.clear();
    failure = Optional.empty();
    lateFailure = Optional.empty();
  }

  /** What happens between the reading of a page and the answer. */
  synchronized void whileReading(Runnable happens) {
    whileReading = happens;
  }

  /** What happens while cursors are being written. */
  synchronized void whileAdvancing(Runnable happens) {
    whileAdvancing = happens;
  }

  /** How often cursors were written. */
  synchronized int batches() {
    return batches;
  }

  /** Makes pages shorter than asked for. */
  synchronized void pagesOf(int most) {
    mostInAPage = most;
  }

  synchronized List<CursorAdvance> advances() {
    return List.copyOf(advances);
  }

  synchronized int pages() {
    return pages;
  }

  @Override
  public synchronized Page after(int userId, ConversationId conversation, long seq, int limit) {
    pages++;
    Optional<RuntimeException> told =
        failure.or(() -> Optional.ofNullable(failures.get(conversation)));
    List<ChatMessage> later =
        messages.getOrDefault(conversation, List.of()).stream()
            .filter(message -> message.getSeq() > seq)
            .toList();
    int size = Math.min(Math.min(limit, mostInAPage), later.size());
    whileReading.run();
    throwIfPresent(told);
    return new Page(later.subList(0, size), later.size() > size);
  }

  @Override
  public synchronized List<Cursor> cursors(int userId) {
    failIfTold();
    return List.copyOf(cursors);
  }

  @Override
  public synchronized Map<Integer, List<Cursor>> heads(Collection<Integer> userIds) {
    headCalls.add(List.copyOf(userIds));
    notifyAll();
    failIfTold();
    Map<Integer, List<Cursor>> heads = new HashMap<>();
    userIds.forEach(userId -> heads.put(userId, List.copyOf(cursors)));
    return heads;
  }

  @Override
  public synchronized void advance(List<CursorAdvance> batch) {
    failIfTold();
    batches++;
    whileAdvancing.run();
    advances.addAll(batch);
    notifyAll();
    throwIfPresent(lateFailure);
  }

  synchronized void awaitAdvances(int count) throws InterruptedException {
    while (advances.size() < count) {
      wait();
    }
  }

  /** For whom the heads were asked in each of the first calls. */
  synchronized List<List<Integer>> awaitHeadCalls(int count) throws InterruptedException {
    while (headCalls.size() < count) {
      wait();
    }
    return List.copyOf(headCalls.subList(0, count));
  }

  private void failIfTold() {
    throwIfPresent(failure);
  }

  private static void throwIfPresent(Optional<RuntimeException> failure) {
    failure.ifPresent(
        told -> {
          throw told;
        });
  }
}
