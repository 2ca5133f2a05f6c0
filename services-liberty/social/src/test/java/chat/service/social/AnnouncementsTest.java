package chat.service.social;

import static org.junit.jupiter.api.Assertions.assertEquals;

import chat.proto.common.User;
import chat.proto.push.FriendAdded;
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
}
