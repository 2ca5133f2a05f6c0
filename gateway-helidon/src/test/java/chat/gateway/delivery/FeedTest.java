package chat.gateway.delivery;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import chat.proto.ConversationId;
import chat.proto.common.ChatMessage;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(20)
class FeedTest extends FeedRig {
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
  void whatCameBeforeTheLoginIsAnsweredFollowsIt() {
    feed.offer(peer(2));
    feed.start(List.of(cursor(WITH_PEER, 0, 0, 1)), Map.of());
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
    feed.start(List.of(cursor(WITH_PEER, 0, 0, 3)), Map.of());
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
    feed.start(List.of(cursor(notes, 0, 0, 1)), Map.of());
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
  void whoHasSeenMoreThanThereIsMissesNothingThatComes() {
    feed.start(List.of(cursor(WITH_PEER, 0, 0, 2)), Map.of(WITH_PEER, 5L));
    feed.live();
    feed.offer(peer(3));
    feed.offer(peer(4));
    assertEquals(List.of("p3", "p4"), outlet.taken);
    assertTrue(catchUps.isEmpty());
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
}
