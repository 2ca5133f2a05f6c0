package chat.gateway.delivery;

import chat.proto.ConversationId;
import chat.proto.common.ChatMessage;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;

/** Keeps what it is given; has room for as many as told. Who waits for room makes it read. */
final class RecordingOutlet implements Outlet {
  final List<String> taken = new ArrayList<>();
  final List<String> skipped = new ArrayList<>();
  int room = Integer.MAX_VALUE;
  private int waiting;
  boolean overflowed;
  boolean over;
  CountDownLatch expected = new CountDownLatch(0);
  Runnable whileWaiting = () -> {};

  @Override
  public boolean offer(ConversationId conversation, ChatMessage message) {
    if (waiting >= room) {
      return false;
    }
    waiting++;
    taken.add(conversation.isGroup() ? "g" + message.getSeq() : "p" + message.getSeq());
    expected.countDown();
    return true;
  }

  @Override
  public void skip(ConversationId conversation, long seq) {
    skipped.add(conversation.isGroup() ? "g" + seq : "p" + seq);
  }

  @Override
  public boolean awaitRoom() {
    if (waiting > room / 2) {
      whileWaiting.run();
      waiting = 0;
    }
    return !over;
  }

  @Override
  public void overflow() {
    overflowed = true;
  }
}
