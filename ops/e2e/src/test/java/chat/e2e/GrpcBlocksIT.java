package chat.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;

import chat.e2e.client.Person;
import chat.e2e.client.ServiceClient;
import chat.proto.common.User;
import chat.proto.message.OneChatRequest;
import chat.proto.social.BlockUserRequest;
import chat.proto.social.ListBlockedRequest;
import chat.proto.social.UnblockUserRequest;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Blocks as programs use them that call the services without a gateway. */
@ExtendWith(Stack.Shared.class)
class GrpcBlocksIT {
  private ServiceClient services;
  private Person ada;
  private Person bob;
  private Person eve;

  @BeforeEach
  void connect(Stack stack) {
    services = stack.services();
    ada = stack.people().make("ada");
    bob = stack.people().make("bob");
    eve = stack.people().make("eve");
  }

  @AfterEach
  void disconnect() {
    services.close();
  }

  @Test
  void nobodyWritesToWhomTheyBlockOrWhoBlocksThem() {
    assertEquals(0, block(bob, bob.id(), ada.id()));
    assertEquals(0, block(bob, 0, ada.id()));
    assertEquals(403, write(ada, bob));
    assertEquals(403, write(bob, ada));
    assertEquals(0, write(ada, eve));
    assertEquals(0, write(eve, bob));
    assertEquals(0, write(ada, ada));
    assertEquals(0, unblock(bob, 0, ada.id()));
    assertEquals(0, unblock(bob, bob.id(), ada.id()));
    assertEquals(0, write(ada, bob));
    assertEquals(0, write(bob, ada));
  }

  @Test
  void everybodySeesOnlyTheirOwnBlocks() {
    block(bob, 0, eve.id());
    block(bob, 0, ada.id());
    block(eve, 0, bob.id());
    assertEquals(List.of(user(ada), user(eve)), blocked(bob));
    assertEquals(List.of(user(bob)), blocked(eve));
    assertEquals(List.of(), blocked(ada));
    var others = ListBlockedRequest.newBuilder().setUserId(bob.id()).build();
    assertEquals(403, services.social(eve.token()).listBlocked(others).getErrno());
  }

  @Test
  void whatCannotBeIsRefused() {
    assertEquals(400, block(bob, 0, bob.id()));
    assertEquals(404, block(bob, 0, 0));
    assertEquals(404, block(bob, 0, -1));
    assertEquals(404, block(bob, 0, Integer.MAX_VALUE));
    assertEquals(403, block(eve, bob.id(), ada.id()));
    assertEquals(403, unblock(eve, bob.id(), ada.id()));
    assertEquals(List.of(), blocked(bob));
  }

  private int block(Person caller, int userId, int blockedId) {
    var request = BlockUserRequest.newBuilder().setUserId(userId).setBlockedId(blockedId).build();
    return services.social(caller.token()).blockUser(request).getErrno();
  }

  private int unblock(Person caller, int userId, int blockedId) {
    var request = UnblockUserRequest.newBuilder().setUserId(userId).setBlockedId(blockedId).build();
    return services.social(caller.token()).unblockUser(request).getErrno();
  }

  private List<User> blocked(Person caller) {
    var request = ListBlockedRequest.getDefaultInstance();
    return services.social(caller.token()).listBlocked(request).getBlockedList();
  }

  private int write(Person from, Person to) {
    var request = OneChatRequest.newBuilder().setToId(to.id()).setContent("hi");
    request.setMsgId("to " + to.id() + " " + System.nanoTime());
    return services.message(from.token()).oneChat(request.build()).getErrno();
  }

  private static User user(Person person) {
    return User.newBuilder().setId(person.id()).setName(person.name()).build();
  }
}
