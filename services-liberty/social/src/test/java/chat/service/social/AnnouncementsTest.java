package chat.service.social;

import static org.junit.jupiter.api.Assertions.assertEquals;

import chat.proto.common.User;
import chat.proto.push.FriendAdded;
import chat.proto.push.FriendRemoved;
import chat.proto.push.FriendRequested;
import chat.proto.push.GroupJoined;
import chat.proto.push.GroupLeft;
import chat.proto.push.PushRecord;
import chat.service.push.Push;
import chat.service.runtime.Caller;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class AnnouncementsTest {
  private static final Caller ADA = new Caller(1, "ada", Set.of("user"), Optional.of("session"));

  private final List<Push> pushes = new ArrayList<>();
  private final Announcements announcements =
      new Announcements(
          (published, whenDone) -> {
            pushes.addAll(published);
            return true;
          });

  @Test
  void eachOfTwoNewFriendsHearsOfTheOther() {
    announcements.friends(ADA, User.newBuilder().setId(2).setName("bob").build());
    assertEquals(List.of(befriended(1, "ada", 2), befriended(2, "bob", 1)), pushes);
  }

  @Test
  void onlyTheNewMemberHearsOfTheGroup() {
    announcements.joined(new ChatGroup(1, "team", "", 0), ADA, 3);
    GroupJoined joined = GroupJoined.newBuilder().setGroupName("team").build();
    PushRecord.Builder event = PushRecord.newBuilder().setGroupJoined(joined);
    assertEquals(List.of(push(event, 3)), pushes);
  }

  @Test
  void onlyWhoIsRemovedHearsOfIt() {
    announcements.left(new ChatGroup(1, "team", "", 0), ADA, 3);
    GroupLeft left = GroupLeft.newBuilder().setGroupName("team").build();
    assertEquals(List.of(push(PushRecord.newBuilder().setGroupLeft(left), 3)), pushes);
  }

  private static Push befriended(int id, String name, int receiver) {
    User friend = User.newBuilder().setId(id).setName(name).build();
    return push(
        PushRecord.newBuilder().setFriendAdded(FriendAdded.newBuilder().setFriend(friend)),
        receiver);
  }

  private static Push push(PushRecord.Builder event, int receiver) {
    return new Push(event.setExceptSession("session").build(), List.of(receiver));
  }

  @Test
  void onlyWhoIsAskedHearsOfTheRequest() {
    announcements.requested(ADA, 2);
    User ada = User.newBuilder().setId(1).setName("ada").build();
    FriendRequested requested = FriendRequested.newBuilder().setUser(ada).build();
    assertEquals(List.of(push(PushRecord.newBuilder().setFriendRequested(requested), 2)), pushes);
  }

  @Test
  void bothHearThatTheyAreFriendsNoMore() {
    announcements.strangers(ADA, User.newBuilder().setId(2).setName("bob").build());
    assertEquals(List.of(parted(1, "ada", 2), parted(2, "bob", 1)), pushes);
  }

  @Test
  void allWhoWereInADisbandedGroupHearOfIt() {
    ChatGroup group = new ChatGroup(1, "team", "", 0);
    announcements.disbanded(new Groups.Disbanded(group, List.of(3, 4)));
    announcements.disbanded(new Groups.Disbanded(group, List.of()));
    GroupLeft left = GroupLeft.newBuilder().setGroupName("team").build();
    PushRecord record = PushRecord.newBuilder().setGroupLeft(left).build();
    assertEquals(List.of(new Push(record, List.of(3, 4))), pushes);
  }

  private static Push parted(int id, String name, int receiver) {
    User former = User.newBuilder().setId(id).setName(name).build();
    return push(
        PushRecord.newBuilder().setFriendRemoved(FriendRemoved.newBuilder().setFormer(former)),
        receiver);
  }
}
