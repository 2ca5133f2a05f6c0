package chat.gateway.session;

import static org.junit.jupiter.api.Assertions.assertTrue;

import chat.gateway.dialect.Event;
import chat.proto.common.User;
import chat.proto.social.Group;
import chat.proto.social.GroupMember;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class OutgoingTest {
  private static final int MANY = 1_000;
  private static final int BYTES_EACH = 100;

  private static final List<User> USERS =
      Collections.nCopies(MANY, User.newBuilder().setName("x".repeat(50)).build());
  private static final List<GroupMember> MEMBERS =
      Collections.nCopies(MANY, GroupMember.newBuilder().setName("x".repeat(50)).build());
  private static final List<Group> GROUPS =
      List.of(Group.newBuilder().addAllMembers(MEMBERS).build());

  @Test
  void longListsCountAsMuchAsTheyHold() {
    assertLarge(new Event.Friends(Optional.empty(), USERS));
    assertLarge(new Event.FriendStates(USERS));
    assertLarge(new Event.Groups(Optional.empty(), GROUPS));
    assertLarge(new Event.Members(Optional.empty(), 1, MEMBERS));
    assertLarge(login(USERS, List.of(), List.of()));
    assertLarge(login(List.of(), GROUPS, List.of()));
    assertLarge(login(List.of(), List.of(), USERS));
  }

  private static Event login(List<User> friends, List<Group> groups, List<User> states) {
    return new Event.LoggedIn(
        Optional.empty(),
        User.getDefaultInstance(),
        "token",
        friends,
        groups,
        states,
        false,
        List.of());
  }

  private static void assertLarge(Event event) {
    assertTrue(Outgoing.reply(event).bytes() > MANY * BYTES_EACH, event::toString);
  }
}
