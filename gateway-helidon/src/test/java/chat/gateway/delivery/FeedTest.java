package chat.gateway.delivery;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import chat.gateway.session.RequestFailed;
import chat.proto.ConversationId;
import chat.proto.ErrorCode;
import chat.proto.common.ChatMessage;
import chat.proto.message.Cursor;
import io.helidon.metrics.api.Metrics;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(20)
class FeedTest {
  private static final int ME = 7;
  private static final int PEER = 9;
  private static final int GROUP = 3;
  private static final ConversationId WITH_PEER = ConversationId.ofUsers(ME, PEER);
  private static final ConversationId IN_GROUP = ConversationId.ofGroup(GROUP);

  private final FakeArchive archive = new FakeArchive();
  private final RecordingOutlet outlet = new RecordingOutlet();
  private final Queue<Runnable> catchUps = new ArrayDeque<>();
  private final Feed feed =
      new Feed(ME, outlet, archive, catchUps::add, DeliveryMetrics.of(Metrics.globalRegistry()));

  /** Keeps what it is given; has room for as many as told. Who waits for room makes it read. */
  private static final class RecordingOutlet implements Outlet {
    private final List<String> taken = new ArrayList<>();
    private final List<String> skipped = new ArrayList<>();
    private int room = Integer.MAX_VALUE;
    private int waiting;
    private boolean overflowed;
    private boolean over;
    private CountDownLatch expected = new CountDownLatch(0);
    private Runnable whileWaiting = () -> {};

    @Override
    public boolean offer(ConversationId conversation, ChatMessage message) {
      if (waiting >= room) {
        return false;
      }
      waiting++;
      taken.add(conversation.value() == GROUP ? "g" + message.getSeq() : "p" + message.getSeq());
      expected.countDown();
      return true;
    }

