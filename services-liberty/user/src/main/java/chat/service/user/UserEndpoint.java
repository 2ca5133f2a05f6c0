package chat.service.user;

import chat.proto.user.ChangePasswordReply;
import chat.proto.user.ChangePasswordRequest;
import chat.proto.user.GetProfileReply;
import chat.proto.user.GetProfileRequest;
import chat.proto.user.LoginReply;
import chat.proto.user.LoginRequest;
import chat.proto.user.LogoutReply;
import chat.proto.user.LogoutRequest;
import chat.proto.user.Profile;
import chat.proto.user.RegReply;
import chat.proto.user.RegRequest;
import chat.proto.user.ResumeReply;
import chat.proto.user.ResumeRequest;
import chat.proto.user.UpdateProfileReply;
import chat.proto.user.UpdateProfileRequest;
import chat.proto.user.UserServiceGrpc;
import chat.service.runtime.Answers;
import chat.service.runtime.Caller;
import chat.service.runtime.MethodsWithoutToken;
import io.grpc.MethodDescriptor;
import io.grpc.stub.StreamObserver;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import java.util.Set;

/** The calls of {@code chat.user.UserService}: who may, what is allowed, and the reply. */
@Dependent
public class UserEndpoint extends UserServiceGrpc.UserServiceImplBase
    implements MethodsWithoutToken {
  @Inject private Answers answers;
  @Inject private Logins logins;
  @Inject private Accounts accounts;
  @Inject private Sessions sessions;

  @Override
  public Set<MethodDescriptor<?, ?>> methodsWithoutToken() {
    return Set.of(
        UserServiceGrpc.getRegMethod(),
        UserServiceGrpc.getLoginMethod(),
        UserServiceGrpc.getResumeMethod());
  }

  @Override
  public void reg(RegRequest request, StreamObserver<RegReply> observer) {
    answers.answer(
        observer,
        () ->
            RegReply.newBuilder()
                .setId(logins.register(request.getName(), request.getPassword()))
                .build(),
        (errno, errmsg) -> RegReply.newBuilder().setErrno(errno).setErrmsg(errmsg).build());
  }

  @Override
  public void login(LoginRequest request, StreamObserver<LoginReply> observer) {
    answers.answer(
        observer,
        () -> logins.login(request),
        (errno, errmsg) -> LoginReply.newBuilder().setErrno(errno).setErrmsg(errmsg).build());
  }

  @Override
  public void logout(LogoutRequest request, StreamObserver<LogoutReply> observer) {
    answers.answer(
        observer,
        () -> {
          Caller caller = Caller.current();
          caller.actingAs(request.getId());
          caller.session().ifPresent(sessions::end);
          return LogoutReply.getDefaultInstance();
        },
        (errno, errmsg) -> LogoutReply.newBuilder().setErrno(errno).setErrmsg(errmsg).build());
  }

  @Override
  public void resume(ResumeRequest request, StreamObserver<ResumeReply> observer) {
    answers.answer(
        observer,
        () -> ResumeReply.newBuilder().setUser(logins.resume(request.getToken())).build(),
        (errno, errmsg) -> ResumeReply.newBuilder().setErrno(errno).setErrmsg(errmsg).build());
  }

  /** Every user may see every profile; 0 means the own one. */
  @Override
  public void getProfile(GetProfileRequest request, StreamObserver<GetProfileReply> observer) {
    answers.answer(
        observer,
        () -> {
          int self = Caller.current().actingAs(0);
          int wanted = request.getUserId() == 0 ? self : request.getUserId();
          Account account = accounts.find(wanted).orElseThrow(Accounts::unknown);
          return GetProfileReply.newBuilder().setProfile(profile(account)).build();
        },
        (errno, errmsg) -> GetProfileReply.newBuilder().setErrno(errno).setErrmsg(errmsg).build());
  }

  @Override
  public void updateProfile(
      UpdateProfileRequest request, StreamObserver<UpdateProfileReply> observer) {
    answers.answer(
        observer,
        () -> {
          int self = Caller.current().actingAs(0);
          AccountRules.profile(request);
          Account account = accounts.updateProfile(self, request);
          return UpdateProfileReply.newBuilder().setProfile(profile(account)).build();
        },
        (errno, errmsg) ->
            UpdateProfileReply.newBuilder().setErrno(errno).setErrmsg(errmsg).build());
  }

  @Override
  public void changePassword(
      ChangePasswordRequest request, StreamObserver<ChangePasswordReply> observer) {
    answers.answer(
        observer,
        () -> {
          logins.changePassword(
              Caller.current().actingAs(0), request.getOldPassword(), request.getNewPassword());
          return ChangePasswordReply.getDefaultInstance();
        },
        (errno, errmsg) ->
            ChangePasswordReply.newBuilder().setErrno(errno).setErrmsg(errmsg).build());
  }

  private static Profile profile(Account account) {
    return Profile.newBuilder()
        .setId(account.id())
        .setName(account.name())
        .setNickname(account.nickname())
        .setSignature(account.signature())
        .setAvatarUrl(account.avatarUrl())
        .build();
  }
}
