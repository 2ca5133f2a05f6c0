package chat.gateway.session;

import static org.junit.jupiter.api.Assertions.assertEquals;

import chat.proto.ConversationId;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Everybody is a friend of user 1. */
class TypingAudienceTest extends SessionRig {
  private static final int FRIEND = 1;
  private static final int GROUP = 3;

  private long nanos;
  private boolean listens = true;
  private final TypingAudience audience =
      new TypingAudience(requests.social(), _ -> listens, () -> nanos);

  TypingAudienceTest() throws Exception {}

  @Test
  void aFriendMayKnow() {
    assertEquals(List.of(FRIEND), with(FRIEND));
  }

  @Test
  void nobodyElseMay() {
    assertEquals(List.of(), with(PEER));
    assertEquals(List.of(), with(ME));
  }

  @Test
  void aFriendWhoIsHiddenMayNot() {
    services.hidden.add(FRIEND);
    assertEquals(List.of(), with(FRIEND));
  }

  @Test
  void nobodyIsAskedAboutWhereNobodyListens() {
    listens = false;
    assertEquals(List.of(), with(FRIEND));
    assertEquals(0, services.friendLists.get());
  }

  @Test
  void aYesIsRememberedForLongerThanANo() {
    with(FRIEND);
    with(PEER);
    with(FRIEND);
    with(PEER);
    assertEquals(2, services.friendLists.get());
    nanos = TypingAudience.DOUBTED.toNanos();
    services.friends.add(PEER);
    assertEquals(List.of(PEER), with(PEER));
    assertEquals(List.of(FRIEND), with(FRIEND));
    assertEquals(3, services.friendLists.get());
    nanos = TypingAudience.KEPT.toNanos();
    with(FRIEND);
    assertEquals(4, services.friendLists.get());
  }

  @Test
  void theOtherMembersOfAGroupMayKnow() {
    services.members.addAll(List.of(ME, PEER, FRIEND));
    assertEquals(List.of(FRIEND, PEER), inGroup(ME).stream().sorted().toList());
    assertEquals(List.of(FRIEND, ME), inGroup(PEER).stream().sorted().toList());
    assertEquals(1, services.memberLists.get());
  }

  @Test
  void whoIsNoMemberTellsNobodyUntilTheyAre() {
    services.members.addAll(List.of(FRIEND, PEER));
    assertEquals(List.of(), inGroup(ME));
    services.members.add(ME);
    assertEquals(List.of(), inGroup(ME));
    nanos = TypingAudience.DOUBTED.toNanos();
    assertEquals(List.of(FRIEND, PEER), inGroup(ME).stream().sorted().toList());
  }

  @Test
  void largeGroupsAreNotTold() {
    services.members.addAll(IntStream.rangeClosed(1, TypingAudience.MAX_MEMBERS).boxed().toList());
    assertEquals(TypingAudience.MAX_MEMBERS - 1, inGroup(ME).size());
    services.members.add(TypingAudience.MAX_MEMBERS + 1);
    nanos = TypingAudience.KEPT.toNanos();
    assertEquals(List.of(), inGroup(ME));
    nanos += TypingAudience.DOUBTED.toNanos();
    assertEquals(List.of(), inGroup(ME));
    assertEquals(2, services.memberLists.get());
  }

  private List<Integer> with(int peer) {
    return audience.of(tokens.authenticate(services.token(ME)), ConversationId.ofUsers(ME, peer));
  }

  private List<Integer> inGroup(int userId) {
    return audience.of(tokens.authenticate(services.token(userId)), ConversationId.ofGroup(GROUP));
  }
}