    @Override
    public void skip(ConversationId conversation, long seq) {
      skipped.add(conversation.value() == GROUP ? "g" + seq : "p" + seq);
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

  @Test
  void passesOnWhatIsInLineAndDropsWhatIsKnown() {
    live();
    feed.offer(peer(1));
    feed.offer(peer(1));
    feed.offer(peer(2));
    feed.offer(peer(1));
    feed.offer(group(1));
    assertEquals(List.of("p1", "p2", "g1"), outlet.taken);
    assertTrue(catchUps.isEmpty());
  }

  @Test
  void fetchesWhatAGapHidesBeforeItGoesOn() {
    live();
    feed.offer(peer(1));
    stored(2, 4);
    feed.offer(peer(4));
    assertEquals(List.of("p1"), outlet.taken, "nothing overtakes the gap");
    feed.offer(group(1));
    runCatchUps();
    feed.offer(peer(5));
    assertEquals(List.of("p1", "g1", "p2", "p3", "p4", "p5"), outlet.taken);
  }

  @Test
  void hintsDuringACatchUpOnlyMoveItsEnd() {
    live();
    stored(1, 2);
    feed.offer(peer(2));
    stored(3, 3);
    feed.offer(peer(3));
    assertEquals(1, catchUps.size());
    runCatchUps();
    assertEquals(List.of("p1", "p2", "p3"), outlet.taken);
  }

  @Test
  void whatCameBeforeTheLoginIsAnsweredFollowsIt() {
    feed.offer(peer(2));
    feed.start(List.of(cursor(WITH_PEER, 0, 0, 1)));
    stored(1, 2);
    assertEquals(List.of(), outlet.taken);
    var missed = feed.missed(10, 1_000);
    assertEquals(2, missed.messages().size(), "a hint is a target too");
    feed.live();
    feed.offer(peer(2));
    feed.offer(peer(3));
    assertEquals(List.of("p3"), outlet.taken);
  }

  @Test
  void whatDidNotFitIntoTheLoginFollowsAsPushes() {
    feed.start(List.of(cursor(WITH_PEER, 0, 2, 5)));
    stored(1, 5);
    var missed = feed.missed(2, 1_000);
    assertEquals(List.of(3L, 4L), missed.messages().stream().map(ChatMessage::getSeq).toList());
    assertEquals(4L, missed.upTo().get(WITH_PEER));
    feed.live();
    runCatchUps();
    assertEquals(List.of("p5"), outlet.taken);
  }

  @Test
  void theLoginTakesSoManyBytesOnly() {
    feed.start(List.of(cursor(WITH_PEER, 0, 0, 3)));
    stored(1, 3);
    assertEquals(2, feed.missed(10, 5).messages().size(), "4 bytes each");
  }

  @Test
  void ownMessagesComeToOtherConnectionsOnly() {
    live();
    feed.sending("mine");
    feed.offer(own(1, "mine"));
    feed.offer(own(2, "from my other device"));
    assertEquals(List.of("p2"), outlet.taken);
    assertEquals(List.of("p1"), outlet.skipped, "its place is taken all the same");
  }

  @Test
  void anothersMessageWithMyIdIsNotMine() {
    live();
    feed.sending("id");
    feed.offer(peer(1).toBuilder().setMsgId("id").build());
    assertEquals(List.of("p1"), outlet.taken);
  }

  @Test
  void ownMessagesAreRememberedUpToABound() {
    live();
    feed.sending("first");
    for (int i = 0; i < Feed.OWN_MESSAGES; i++) {
      feed.sending("id" + i);
    }
    feed.offer(own(1, "first"));
    assertEquals(List.of("p1"), outlet.taken);
  }

  @Test
  void ownMessagesFromBeforeTheLoginAreNoNews() {
    feed.start(List.of(cursor(WITH_PEER, 0, 0, 3)));
    archive.add(WITH_PEER, own(1, "a"));
    archive.add(WITH_PEER, peer(2));
    archive.add(WITH_PEER, own(3, "b"));
    var missed = feed.missed(10, 1_000);
    assertEquals(List.of(2L), missed.messages().stream().map(ChatMessage::getSeq).toList());
    assertEquals(3L, missed.upTo().get(WITH_PEER));
  }

  @Test
  void aNoteToOneselfIsNews() {
    var notes = ConversationId.ofUsers(ME, ME);
    feed.start(List.of(cursor(notes, 0, 0, 1)));
    archive.add(notes, own(1, "a").toBuilder().setToId(ME).build());
    assertEquals(1, feed.missed(10, 1_000).messages().size());
  }

  @Test
  void aNewMemberOfAnOldGroupStartsWhereTheServiceLetsThem() {
    live();
    archive.add(IN_GROUP, group(51));
    feed.offer(group(51));
    runCatchUps();
    feed.offer(group(52));
    assertEquals(List.of("g51", "g52"), outlet.taken);
  }

  @Test
  void aLostTailIsFound() {
    live();
    feed.offer(peer(1));
    stored(1, 3);
    feed.heads(List.of(cursor(WITH_PEER, 0, 1, 3), cursor(IN_GROUP, 50, 50, 50)));
    runCatchUps();
    assertEquals(List.of("p1", "p2", "p3"), outlet.taken);
  }

  @Test
  void aHeadThatIsKnownStartsNothing() {
    live();
    feed.offer(peer(1));
    feed.heads(List.of(cursor(WITH_PEER, 0, 1, 1)));
    assertTrue(catchUps.isEmpty());
  }

  @Test
  void aLiveMessageWithoutRoomEndsTheSession() {
    live();
    outlet.room = 1;
    feed.offer(peer(1));
    feed.offer(peer(2));
    assertTrue(outlet.overflowed);
    outlet.room = 10;
    feed.offer(peer(3));
    assertEquals(List.of("p1"), outlet.taken);
  }

  @Test
  void theCatchUpWaitsForRoom() {
    live();
    outlet.room = 1;
    stored(1, 3);
    feed.offer(peer(3));
    runCatchUps();
    assertFalse(outlet.overflowed);
    assertEquals(List.of("p1", "p2", "p3"), outlet.taken);
  }

  @Test
  void theCatchUpLeavesRoomForLiveMessages() {
    live();
    outlet.room = 4;
    outlet.whileWaiting = () -> feed.offer(group(1));
    stored(1, 10);
    feed.offer(peer(10));
    runCatchUps();
    assertFalse(outlet.overflowed);
    assertEquals(11, outlet.taken.size());
    assertEquals("g1", outlet.taken.get(3), "as soon as half of the room was taken");
  }

  @Test
  void aSessionThatIsOverIsNotBroughtUpToDate() {
    live();
    outlet.over = true;
    stored(1, 3);
    feed.offer(peer(3));
    runCatchUps();
    assertEquals(1, archive.pages());
    assertEquals(List.of(), outlet.taken);
  }

  @Test
  void nothingIsPassedOnAfterTheEndEvenByAWaitingCatchUp() {
    live();
    outlet.room = 1;
    outlet.whileWaiting = feed::close;
    stored(1, 3);
    feed.offer(peer(3));
    runCatchUps();
    assertEquals(List.of("p1"), outlet.taken);
  }

  @Test
  void whoIsNoMemberAnyMoreIsLeftAlone() {
    live();
    archive.fail(new RequestFailed(ErrorCode.FORBIDDEN, "not a member"));
    feed.offer(group(9));
    runCatchUps();
    assertEquals(1, archive.pages());
    archive.recover();
    archive.add(IN_GROUP, group(10));
    feed.offer(group(10));
    runCatchUps();
    assertEquals(List.of("g10"), outlet.taken);
  }

  @Test
  void whoIsNoMemberAnyMoreCanLogIn() {
    feed.start(List.of(cursor(IN_GROUP, 0, 0, 1), cursor(WITH_PEER, 0, 0, 1)));
    archive.fail(IN_GROUP, new RequestFailed(ErrorCode.FORBIDDEN, "not a member"));
    stored(1, 1);
    var missed = feed.missed(10, 1_000);
    assertEquals(Map.of(WITH_PEER, 1L), missed.upTo());
    feed.live();
    assertTrue(catchUps.isEmpty());
  }

  @Test
  void oneConversationThatCannotBeReadHoldsUpNoOther() throws Exception {
    live();
    archive.fail(IN_GROUP, new RequestFailed(ErrorCode.INTERNAL, "a broken row"));
    stored(1, 2);
    outlet.expected = new CountDownLatch(2);
    feed.offer(group(2));
    feed.offer(peer(2));
    var catchUp = Thread.startVirtualThread(catchUps.remove());
    outlet.expected.await();
    feed.close();
    catchUp.join();
    assertEquals(List.of("p1", "p2"), outlet.taken);
  }

  @Test
  void whoIsRemovedAndComesBackGetsNothingOfTheTimeBetween() {
    live();
    feed.offer(group(1));
    // 2 and 3 are written meanwhile; the service lets the user see what follows.
    feed.heads(List.of(cursor(IN_GROUP, 3, 3, 3)));
    assertTrue(catchUps.isEmpty());
    archive.add(IN_GROUP, group(4));
    feed.offer(group(4));
    runCatchUps();
    feed.offer(group(5));
    assertEquals(List.of("g1", "g4", "g5"), outlet.taken);
  }

  @Test
  void aHintOfTheNewMembershipOutlivesTheRefusalOfTheOldOne() {
    live();
    archive.fail(new RequestFailed(ErrorCode.FORBIDDEN, "not a member"));
    archive.whileReading(
        () -> {
          archive.whileReading(() -> {});
          archive.recover();
          archive.add(IN_GROUP, group(4));
          feed.offer(group(4));
        });
    feed.offer(group(2));
    runCatchUps();
    assertEquals(List.of("g4"), outlet.taken);
  }

  @Test
  void aServiceThatIsAwayFailsTheLogin() {
    feed.start(List.of(cursor(WITH_PEER, 0, 0, 2)));
    archive.fail(RequestFailed.unavailable("away"));
    assertThrows(RequestFailed.class, () -> feed.missed(10, 1_000));
  }

  @Test
  void aServiceThatIsAwayIsAskedAgain() throws Exception {
    assertAskedAgainAfter(RequestFailed.unavailable("away"));
  }

  @Test
  void aMistakeDoesNotEndTheCatchUpForEver() throws Exception {
    assertAskedAgainAfter(new IllegalStateException("a mistake"));
  }

  private void assertAskedAgainAfter(RuntimeException failure) throws InterruptedException {
    live();
    stored(1, 2);
    archive.fail(failure);
    feed.offer(peer(2));
    var catchUp = Thread.startVirtualThread(catchUps.remove());
    while (archive.pages() == 0) {
      Thread.onSpinWait();
    }
    archive.recover();
    catchUp.join();
    assertEquals(List.of("p1", "p2"), outlet.taken);
  }

  private void live() {
    feed.start(List.of());
    feed.live();
  }

  private void runCatchUps() {
    while (!catchUps.isEmpty()) {
      catchUps.remove().run();
    }
  }

  private void stored(long from, long to) {
    for (long seq = from; seq <= to; seq++) {
      archive.add(WITH_PEER, peer(seq));
    }
  }

  private static ChatMessage peer(long seq) {
    return message(PEER, seq, "m" + seq).setToId(ME).build();
  }

  private static ChatMessage own(long seq, String msgId) {
    return message(ME, seq, msgId).setToId(PEER).build();
  }

  private static ChatMessage group(long seq) {
    return message(PEER, seq, "g" + seq).setGroupId(GROUP).build();
  }

  private static ChatMessage.Builder message(int from, long seq, String msgId) {
    return ChatMessage.newBuilder().setFromId(from).setSeq(seq).setMsgId(msgId).setContent("text");
  }

  private static Cursor cursor(
      ConversationId conversation, long joined, long delivered, long head) {
    return Cursor.newBuilder()
        .setConversationId(conversation.value())
        .setJoinedSeq(joined)
        .setDeliveredSeq(delivered)
        .setHeadSeq(head)
        .build();
  }
}
