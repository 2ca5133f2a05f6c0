package chat.service.social;

import chat.proto.common.User;
import chat.proto.push.FriendAdded;
import chat.proto.push.GroupJoined;
import chat.proto.push.GroupLeft;
import chat.proto.push.PushRecord;
import chat.service.push.Push;
import chat.service.push.PushSink;
import chat.service.runtime.Caller;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.Dependent;
import jakarta.enterprise.context.Initialized;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.util.List;

/**
 * Tells the devices of the people concerned that their lists have changed. Called after the commit.
 * Best effort: an announcement that gets lost is made good by the next login. Never blocks.
 */
@Dependent
class Announcements {
  private final PushSink sink;

  @Inject
  Announcements(PushSink sink) {
    this.sink = sink;
  }

  /** Makes the publisher at the start: the first announcement must not find it unprepared. */
  void start(@Observes @Initialized(ApplicationScoped.class) Object event) {}

  /** The caller and the friend learn about each other, but for the session that asked for it. */
  void friends(Caller caller, User friend) {
    User self = User.newBuilder().setId(caller.userId()).setName(caller.name()).build();
    publish(friendAdded(self), caller, friend.getId());
    publish(friendAdded(friend), caller, caller.userId());
  }

  /** The user is a member of the group from now on, by what the caller has done. */
  void joined(ChatGroup group, Caller caller, int userId) {
    GroupJoined joined =
        GroupJoined.newBuilder().setGroupId(group.id()).setGroupName(group.name()).build();
    publish(PushRecord.newBuilder().setGroupJoined(joined), caller, userId);
  }

  /** The user is no member of the group any more, by what the caller has done. */
  void left(ChatGroup group, Caller caller, int userId) {
    GroupLeft left =
        GroupLeft.newBuilder().setGroupId(group.id()).setGroupName(group.name()).build();
    publish(PushRecord.newBuilder().setGroupLeft(left), caller, userId);
  }

  private static PushRecord.Builder friendAdded(User friend) {
    return PushRecord.newBuilder().setFriendAdded(FriendAdded.newBuilder().setFriend(friend));
  }

  private void publish(PushRecord.Builder event, Caller caller, int userId) {
    PushRecord record = event.setExceptSession(caller.session().orElse("")).build();
    sink.publish(List.of(new Push(record, List.of(userId))), done -> {});
  }
}
