package chat.service.social;

import chat.proto.common.User;
import chat.proto.social.AddFriendReply;
import chat.proto.social.AddFriendRequest;
import chat.proto.social.AddGroupReply;
import chat.proto.social.AddGroupRequest;
import chat.proto.social.AnswerFriendRequestReply;
import chat.proto.social.AnswerFriendRequestRequest;
import chat.proto.social.BlockUserReply;
import chat.proto.social.BlockUserRequest;
import chat.proto.social.CreateGroupReply;
import chat.proto.social.CreateGroupRequest;
import chat.proto.social.DisbandGroupReply;
import chat.proto.social.DisbandGroupRequest;
import chat.proto.social.FindGroupsReply;
import chat.proto.social.FindGroupsRequest;
import chat.proto.social.Group;
import chat.proto.social.ListBlockedReply;
import chat.proto.social.ListBlockedRequest;
import chat.proto.social.ListFriendRequestsReply;
import chat.proto.social.ListFriendRequestsRequest;
import chat.proto.social.ListFriendsReply;
import chat.proto.social.ListFriendsRequest;
import chat.proto.social.ListGroupsReply;
import chat.proto.social.ListGroupsRequest;
import chat.proto.social.ListMembersReply;
import chat.proto.social.ListMembersRequest;
import chat.proto.social.RemoveFriendReply;
import chat.proto.social.RemoveFriendRequest;
import chat.proto.social.RemoveFromGroupReply;
import chat.proto.social.RemoveFromGroupRequest;
import chat.proto.social.SocialServiceGrpc;
import chat.proto.social.UnblockUserReply;
import chat.proto.social.UnblockUserRequest;
import chat.service.runtime.Answers;
import chat.service.runtime.Caller;
import chat.service.runtime.Page;
import io.grpc.stub.StreamObserver;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;

/** The calls of {@code chat.social.SocialService}: who may, what is allowed, and the reply. */
@Dependent
public class SocialEndpoint extends SocialServiceGrpc.SocialServiceImplBase {
  @Inject private Answers answers;
  @Inject private Friends friends;
  @Inject private FriendRequests requests;
  @Inject private Groups groups;
  @Inject private Blocks blocks;
  @Inject private CommitFence fence;
  @Inject private Announcements announcements;

  @Override
  public void addFriend(AddFriendRequest request, StreamObserver<AddFriendReply> observer) {
    answers.answer(
        observer,
        () -> {
          Caller caller = Caller.current();
          int self = caller.actingAs(request.getUserId());
          FriendRequests.Asked asked = requests.ask(self, request.getFriendId(), request.getText());
          boolean pending =
              switch (asked) {
                case FriendRequests.Asked.Befriended(User friend) -> {
                  announcements.friends(caller, friend);
                  yield false;
                }
                case FriendRequests.Asked.FriendsBefore() -> false;
                case FriendRequests.Asked.Waiting() -> {
                  announcements.requested(caller, request.getFriendId());
                  yield true;
                }
                case FriendRequests.Asked.WaitingUnheard() -> true;
              };
          return AddFriendReply.newBuilder().setPending(pending).build();
        },
        (errno, errmsg) -> AddFriendReply.newBuilder().setErrno(errno).setErrmsg(errmsg).build());
  }

  @Override
  public void listFriends(ListFriendsRequest request, StreamObserver<ListFriendsReply> observer) {
    answers.answer(
        observer,
        () -> {
          int self = Caller.current().actingAs(request.getUserId());
          return ListFriendsReply.newBuilder()
              .addAllFriends(friends.of(self))
              .addAllHiddenIds(blocks.amongFriends(self))
              .build();
        },
        (errno, errmsg) -> ListFriendsReply.newBuilder().setErrno(errno).setErrmsg(errmsg).build());
  }

  @Override
  public void createGroup(CreateGroupRequest request, StreamObserver<CreateGroupReply> observer) {
    answers.answer(
        observer,
        () -> {
          Caller caller = Caller.current();
          int self = caller.actingAs(request.getOwnerId());
          ChatGroup group =
              groups.create(
                  self,
                  SocialRules.groupName(request.getName()),
                  SocialRules.groupDescription(request.getDesc()));
          announcements.joined(group, caller, self);
          return CreateGroupReply.newBuilder().setGroupId(group.id()).build();
        },
        (errno, errmsg) -> CreateGroupReply.newBuilder().setErrno(errno).setErrmsg(errmsg).build());
  }

  /** user_id is whom to add; 0 means the caller. */
  @Override
  public void addGroup(AddGroupRequest request, StreamObserver<AddGroupReply> observer) {
    answers.answer(
        observer,
        () -> {
          Caller caller = Caller.current();
          int self = caller.actingAs(0);
          int added = request.getUserId() == 0 ? self : request.getUserId();
          groups
              .add(request.getGroupId(), self, added)
              .ifPresent(group -> announcements.joined(group, caller, added));
          return AddGroupReply.getDefaultInstance();
        },
        (errno, errmsg) -> AddGroupReply.newBuilder().setErrno(errno).setErrmsg(errmsg).build());
  }

  @Override
  public void listGroups(ListGroupsRequest request, StreamObserver<ListGroupsReply> observer) {
    answers.answer(
        observer,
        () -> {
          int self = Caller.current().actingAs(request.getUserId());
          return ListGroupsReply.newBuilder()
              .addAllGroups(groups.of(self, request.getWithMembers()))
              .build();
        },
        (errno, errmsg) -> ListGroupsReply.newBuilder().setErrno(errno).setErrmsg(errmsg).build());
  }

