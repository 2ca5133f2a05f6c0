package chat.gateway.session;

import chat.gateway.backend.Service;
import chat.gateway.dialect.Command;
import chat.gateway.dialect.Event;
import chat.proto.user.ChangePasswordReply;
import chat.proto.user.ChangePasswordRequest;
import chat.proto.user.EndSessionRequest;
import chat.proto.user.GetProfileRequest;
import chat.proto.user.ListSessionsRequest;
import chat.proto.user.UpdateProfileRequest;
import chat.proto.user.UserServiceGrpc;

/**
 * The requests about profiles, sessions and the password. Blocks until the user service has
 * answered; thread-safe. Every method throws {@link RequestFailed} when the service refuses or is
 * away.
 */
final class UserRequests {
  private final Service user;

  /** Requests to this service. */
  UserRequests(Service user) {
    this.user = user;
  }

  Event.Reply profile(Caller caller, Command.GetProfile get) {
    var request = GetProfileRequest.newBuilder();
    get.userId().ifPresent(request::setUserId);
    get.name().ifPresent(request::setName);
    var reply = Requests.ask(user, UserServiceGrpc.getGetProfileMethod(), caller, request.build());
    boolean own = reply.getProfile().getId() == caller.userId();
    return new Event.ProfileShown(get.kind(), get.envelope().req(), reply.getProfile(), own);
  }

  Event.Reply setProfile(Caller caller, Command.SetProfile set) {
    var request = UpdateProfileRequest.newBuilder();
    set.nickname().ifPresent(request::setNickname);
    set.signature().ifPresent(request::setSignature);
    set.avatarUrl().ifPresent(request::setAvatarUrl);
    set.asks().ifPresent(request::setAsks);
    var reply =
        Requests.ask(user, UserServiceGrpc.getUpdateProfileMethod(), caller, request.build());
    return new Event.ProfileShown(set.kind(), set.envelope().req(), reply.getProfile(), true);
  }

  Event.Reply sessions(Caller caller, Command.ListSessions list) {
    var reply =
        Requests.ask(
            user,
            UserServiceGrpc.getListSessionsMethod(),
            caller,
            ListSessionsRequest.getDefaultInstance());
    return new Event.OpenSessions(list.envelope().req(), reply.getSessionsList());
  }

  /** Its connections are closed by {@link Orders#end}. */
  Event.Reply endSession(Caller caller, Command.EndSession end) {
    var request = EndSessionRequest.newBuilder().setSessionId(end.sessionId()).build();
    Requests.ask(user, UserServiceGrpc.getEndSessionMethod(), caller, request);
    return Requests.done(end);
  }

  /**
   * Changes the password; connections of other sessions are closed by {@link Orders#endOthers}.
   *
   * @return what the service says, also where it refuses
   */
  ChangePasswordReply changePassword(Caller caller, Command.ChangePassword change) {
    var request =
        ChangePasswordRequest.newBuilder()
            .setOldPassword(change.oldPassword())
            .setNewPassword(change.newPassword())
            .build();
    return user.call(UserServiceGrpc.getChangePasswordMethod(), Requests.token(caller), request);
  }
}
