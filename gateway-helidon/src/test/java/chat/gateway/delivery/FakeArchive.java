package chat.gateway.delivery;

import chat.proto.ConversationId;
import chat.proto.common.ChatMessage;
import chat.proto.message.Cursor;
import chat.proto.message.CursorAdvance;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** An archive in memory; can be made to fail. Thread-safe. */
final class FakeArchive implements Archive {
  private final Map<ConversationId, List<ChatMessage>> messages = new HashMap<>();
  private final List<CursorAdvance> advances = new ArrayList<>();
  private final List<Cursor> cursors = new ArrayList<>();
  private Optional<RuntimeException> failure = Optional.empty();
  private Runnable whileAsked = () -> {};
  private int pages;

  synchronized void add(ConversationId conversation, ChatMessage message) {
    messages.computeIfAbsent(conversation, unknown -> new ArrayList<>()).add(message);
  }

  synchronized void add(Cursor cursor) {
    cursors.add(cursor);
  }

  synchronized void fail(RuntimeException with) {
    failure = Optional.of(with);
  }

  synchronized void recover() {
    failure = Optional.empty();
  }

  /** Runs once, when the answer to the next question is settled but not given yet. */
  synchronized void whileAsked(Runnable action) {
    whileAsked = action;
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
    Optional<RuntimeException> answer = failure;
    Runnable action = whileAsked;
    whileAsked = () -> {};
    action.run();
    throwIfPresent(answer);
    List<ChatMessage> later =
        messages.getOrDefault(conversation, List.of()).stream()
            .filter(message -> message.getSeq() > seq)
            .toList();
    return new Page(
        List.copyOf(later.subList(0, Math.min(limit, later.size()))), later.size() > limit);
  }

  @Override
  public synchronized List<Cursor> cursors(int userId) {
    failIfTold();
    return List.copyOf(cursors);
  }

  @Override
  public synchronized void advance(List<CursorAdvance> batch) {
    failIfTold();
    advances.addAll(batch);
    notifyAll();
  }

  synchronized void awaitAdvances(int count) throws InterruptedException {
    while (advances.size() < count) {
      wait();
    }
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
