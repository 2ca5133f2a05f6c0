package chat.gateway.delivery;

import static org.junit.jupiter.api.Assertions.assertEquals;

import chat.gateway.session.RequestFailed;
import chat.proto.ConversationId;
import chat.proto.message.CursorAdvance;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(20)
class CursorWriterTest {
  private static final ConversationId CONVERSATION = ConversationId.ofUsers(1, 2);

  private final FakeArchive archive = new FakeArchive();
  private final CursorWriter writer = new CursorWriter(archive);

  @Test
  void writesTheHighestOfEach() {
    writer.delivered(1, CONVERSATION, 5);
    writer.read(1, CONVERSATION, 3);
    writer.delivered(1, CONVERSATION, 4);
    writer.delivered(2, CONVERSATION, 1);
    writer.flush(1);
    assertEquals(List.of(advance(1, 5, 3), advance(2, 1, 0)), archive.advances());
  }

  @Test
  void tellsWhatIsWrittenAndNothingElse() {
    var told = new ArrayList<CursorAdvance>();
    var telling = new CursorWriter(archive, told::addAll);
    archive.whileAdvancing(() -> assertEquals(List.of(), told));
    telling.delivered(1, CONVERSATION, 5);
    telling.flush(1);
    assertEquals(List.of(advance(1, 5, 0)), told);
  }

  @Test
  void aFlushForSomebodyElseWritesNothing() {
    writer.delivered(1, CONVERSATION, 5);
    writer.flush(2);
    assertEquals(List.of(), archive.advances());
  }

  @Test
  void whoComesDuringARoundSharesTheNextWhateverComesMeanwhile() throws Exception {
    var writing = new CountDownLatch(1);
    var open = new CountDownLatch(1);
    archive.whileAdvancing(
        () -> {
          writing.countDown();
          awaitQuietly(open);
          for (int user = 2; user <= 5; user++) {
            writer.delivered(user, CONVERSATION, 2);
          }
        });
    writer.delivered(1, CONVERSATION, 1);
    var flushes = new ArrayList<Thread>();
    flushes.add(Thread.startVirtualThread(() -> writer.flush(1)));
    writing.await();
    for (int user = 2; user <= 5; user++) {
      int own = user;
      writer.delivered(own, CONVERSATION, 1);
      flushes.add(Thread.startVirtualThread(() -> writer.flush(own)));
    }
    for (Thread flush : flushes.subList(1, flushes.size())) {
      while (flush.getState() != Thread.State.WAITING) {
        Thread.onSpinWait();
      }
    }
    open.countDown();
    for (Thread flush : flushes) {
      flush.join();
    }
    assertEquals(2, archive.batches());
    assertEquals(5, archive.advances().size());
  }

  private static void awaitQuietly(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Test
  void whatCouldNotBeWrittenIsTriedAgain() {
    archive.fail(RequestFailed.unavailable("away"));
    writer.delivered(1, CONVERSATION, 5);
    writer.flush(1);
    writer.delivered(1, CONVERSATION, 6);
    archive.recover();
    writer.flush(1);
    writer.flush(1);
    assertEquals(List.of(advance(1, 6, 0)), archive.advances());
  }

  @Test
  void writesByItself() throws Exception {
    writer.start();
    writer.delivered(1, CONVERSATION, 5);
    archive.awaitAdvances(1);
    writer.close();
    assertEquals(List.of(advance(1, 5, 0)), archive.advances());
  }

  @Test
  void aMistakeDoesNotEndTheWriting() throws Exception {
    archive.fail(new IllegalStateException("a mistake"));
    writer.delivered(1, CONVERSATION, 5);
    writer.flush(1);
    archive.recover();
    writer.start();
    archive.awaitAdvances(1);
    writer.close();
    assertEquals(List.of(advance(1, 5, 0)), archive.advances());
  }

  @Test
  void writesTheRestAtTheEnd() {
    writer.start();
    for (int user = 1; user <= 1_200; user++) {
      writer.delivered(user, CONVERSATION, 1);
    }
    writer.close();
    assertEquals(1_200, archive.advances().size());
  }

  private static CursorAdvance advance(int userId, long delivered, long read) {
    return CursorAdvance.newBuilder()
        .setUserId(userId)
        .setConversationId(CONVERSATION.value())
        .setDeliveredSeq(delivered)
        .setReadSeq(read)
        .build();
  }
}
