package chat.client;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** A listener that keeps what it gets. */
final class Heard implements ChatListener {
  private static final int PATIENCE_SECONDS = 10;

  private final BlockingQueue<Message> messages = new LinkedBlockingQueue<>();
  private final BlockingQueue<Push> pushes = new LinkedBlockingQueue<>();
  private final BlockingQueue<Conversation> setBacks = new LinkedBlockingQueue<>();
  private final BlockingQueue<ConnectionState> states = new LinkedBlockingQueue<>();

  @Override
  public void onMessage(Message message) {
    messages.add(message);
  }

  @Override
  public void onPush(Push push) {
    pushes.add(push);
  }

  @Override
  public void onSetBack(Conversation conversation) {
    setBacks.add(conversation);
  }

  @Override
  public void onState(ConnectionState state) {
    states.add(state);
  }

  /** The seqs of the next messages. */
  List<Long> seqs(int count) {
    List<Long> seqs = new ArrayList<>();
    while (seqs.size() < count) {
      seqs.add(take(messages).seq());
    }
    return seqs;
  }

  Message message() {
    return take(messages);
  }

  Push push() {
    return take(pushes);
  }

  Conversation setBack() {
    return take(setBacks);
  }

  ConnectionState state() {
    return take(states);
  }

  /** Waits for the last state. */
  ConnectionState.Ended end() {
    while (true) {
      if (state() instanceof ConnectionState.Ended end) {
        return end;
      }
    }
  }

  boolean heardNothingMore() {
    return messages.isEmpty();
  }

  private static <T> T take(BlockingQueue<T> queue) {
    try {
      T next = queue.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
      if (next == null) {
        throw new AssertionError("nothing came");
      }
      return next;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError(e);
    }
  }
}
