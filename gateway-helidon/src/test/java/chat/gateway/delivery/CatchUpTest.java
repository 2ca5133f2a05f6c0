package chat.gateway.delivery;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import chat.gateway.session.RequestFailed;
import chat.proto.ErrorCode;
import chat.proto.common.ChatMessage;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(20)
class CatchUpTest extends FeedRig {
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
  void whatDidNotFitIntoTheLoginFollowsAsPushes() {
    feed.start(List.of(cursor(WITH_PEER, 0, 2, 5)), Map.of());
    stored(1, 5);
    var missed = feed.missed(2, 1_000);
    assertEquals(List.of(3L, 4L), seqs(missed));
    assertEquals(4L, missed.upTo().get(WITH_PEER));
    feed.live();
    runCatchUps();
    assertEquals(List.of("p5"), outlet.taken);
  }

  @Test
  void aDeviceGoesOnFromWhatItHasSeenItself() {
    feed.start(List.of(cursor(WITH_PEER, 1, 4, 5)), Map.of(WITH_PEER, 2L));
    stored(1, 2);
    archive.add(WITH_PEER, own(3, "written elsewhere"));
    stored(4, 5);
    assertEquals(List.of(3L, 4L, 5L), seqs(feed.missed(10, 1_000)));
  }

  @Test
  void nobodyHasSeenWhatWasWrittenBeforeTheyJoined() {
    feed.start(List.of(cursor(WITH_PEER, 3, 3, 5)), Map.of(WITH_PEER, 0L));
    stored(1, 5);
    assertEquals(List.of(4L, 5L), seqs(feed.missed(10, 1_000)));
  }

  @Test
  void whatIsSeenBeyondTheHeadHidesNothing() {
    feed.start(List.of(cursor(WITH_PEER, 0, 0, 2)), Map.of(WITH_PEER, 99L));
    feed.live();
    feed.offer(peer(3));
    assertEquals(List.of("p3"), outlet.taken);
  }

  @Test
  void theLoginTakesSoManyBytesOnly() {
    feed.start(List.of(cursor(WITH_PEER, 0, 0, 3)), Map.of());
    stored(1, 3);
    assertEquals(2, feed.missed(10, 5).messages().size(), "4 bytes each");
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
    feed.start(List.of(cursor(IN_GROUP, 0, 0, 1), cursor(WITH_PEER, 0, 0, 1)), Map.of());
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
    feed.start(List.of(cursor(WITH_PEER, 0, 0, 2)), Map.of());
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

  private static List<Long> seqs(Missed missed) {
    return missed.messages().stream().map(ChatMessage::getSeq).toList();
  }
}
