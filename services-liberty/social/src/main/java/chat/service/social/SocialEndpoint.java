package chat.service.social;

import chat.proto.social.AddFriendReply;
import chat.proto.social.AddFriendRequest;
import chat.proto.social.AddGroupReply;
import chat.proto.social.AddGroupRequest;
import chat.proto.social.BlockUserReply;
import chat.proto.social.BlockUserRequest;
import chat.proto.social.CreateGroupReply;
import chat.proto.social.CreateGroupRequest;
import chat.proto.social.ListBlockedReply;
import chat.proto.social.ListBlockedRequest;
import chat.proto.social.ListFriendsReply;
import chat.proto.social.ListFriendsRequest;
import chat.proto.social.ListGroupsReply;
import chat.proto.social.ListGroupsRequest;
import chat.proto.social.ListMembersReply;
import chat.proto.social.ListMembersRequest;
import chat.proto.social.RemoveFromGroupReply;
import chat.proto.social.RemoveFromGroupRequest;
import chat.proto.social.SocialServiceGrpc;
import chat.proto.social.UnblockUserReply;
import chat.proto.social.UnblockUserRequest;
import chat.service.runtime.Answers;
import chat.service.runtime.Caller;
import io.grpc.stub.StreamObserver;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;

/** The calls of {@code chat.social.SocialService}: who may, what is allowed, and the reply. */
@Dependent
public class SocialEndpoint extends SocialServiceGrpc.SocialServiceImplBase {
  @Inject private Answers answers;
  @Inject private Friends friends;
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
          friends
              .add(self, request.getFriendId())
              .ifPresent(friend -> announcements.friends(caller, friend));
          return AddFriendReply.getDefaultInstance();
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
}
