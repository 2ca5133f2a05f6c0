package chat.gateway.session;

import chat.gateway.backend.Service;
import chat.gateway.dialect.Command;
import chat.gateway.dialect.Event;
import chat.gateway.presence.Presence;
import chat.gateway.presence.StateChanges;
import chat.gateway.presence.UserState;
import chat.proto.common.User;
import chat.proto.social.AddFriendRequest;
import chat.proto.social.AddGroupRequest;
import chat.proto.social.AnswerFriendRequestRequest;
import chat.proto.social.BlockUserRequest;
import chat.proto.social.CreateGroupRequest;
import chat.proto.social.Group;
import chat.proto.social.GroupMember;
import chat.proto.social.ListBlockedRequest;
import chat.proto.social.ListFriendRequestsRequest;
import chat.proto.social.ListFriendsRequest;
import chat.proto.social.ListGroupsRequest;
import chat.proto.social.ListMembersRequest;
import chat.proto.social.RemoveFriendRequest;
import chat.proto.social.RemoveFromGroupRequest;
import chat.proto.social.SocialServiceGrpc;
import chat.proto.social.UnblockUserRequest;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The requests about friends, groups and blocks. Blocks until the social service has answered;
 * thread-safe. Every method throws {@link RequestFailed} when the service refuses or is away.
 */
final class SocialRequests {
  private final Service social;
  private final Presence presence;
  private final StateChanges changes;

  /**
   * The friends of a user.
   *
   * @param shown whose states the user may see
   * @param hidden who blocks the user, or is blocked: offline for the user, as the user for them
   * @param states of those who are shown; empty where nobody has asked for them
   */
  record FriendList(List<User> shown, List<User> hidden, Map<Integer, UserState> states) {
    /** Whether the user may not see this one's state. */
    boolean hides(User user) {
      return hidden.stream().anyMatch(friend -> friend.getId() == user.getId());
    }

    /** All by id, with their states. */
    List<User> all() {
      return Stream.concat(shown.stream(), hidden.stream())
          .map(friend -> in(states.getOrDefault(friend.getId(), UserState.OFFLINE), friend))
          .sorted(Comparator.comparingInt(User::getId))
          .toList();
    }
  }

  /** Requests to this service; who may not see whom is told to these. */
  SocialRequests(Service social, Presence presence, StateChanges changes) {
    this.social = social;
    this.presence = presence;
    this.changes = changes;
  }

  /** The friends of a user, without their states. */
  FriendList friendList(Caller caller) {
    var request = ListFriendsRequest.newBuilder().setUserId(caller.userId()).build();
    var reply = Requests.ask(social, SocialServiceGrpc.getListFriendsMethod(), caller, request);
    var hidden = Set.copyOf(reply.getHiddenIdsList());
    var parts =
        reply.getFriendsList().stream()
            .collect(Collectors.partitioningBy(friend -> hidden.contains(friend.getId())));
    return new FriendList(parts.get(false), parts.get(true), Map.of());
  }

  /** The same friends with their present states. */
  FriendList withStates(FriendList friends) {
    var states = presence.states(friends.shown().stream().map(User::getId).toList());
    return new FriendList(friends.shown(), friends.hidden(), states);
  }

  /** The friends of a user by id, with their present states. */
  List<User> friends(Caller caller) {
    return withStates(friendList(caller)).all();
  }

  /** The groups of a user, with their members. */
  List<Group> groups(Caller caller) {
    var request =
        ListGroupsRequest.newBuilder().setUserId(caller.userId()).setWithMembers(true).build();
    var reply = Requests.ask(social, SocialServiceGrpc.getListGroupsMethod(), caller, request);
    return reply.getGroupsList();
  }

  /** Everybody who is in one of the groups: online, or offline as hidden friends are. */
  List<User> memberStates(List<Group> groups, FriendList friends) {
    var members = groups.stream().flatMap(group -> group.getMembersList().stream()).distinct();
    var byId = new HashMap<Integer, User>();
    members.forEach(
        member ->
            byId.put(
                member.getId(),
                User.newBuilder().setId(member.getId()).setName(member.getName()).build()));
    Set<Integer> online = presence.online(byId.keySet());
    return byId.values().stream()
        .map(
            member ->
                online.contains(member.getId()) && !friends.hides(member)
                    ? in(UserState.ONLINE, member)
                    : offline(member))
        .toList();
  }

  Event.Reply addFriend(Caller caller, Command.AddFriend add) {
    var request =
        AddFriendRequest.newBuilder()
            .setUserId(caller.userId())
            .setFriendId(add.friendId())
            .setText(add.text())
            .build();
    var reply = Requests.ask(social, SocialServiceGrpc.getAddFriendMethod(), caller, request);
    if (reply.getPending()) {
      return new Event.FriendAsked(add.envelope().req());
    }
    // They may have been friends before, and then hidden from each other.
    changes.show(caller.userId(), add.friendId());
    return Requests.done(add);
  }