  @Override
  public void listMembers(ListMembersRequest request, StreamObserver<ListMembersReply> observer) {
    answers.answer(
        observer,
        () -> {
          int self = Caller.current().actingAs(0);
          return ListMembersReply.newBuilder()
              .addAllMembers(groups.members(request.getGroupId(), self))
              .build();
        },
        (errno, errmsg) -> ListMembersReply.newBuilder().setErrno(errno).setErrmsg(errmsg).build());
  }

  /** user_id is whom to remove; 0 means the caller. */
  @Override
  public void removeFromGroup(
      RemoveFromGroupRequest request, StreamObserver<RemoveFromGroupReply> observer) {
    answers.answer(
        observer,
        () -> {
          Caller caller = Caller.current();
          int self = caller.actingAs(0);
          int removed = request.getUserId() == 0 ? self : request.getUserId();
          groups
              .remove(request.getGroupId(), self, removed)
              .ifPresent(group -> announcements.left(group, caller, removed));
          return RemoveFromGroupReply.getDefaultInstance();
        },
        (errno, errmsg) ->
            RemoveFromGroupReply.newBuilder().setErrno(errno).setErrmsg(errmsg).build());
  }

  @Override
  public void blockUser(BlockUserRequest request, StreamObserver<BlockUserReply> observer) {
    answers.answer(
        observer,
        () -> {
          int self = Caller.current().actingAs(request.getUserId());
          blocks.add(self, request.getBlockedId());
          // Also when the block is not new: the first call may have got no further than this.
          fence.pass(self, request.getBlockedId());
          return BlockUserReply.getDefaultInstance();
        },
        (errno, errmsg) -> BlockUserReply.newBuilder().setErrno(errno).setErrmsg(errmsg).build());
  }

  @Override
  public void unblockUser(UnblockUserRequest request, StreamObserver<UnblockUserReply> observer) {
    answers.answer(
        observer,
        () -> {
          int self = Caller.current().actingAs(request.getUserId());
          blocks.remove(self, request.getBlockedId());
          return UnblockUserReply.getDefaultInstance();
        },
        (errno, errmsg) -> UnblockUserReply.newBuilder().setErrno(errno).setErrmsg(errmsg).build());
  }

  @Override
  public void listBlocked(ListBlockedRequest request, StreamObserver<ListBlockedReply> observer) {
    answers.answer(
        observer,
        () -> {
          int self = Caller.current().actingAs(request.getUserId());
          return ListBlockedReply.newBuilder().addAllBlocked(blocks.of(self)).build();
        },
        (errno, errmsg) -> ListBlockedReply.newBuilder().setErrno(errno).setErrmsg(errmsg).build());
  }

  @Override
  public void listFriendRequests(
      ListFriendRequestsRequest request, StreamObserver<ListFriendRequestsReply> observer) {
    answers.answer(
        observer,
        () -> {
          int self = Caller.current().actingAs(0);
          return ListFriendRequestsReply.newBuilder().addAllRequests(requests.to(self)).build();
        },
        (errno, errmsg) ->
            ListFriendRequestsReply.newBuilder().setErrno(errno).setErrmsg(errmsg).build());
  }

  @Override
  public void answerFriendRequest(
      AnswerFriendRequestRequest request, StreamObserver<AnswerFriendRequestReply> observer) {
    answers.answer(
        observer,
        () -> {
          Caller caller = Caller.current();
          int self = caller.actingAs(0);
          User asker = requests.answer(self, request.getUserId(), request.getAccept());
          if (request.getAccept()) {
            announcements.friends(caller, asker);
          } else {
            announcements.strangers(caller, asker);
          }
          return AnswerFriendRequestReply.getDefaultInstance();
        },
        (errno, errmsg) ->
            AnswerFriendRequestReply.newBuilder().setErrno(errno).setErrmsg(errmsg).build());
  }

  @Override
  public void removeFriend(
      RemoveFriendRequest request, StreamObserver<RemoveFriendReply> observer) {
    answers.answer(
        observer,
        () -> {
          Caller caller = Caller.current();
          requests
              .remove(caller.actingAs(0), request.getFriendId())
              .ifPresent(former -> announcements.strangers(caller, former));
          return RemoveFriendReply.getDefaultInstance();
        },
        (errno, errmsg) ->
            RemoveFriendReply.newBuilder().setErrno(errno).setErrmsg(errmsg).build());
  }

  @Override
  public void findGroups(FindGroupsRequest request, StreamObserver<FindGroupsReply> observer) {
    answers.answer(
        observer,
        () -> {
          Caller.current().requireAdmin();
          Page<Group> page =
              Page.of(
                  request.getLimit(),
                  limit -> groups.find(request.getText(), request.getAfterId(), limit));
          return FindGroupsReply.newBuilder()
              .addAllGroups(page.rows())
              .setMore(page.more())
              .build();
        },
        (errno, errmsg) -> FindGroupsReply.newBuilder().setErrno(errno).setErrmsg(errmsg).build());
  }

  @Override
  public void disbandGroup(
      DisbandGroupRequest request, StreamObserver<DisbandGroupReply> observer) {
    answers.answer(
        observer,
        () -> {
          Caller caller = Caller.current();
          caller.requireAdmin();
          announcements.disbanded(groups.disband(request.getGroupId()));
          return DisbandGroupReply.getDefaultInstance();
        },
        (errno, errmsg) ->
            DisbandGroupReply.newBuilder().setErrno(errno).setErrmsg(errmsg).build());
  }
}
