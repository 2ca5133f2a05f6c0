package chat.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import chat.e2e.client.Json;
import chat.e2e.client.Person;
import chat.e2e.client.ServiceClient;
import chat.proto.common.User;
import chat.proto.message.OneChatRequest;
import chat.proto.social.AddFriendRequest;
import chat.proto.social.ListFriendsRequest;
import chat.proto.user.ChangePasswordRequest;
import chat.proto.user.GetProfileRequest;
import chat.proto.user.LoginReply;
import chat.proto.user.LoginRequest;
import chat.proto.user.LogoutRequest;
import chat.proto.user.RegRequest;
import chat.proto.user.ResumeRequest;
import chat.proto.user.UpdateProfileRequest;
import com.fasterxml.jackson.databind.JsonNode;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Accounts and friends as programs use them that call the services without a gateway. */
@ExtendWith(Stack.Shared.class)
class GrpcContractIT {
  private static final String WRONG = "id or password is invalid!";

  private ServiceClient services;
  private Person ada;
  private Person bob;

  @BeforeEach
  void connect(Stack stack) {
    services = stack.services();
    ada = stack.people().make("ada");
    bob = stack.people().make("bob");
  }

  @AfterEach
  void disconnect() {
    services.close();
  }

  @Test
  void whoRegistersCanLogInByIdAndByName() {
    String name = "by grpc '\"\\ " + bob.name();
    var account = RegRequest.newBuilder().setName(name).setPassword("pwd").build();
    int id = services.user("").reg(account).getId();
    assertEquals(1, services.user("").reg(account).getErrno());
    var person = User.newBuilder().setId(id).setName(name).setState("online").build();
    assertEquals(person, logIn(id, "pwd").getUser());
    var byName = LoginRequest.newBuilder().setName(name).setPassword("pwd").build();
    assertEquals(person, services.user("").login(byName).getUser());
    for (LoginReply refused : List.of(logIn(id, "wrong"), logIn(Integer.MAX_VALUE, "pwd"))) {
      assertEquals(
          LoginReply.newBuilder().setErrno(1).setErrmsg(WRONG).build(), refused, "no hint why");
    }
  }

  @Test
  void aLoginBringsFriendsAndUndeliveredMessagesUnlessToldNotTo() {
    befriend();
    var message =
        OneChatRequest.newBuilder().setToId(bob.id()).setContent("a \"你\" 😀").setMsgId("m-1");
    long seq = services.message(ada.token()).oneChat(message.build()).getSeq();
    LoginReply login = logIn(bob.id(), "pwd");
    var friend = User.newBuilder().setId(ada.id()).setName(ada.name()).build();
    assertEquals(List.of(friend), login.getFriendsList());
    assertEquals(1, login.getOfflineMsgsJsonCount());
    JsonNode offline = Json.parse(login.getOfflineMsgsJson(0));
    assertEquals(1001, offline.get("msgid").intValue());
    assertEquals(ada.id(), offline.get("from_id").intValue());
    assertEquals(ada.name(), offline.get("from_name").textValue());
    assertEquals(bob.id(), offline.get("to_id").intValue());
    assertEquals("a \"你\" 😀", offline.get("content").textValue());
    assertEquals("m-1", offline.get("msg_id").textValue());
    assertEquals(seq, offline.get("seq").longValue());

    var omitting =
        LoginRequest.newBuilder().setId(bob.id()).setPassword("pwd").setOmitLists(true).build();
    LoginReply bare = services.user("").login(omitting);
    assertEquals(0, bare.getOfflineMsgsJsonCount() + bare.getFriendsCount());
    assertFalse(bare.getSessionToken().isEmpty());
  }

  @Test
  void loggingOutEndsTheToken() {
    var resume = ResumeRequest.newBuilder().setToken(ada.token()).build();
    assertEquals(ada.name(), services.user("").resume(resume).getUser().getName());
    var others = LogoutRequest.newBuilder().setId(bob.id()).build();
    assertEquals(403, services.user(ada.token()).logout(others).getErrno());
    var own = LogoutRequest.newBuilder().setId(ada.id()).build();
    assertEquals(0, services.user(ada.token()).logout(own).getErrno());
    assertEquals(403, services.user("").resume(resume).getErrno());
    assertStatus(Status.Code.PERMISSION_DENIED, ada.token());
    assertStatus(Status.Code.PERMISSION_DENIED, "nonsense");
    assertStatus(Status.Code.UNAUTHENTICATED, "");
  }

  @Test
  void theOldPasswordChangesToTheNewOne() {
    assertEquals(1, changePassword("wrong", "new"));
    assertEquals(400, changePassword("pwd", ""));
    assertEquals(0, changePassword("pwd", "new"));
    assertEquals(1, logIn(ada.id(), "pwd").getErrno());
    assertEquals(0, logIn(ada.id(), "new").getErrno());
  }

  @Test
  void aProfileKeepsWhatIsLeftOutAndIsThereForAll() {
    var user = services.user(ada.token());
    assertEquals(0, user.updateProfile(profile().setNickname("Ada L.").build()).getErrno());
    assertEquals(0, user.updateProfile(profile().setSignature("hi\nthere").build()).getErrno());
    assertEquals(
        400, user.updateProfile(profile().setAvatarUrl("javascript:alert(1)").build()).getErrno());
    var seen = services.user(bob.token()).getProfile(of(ada.id())).getProfile();
    assertEquals("Ada L.", seen.getNickname());
    assertEquals("hi\nthere", seen.getSignature());
    assertEquals("", seen.getAvatarUrl());
    assertEquals(404, services.user(bob.token()).getProfile(of(Integer.MAX_VALUE)).getErrno());
  }

  @Test
  void friendsAreEachOthers() {
    befriend();
    befriend();
    var all = ListFriendsRequest.getDefaultInstance();
    assertEquals(ada.id(), services.social(bob.token()).listFriends(all).getFriends(0).getId());
    assertEquals(1, services.social(ada.token()).listFriends(all).getFriendsCount());
    assertEquals(400, addFriend(ada.id(), ada.id()));
    assertEquals(404, addFriend(ada.id(), Integer.MAX_VALUE));
    assertEquals(403, addFriend(bob.id(), ada.id()));
    var others = ListFriendsRequest.newBuilder().setUserId(bob.id()).build();
    assertEquals(403, services.social(ada.token()).listFriends(others).getErrno());
  }

  private void befriend() {
    assertEquals(0, addFriend(ada.id(), bob.id()));
  }

  private int addFriend(int userId, int friendId) {
    var request = AddFriendRequest.newBuilder().setUserId(userId).setFriendId(friendId).build();
    return services.social(ada.token()).addFriend(request).getErrno();
  }

  private int changePassword(String from, String to) {
    var request =
        ChangePasswordRequest.newBuilder().setOldPassword(from).setNewPassword(to).build();
    return services.user(ada.token()).changePassword(request).getErrno();
  }

  private LoginReply logIn(int id, String password) {
    return services
        .user("")
        .login(LoginRequest.newBuilder().setId(id).setPassword(password).build());
  }

  private void assertStatus(Status.Code code, String token) {
    var refused =
        assertThrows(
            StatusRuntimeException.class, () -> services.user(token).getProfile(of(ada.id())));
    assertEquals(code, refused.getStatus().getCode());
  }

  private static UpdateProfileRequest.Builder profile() {
    return UpdateProfileRequest.newBuilder();
  }

  private static GetProfileRequest of(int userId) {
    return GetProfileRequest.newBuilder().setUserId(userId).build();
  }
}