  Event.Reply friendRequests(Caller caller, Command.ListFriendRequests list) {
    var reply =
        Requests.ask(
            social,
            SocialServiceGrpc.getListFriendRequestsMethod(),
            caller,
            ListFriendRequestsRequest.getDefaultInstance());
    return new Event.FriendRequests(list.envelope().req(), reply.getRequestsList());
  }

  Event.Reply answerFriendRequest(Caller caller, Command.AnswerFriendRequest answer) {
    var request =
        AnswerFriendRequestRequest.newBuilder()
            .setUserId(answer.askerId())
            .setAccept(answer.accept())
            .build();
    Requests.ask(social, SocialServiceGrpc.getAnswerFriendRequestMethod(), caller, request);
    if (answer.accept()) {
      changes.show(caller.userId(), answer.askerId());
    }
    return Requests.done(answer);
  }

  Event.Reply removeFriend(Caller caller, Command.RemoveFriend remove) {
    var request = RemoveFriendRequest.newBuilder().setFriendId(remove.friendId()).build();
    Requests.ask(social, SocialServiceGrpc.getRemoveFriendMethod(), caller, request);
    changes.hide(caller.userId(), remove.friendId());
    return Requests.done(remove);
  }

  Event.Reply createGroup(Caller caller, Command.CreateGroup create) {
    var request =
        CreateGroupRequest.newBuilder()
            .setOwnerId(caller.userId())
            .setName(create.name())
            .setDesc(create.desc())
            .build();
    var reply = Requests.ask(social, SocialServiceGrpc.getCreateGroupMethod(), caller, request);
    return new Event.GroupCreated(create.envelope().req(), reply.getGroupId(), create.name());
  }

  Event.Reply addToGroup(Caller caller, Command.AddToGroup add) {
    var request =
        AddGroupRequest.newBuilder()
            .setGroupId(add.groupId())
            .setUserId(add.userId().orElse(caller.userId()))
            .build();
    Requests.ask(social, SocialServiceGrpc.getAddGroupMethod(), caller, request);
    return Requests.done(add);
  }

  Event.Reply members(Caller caller, Command.ListMembers list) {
    return new Event.Members(
        list.envelope().req(), list.groupId(), members(caller, list.groupId()));
  }

  /** The members of one of the caller's groups. */
  List<GroupMember> members(Caller caller, int groupId) {
    var request = ListMembersRequest.newBuilder().setGroupId(groupId).build();
    var reply = Requests.ask(social, SocialServiceGrpc.getListMembersMethod(), caller, request);
    return reply.getMembersList();
  }

  Event.Reply removeFromGroup(Caller caller, Command.RemoveFromGroup remove) {
    var request =
        RemoveFromGroupRequest.newBuilder()
            .setGroupId(remove.groupId())
            .setUserId(remove.userId().orElse(caller.userId()))
            .build();
    Requests.ask(social, SocialServiceGrpc.getRemoveFromGroupMethod(), caller, request);
    return Requests.done(remove);
  }

  Event.Reply block(Caller caller, Command.BlockUser block) {
    var request =
        BlockUserRequest.newBuilder()
            .setUserId(caller.userId())
            .setBlockedId(block.blockedId())
            .build();
    Requests.ask(social, SocialServiceGrpc.getBlockUserMethod(), caller, request);
    changes.hide(caller.userId(), block.blockedId());
    return Requests.done(block);
  }

  Event.Reply unblock(Caller caller, Command.UnblockUser unblock) {
    var request =
        UnblockUserRequest.newBuilder()
            .setUserId(caller.userId())
            .setBlockedId(unblock.blockedId())
            .build();
    Requests.ask(social, SocialServiceGrpc.getUnblockUserMethod(), caller, request);
    changes.show(caller.userId(), unblock.blockedId());
    return Requests.done(unblock);
  }

  Event.Reply blocked(Caller caller, Command.ListBlocked list) {
    var request = ListBlockedRequest.newBuilder().setUserId(caller.userId()).build();
    var reply = Requests.ask(social, SocialServiceGrpc.getListBlockedMethod(), caller, request);
    return new Event.Blocked(list.envelope().req(), reply.getBlockedList());
  }

  /** The same user with the present state. */
  User withState(User user) {
    return in(presence.states(List.of(user.getId())).get(user.getId()), user);
  }

  /** The same user as somebody sees who may not see the state. */
  static User offline(User user) {
    return in(UserState.OFFLINE, user);
  }

  private static User in(UserState state, User user) {
    return User.newBuilder()
        .setId(user.getId())
        .setName(user.getName())
        .setState(state.word())
        .build();
  }
}
