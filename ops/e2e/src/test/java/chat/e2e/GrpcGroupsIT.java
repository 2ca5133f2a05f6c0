package chat.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;

import chat.e2e.client.Person;
import chat.e2e.client.ServiceClient;
import chat.proto.social.AddGroupRequest;
import chat.proto.social.CreateGroupRequest;
import chat.proto.social.Group;
import chat.proto.social.GroupMember;
import chat.proto.social.ListGroupsRequest;
import chat.proto.social.ListMembersRequest;
import chat.proto.social.RemoveFromGroupRequest;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Groups as programs use them that call the services without a gateway. */
@ExtendWith(Stack.Shared.class)
class GrpcGroupsIT {
  private ServiceClient services;
  private Person ada;
  private Person bob;
  private Person eve;
  private int group;

  @BeforeEach
  void makeGroup(Stack stack) {
    services = stack.services();
    ada = stack.people().make("ada");
    bob = stack.people().make("bob");
    eve = stack.people().make("eve");
    group = services.social(ada.token()).createGroup(wanted(ada.id())).getGroupId();
  }

  @AfterEach
  void disconnect() {
    services.close();
  }

  @Test
  void membersSeeTheGroupAndItsMembers() {
    assertEquals(0, add(ada, bob.id()));
    assertEquals(0, add(ada, bob.id()));
    Group seen =
        Group.newBuilder()
            .setId(group)
            .setName("team '你'")
            .setDesc("two\nlines")
            .setOwnerId(ada.id())
            .setMemberCount(2)
            .build();
    assertEquals(List.of(seen), groups(bob, false));
    List<GroupMember> members = List.of(member(ada, "owner"), member(bob, "member"));
    assertEquals(List.of(seen.toBuilder().addAllMembers(members).build()), groups(ada, true));
    var request = ListMembersRequest.newBuilder().setGroupId(group).build();
    assertEquals(members, services.social(bob.token()).listMembers(request).getMembersList());
    assertEquals(403, services.social(eve.token()).listMembers(request).getErrno());
    assertEquals(List.of(), groups(eve, true));
  }

  @Test
  void strangersAddOnlyThemselvesAndOnlyWhileTheGroupIsOpen(Stack stack) {
    assertEquals(403, add(eve, bob.id()));
    assertEquals(0, add(bob, 0));
    close(stack);
    assertEquals(403, add(eve, 0));
    assertEquals(0, add(bob, eve.id()));
    assertEquals(3, groups(eve, false).getFirst().getMemberCount());
  }

  @Test
  void theOwnerRemovesAnybodyAnAdminPlainMembers(Stack stack) {
    Person dee = stack.people().make("dee");
    for (Person person : List.of(bob, eve, dee)) {
      add(ada, person.id());
    }
    appoint(stack, bob);
    assertEquals(403, remove(eve, dee.id()));
    assertEquals(403, remove(bob, ada.id()));
    assertEquals(0, remove(bob, dee.id()));
    assertEquals(0, remove(bob, dee.id()));
    assertEquals(List.of(), groups(dee, false));
    assertEquals(403, remove(dee, eve.id()));
    assertEquals(0, remove(ada, bob.id()));
    assertEquals(2, groups(ada, false).getFirst().getMemberCount());
  }

  @Test
  void everybodyLeavesButTheOwner() {
    add(ada, bob.id());
    assertEquals(0, remove(bob, 0));
    assertEquals(0, remove(bob, bob.id()));
    assertEquals(List.of(), groups(bob, false));
    assertEquals(403, remove(ada, 0));
    assertEquals(0, add(bob, 0));
    assertEquals(2, groups(bob, false).getFirst().getMemberCount());
  }

  @Test
  void whatIsNotThereIsRefused() {
    assertEquals(404, add(ada, Integer.MAX_VALUE));
    assertEquals(403, services.social(ada.token()).createGroup(wanted(bob.id())).getErrno());
    assertEquals(
        400,
        services
            .social(ada.token())
            .createGroup(CreateGroupRequest.getDefaultInstance())
            .getErrno());
    assertEquals(404, remove(ada, Integer.MAX_VALUE));
    group = Integer.MAX_VALUE;
    assertEquals(404, add(ada, bob.id()));
    assertEquals(404, remove(ada, 0));
    var request = ListMembersRequest.newBuilder().setGroupId(group).build();
    assertEquals(404, services.social(ada.token()).listMembers(request).getErrno());
  }

  private static CreateGroupRequest wanted(int ownerId) {
    return CreateGroupRequest.newBuilder()
        .setOwnerId(ownerId)
        .setName("team '你'")
        .setDesc("two\nlines")
        .build();
  }

  private int add(Person caller, int userId) {
    var request = AddGroupRequest.newBuilder().setGroupId(group).setUserId(userId).build();
    return services.social(caller.token()).addGroup(request).getErrno();
  }

  private int remove(Person caller, int userId) {
    var request = RemoveFromGroupRequest.newBuilder().setGroupId(group).setUserId(userId).build();
    return services.social(caller.token()).removeFromGroup(request).getErrno();
  }

  private List<Group> groups(Person caller, boolean withMembers) {
    var request = ListGroupsRequest.newBuilder().setWithMembers(withMembers).build();
    return services.social(caller.token()).listGroups(request).getGroupsList();
  }

  private static GroupMember member(Person person, String role) {
    return GroupMember.newBuilder().setId(person.id()).setName(person.name()).setRole(role).build();
  }

  private void close(Stack stack) {
    update(stack, "UPDATE `groups` SET open = FALSE WHERE id = " + group);
  }

  private void appoint(Stack stack, Person admin) {
    update(
        stack,
        "UPDATE group_members SET role = 'admin' WHERE group_id = "
            + group
            + " AND user_id = "
            + admin.id());
  }

  private static void update(Stack stack, String sql) {
    assertEquals(1, Rows.change(stack, sql));
  }
}
