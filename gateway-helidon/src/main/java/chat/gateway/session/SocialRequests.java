package chat.gateway.session;

import chat.gateway.backend.Service;
import chat.gateway.dialect.Command;
import chat.gateway.dialect.Event;
import chat.gateway.presence.Presence;
import chat.proto.common.User;
import chat.proto.social.AddFriendRequest;
import chat.proto.social.AddGroupRequest;
import chat.proto.social.BlockUserRequest;
import chat.proto.social.CreateGroupRequest;
import chat.proto.social.Group;
import chat.proto.social.ListBlockedRequest;
import chat.proto.social.ListFriendsRequest;
import chat.proto.social.ListGroupsRequest;
import chat.proto.social.ListMembersRequest;
import chat.proto.social.RemoveFromGroupRequest;
import chat.proto.social.SocialServiceGrpc;
import chat.proto.social.UnblockUserRequest;
import java.util.HashMap;
import java.util.List;
import java.util.Set;

/**
 * The requests about friends, groups and blocks. Blocks until the social service has answered;
 * thread-safe. Every method throws {@link RequestFailed} when the service refuses or is away.
 */
final class SocialRequests {
  private final Service social;
  private final Presence presence;

  SocialRequests(Service social, Presence presence) {
    this.social = social;
    this.presence = presence;
  }

  /** The friends of a user, with their states. */
  List<User> friends(Caller caller) {
    var request = ListFriendsRequest.newBuilder().setUserId(caller.userId()).build();
    var reply =
        social.call(SocialServiceGrpc.getListFriendsMethod(), Requests.token(caller), request);
    Requests.check(reply.getErrno(), reply.getErrmsg());
    Set<Integer> online =
        presence.online(reply.getFriendsList().stream().map(User::getId).toList());
    return reply.getFriendsList().stream()
        .map(friend -> withState(friend.getId(), friend.getName(), online))
        .toList();
  }

  /** The groups of a user, with their members. */
  List<Group> groups(Caller caller) {
    var request =
        ListGroupsRequest.newBuilder().setUserId(caller.userId()).setWithMembers(true).build();
    var reply =
        social.call(SocialServiceGrpc.getListGroupsMethod(), Requests.token(caller), request);
    Requests.check(reply.getErrno(), reply.getErrmsg());
    return reply.getGroupsList();
  }

  /** Everybody who is in one of the groups, with their states. */
  List<User> memberStates(List<Group> groups) {
    var members = groups.stream().flatMap(group -> group.getMembersList().stream()).distinct();
    var byId = new HashMap<Integer, String>();
    members.forEach(member -> byId.put(member.getId(), member.getName()));
    Set<Integer> online = presence.online(byId.keySet());
    return byId.entrySet().stream()
        .map(member -> withState(member.getKey(), member.getValue(), online))
        .toList();
  }

  Event.Reply addFriend(Caller caller, Command.AddFriend add) {
    var request =
        AddFriendRequest.newBuilder()
            .setUserId(caller.userId())
            .setFriendId(add.friendId())
            .build();
    var reply =
        social.call(SocialServiceGrpc.getAddFriendMethod(), Requests.token(caller), request);
    Requests.check(reply.getErrno(), reply.getErrmsg());
    return Requests.done(add);
  }

  Event.Reply createGroup(Caller caller, Command.CreateGroup create) {
    var request =
        CreateGroupRequest.newBuilder()
            .setOwnerId(caller.userId())
            .setName(create.name())
            .setDesc(create.desc())
            .build();
    var reply =
        social.call(SocialServiceGrpc.getCreateGroupMethod(), Requests.token(caller), request);
    Requests.check(reply.getErrno(), reply.getErrmsg());
    return new Event.GroupCreated(create.envelope().req(), reply.getGroupId(), create.name());
  }

  Event.Reply addToGroup(Caller caller, Command.AddToGroup add) {
    var request =
        AddGroupRequest.newBuilder()
            .setGroupId(add.groupId())
            .setUserId(add.userId().orElse(caller.userId()))
            .build();
    var reply = social.call(SocialServiceGrpc.getAddGroupMethod(), Requests.token(caller), request);
    Requests.check(reply.getErrno(), reply.getErrmsg());
    return Requests.done(add);
  }

  Event.Reply members(Caller caller, Command.ListMembers list) {
    var request = ListMembersRequest.newBuilder().setGroupId(list.groupId()).build();
    var reply =
        social.call(SocialServiceGrpc.getListMembersMethod(), Requests.token(caller), request);
    Requests.check(reply.getErrno(), reply.getErrmsg());
    return new Event.Members(list.envelope().req(), list.groupId(), reply.getMembersList());
  }

  Event.Reply removeFromGroup(Caller caller, Command.RemoveFromGroup remove) {
    var request =
        RemoveFromGroupRequest.newBuilder()
            .setGroupId(remove.groupId())
            .setUserId(remove.userId().orElse(caller.userId()))
            .build();
    var reply =
        social.call(SocialServiceGrpc.getRemoveFromGroupMethod(), Requests.token(caller), request);
    Requests.check(reply.getErrno(), reply.getErrmsg());
    return Requests.done(remove);
  }

  Event.Reply block(Caller caller, Command.BlockUser block) {
    var request =
        BlockUserRequest.newBuilder()
            .setUserId(caller.userId())
            .setBlockedId(block.blockedId())
            .build();
    var reply =
        social.call(SocialServiceGrpc.getBlockUserMethod(), Requests.token(caller), request);
    Requests.check(reply.getErrno(), reply.getErrmsg());
    return Requests.done(block);
  }

  Event.Reply unblock(Caller caller, Command.UnblockUser unblock) {
    var request =
        UnblockUserRequest.newBuilder()
            .setUserId(caller.userId())
            .setBlockedId(unblock.blockedId())
            .build();
    var reply =
        social.call(SocialServiceGrpc.getUnblockUserMethod(), Requests.token(caller), request);
    Requests.check(reply.getErrno(), reply.getErrmsg());
    return Requests.done(unblock);
  }

  Event.Reply blocked(Caller caller, Command.ListBlocked list) {
    var request = ListBlockedRequest.newBuilder().setUserId(caller.userId()).build();
    var reply =
        social.call(SocialServiceGrpc.getListBlockedMethod(), Requests.token(caller), request);
    Requests.check(reply.getErrno(), reply.getErrmsg());
    return new Event.Blocked(list.envelope().req(), reply.getBlockedList());
  }

  /** The same user with the present state. */
  User withState(User user) {
    return withState(user.getId(), user.getName(), presence.online(List.of(user.getId())));
  }

  private static User withState(int id, String name, Set<Integer> online) {
    String state = online.contains(id) ? "online" : "offline";
    return User.newBuilder().setId(id).setName(name).setState(state).build();
  }
}
