package chat.service.social;

import chat.proto.common.User;
import chat.proto.push.FriendAdded;
import chat.proto.push.FriendRemoved;
import chat.proto.push.FriendRequested;
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
    User self = self(caller);
    publish(friendAdded(self), caller, friend.getId());
    publish(friendAdded(friend), caller, caller.userId());
  }

  /** The user learns that the caller wants to be a friend. */
  void requested(Caller caller, int userId) {
    FriendRequested requested = FriendRequested.newBuilder().setUser(self(caller)).build();
    publish(PushRecord.newBuilder().setFriendRequested(requested), caller, userId);
  }

  /**
   * The caller and the other one are no friends, or will be none, but for the session that asked
   * for it.
   */
  void strangers(Caller caller, User other) {
    User self = self(caller);
    publish(friendRemoved(self), caller, other.getId());
    publish(friendRemoved(other), caller, caller.userId());
  }

  /** Whoever was in the group is in it no more. */
  void disbanded(Groups.Disbanded disbanded) {
    PushRecord record = left(disbanded.group()).build();
    if (!disbanded.members().isEmpty()) {
      sink.publish(List.of(new Push(record, disbanded.members())), done -> {});
    }
  }

  /** The user is a member of the group from now on, by what the caller has done. */
  void joined(ChatGroup group, Caller caller, int userId) {
    GroupJoined joined =
        GroupJoined.newBuilder().setGroupId(group.id()).setGroupName(group.name()).build();
    publish(PushRecord.newBuilder().setGroupJoined(joined), caller, userId);
  }

  /** The user is no member of the group any more, by what the caller has done. */
  void left(ChatGroup group, Caller caller, int userId) {
    publish(left(group), caller, userId);
  }

  private static PushRecord.Builder left(ChatGroup group) {
    GroupLeft left =
        GroupLeft.newBuilder().setGroupId(group.id()).setGroupName(group.name()).build();
    return PushRecord.newBuilder().setGroupLeft(left);
  }

  private static User self(Caller caller) {
    return User.newBuilder().setId(caller.userId()).setName(caller.name()).build();
  }

  private static PushRecord.Builder friendRemoved(User former) {
    return PushRecord.newBuilder().setFriendRemoved(FriendRemoved.newBuilder().setFormer(former));
  }

  private static PushRecord.Builder friendAdded(User friend) {
    return PushRecord.newBuilder().setFriendAdded(FriendAdded.newBuilder().setFriend(friend));
  }

  private void publish(PushRecord.Builder event, Caller caller, int userId) {
    PushRecord record = event.setExceptSession(caller.session().orElse("")).build();
    sink.publish(List.of(new Push(record, List.of(userId))), done -> {});
  }
}
