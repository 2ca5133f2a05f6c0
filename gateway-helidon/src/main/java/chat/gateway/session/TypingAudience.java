package chat.gateway.session;

import chat.proto.ConversationId;
import chat.proto.common.User;
import chat.proto.social.GroupMember;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.function.IntPredicate;
import java.util.function.LongSupplier;
import java.util.stream.Collectors;

/**
 * Who may know that a user is writing: a friend, unless one of the two blocks the other; in a group
 * the other members, where the user is one of them and they are {@value #MAX_MEMBERS} at most.
 * Answers are remembered for 10 s, and a no for 3 s, so that new friends and members do not wait.
 * Thread-safe.
 */
final class TypingAudience {
  static final int MAX_MEMBERS = 200;
  static final Duration KEPT = Duration.ofSeconds(10);
  static final Duration DOUBTED = Duration.ofSeconds(3);

  private static final int MAX_PAIRS = 20_000;
  private static final int MAX_GROUPS = 1_000;

  private final SocialRequests social;
  private final IntPredicate mayHear;
  private final RecentAnswers<Pair, Boolean> friends;
  private final RecentAnswers<Integer, Group> groups;

  private record Pair(int userId, int peerId) {}

  /**
   * A group as it was when somebody asked.
   *
   * @param members none where they are too many
   */
  private record Group(Set<Integer> members, boolean tooMany) {
    static Group of(List<GroupMember> members) {
      return members.size() > MAX_MEMBERS
          ? new Group(Set.of(), true)
          : new Group(
              members.stream().map(GroupMember::getId).collect(Collectors.toUnmodifiableSet()),
              false);
    }

    boolean answers(int userId) {
      return tooMany || members.contains(userId);
    }
  }

  /**
   * Asks this service.
   *
   * @param mayHear whether it is of use to know of a user
   * @param nanoTime a clock that never goes back
   */
  TypingAudience(SocialRequests social, IntPredicate mayHear, LongSupplier nanoTime) {
    this.social = social;
    this.mayHear = mayHear;
    this.friends = new RecentAnswers<>(MAX_PAIRS, nanoTime);
    this.groups = new RecentAnswers<>(MAX_GROUPS, nanoTime);
  }

  /**
   * Those who may know. Waits for the service where it has not been asked lately.
   *
   * @return without the caller; empty for somebody who is no friend, and for large groups
   * @throws RequestFailed when the caller is no member, or the service is away
   */
  List<Integer> of(Caller caller, ConversationId conversation) {
    return conversation.isGroup()
        ? members(caller, conversation.groupId())
        : friend(caller, conversation.peerOf(caller.userId()));
  }

  private List<Integer> friend(Caller caller, int peerId) {
    if (peerId == caller.userId() || !mayHear.test(peerId)) {
      return List.of();
    }
    var pair = new Pair(caller.userId(), peerId);
    boolean are =
        friends
            .notOlder(pair, KEPT)
            .filter(yes -> yes)
            .or(() -> friends.notOlder(pair, DOUBTED))
            .orElseGet(() -> friends.keep(pair, areFriends(caller, peerId)));
    return are ? List.of(peerId) : List.of();
  }

  private boolean areFriends(Caller caller, int peerId) {
    return social.friendList(caller).shown().stream()
        .mapToInt(User::getId)
        .anyMatch(id -> id == peerId);
  }

  private List<Integer> members(Caller caller, int groupId) {
    int userId = caller.userId();
    Group group =
        groups
            .notOlder(groupId, KEPT)
            .filter(known -> known.answers(userId))
            .or(() -> groups.notOlder(groupId, DOUBTED))
            .orElseGet(() -> groups.keep(groupId, Group.of(social.members(caller, groupId))));
    return group.members.contains(userId)
        ? group.members.stream().filter(id -> id != userId).toList()
        : List.of();
  }
}
