package chat.service.social;

import chat.proto.common.User;
import chat.proto.push.FriendAdded;
import chat.proto.push.GroupJoined;
import chat.proto.push.PushRecord;
import chat.service.push.PushPublisher;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.List;

/**
 * Tells the devices of the people concerned that their lists have changed. Called after the commit.
 * Best effort: an announcement that gets lost is made good by the next login. Never blocks.
 */
@ApplicationScoped
class Announcements {
  @Inject private PushPublisher publisher;

  /** Each of the two learns about the other one, on all devices. */
  public void friends(User one, User other) {
    publish(friendAdded(one), other.getId());
    publish(friendAdded(other), one.getId());
  }

  /** The user is a member of the group from now on. */
  public void joined(ChatGroup group, int userId) {
    GroupJoined joined =
        GroupJoined.newBuilder().setGroupId(group.id()).setGroupName(group.name()).build();
    publish(PushRecord.newBuilder().setGroupJoined(joined).build(), userId);
  }

  private static PushRecord friendAdded(User friend) {
    return PushRecord.newBuilder()
        .setFriendAdded(FriendAdded.newBuilder().setFriend(friend))
        .build();
  }

  private void publish(PushRecord event, int userId) {
    publisher.publish(event, List.of(userId));
  }
}
