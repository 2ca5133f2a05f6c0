package chat.service.user;

import chat.proto.user.AccountInfo;
import chat.proto.user.AuditEntry;
import chat.proto.user.AuditReply;
import chat.proto.user.AuditRequest;
import chat.proto.user.ChangePasswordReply;
import chat.proto.user.ChangePasswordRequest;
import chat.proto.user.ChangeUserReply;
import chat.proto.user.ChangeUserRequest;
import chat.proto.user.EndSessionReply;
import chat.proto.user.EndSessionRequest;
import chat.proto.user.FindUsersReply;
import chat.proto.user.FindUsersRequest;
import chat.proto.user.GetProfileReply;
import chat.proto.user.GetProfileRequest;
import chat.proto.user.ListAuditReply;
import chat.proto.user.ListAuditRequest;
import chat.proto.user.ListSessionsReply;
import chat.proto.user.ListSessionsRequest;
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
import chat.service.runtime.Page;
import io.grpc.MethodDescriptor;
import io.grpc.stub.StreamObserver;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import java.util.Optional;
import java.util.Set;

/** The calls of {@code chat.user.UserService}: who may, what is allowed, and the reply. */
@Dependent
public class UserEndpoint extends UserServiceGrpc.UserServiceImplBase
    implements MethodsWithoutToken {
  @Inject private Answers answers;
  @Inject private Logins logins;
  @Inject private Accounts accounts;
  @Inject private Sessions sessions;
  @Inject private Passwords passwords;
  @Inject private Administration administration;
  @Inject private AuditLog auditLog;

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

  /** Every user may see every profile; without id and name it is the own one. */
  @Override
  public void getProfile(GetProfileRequest request, StreamObserver<GetProfileReply> observer) {
    answers.answer(
        observer,
        () -> {
          int self = Caller.current().actingAs(0);
          Account account = wanted(request, self).orElseThrow(Accounts::unknown);
          return GetProfileReply.newBuilder().setProfile(profile(account, self)).build();
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
          return UpdateProfileReply.newBuilder().setProfile(profile(account, self)).build();
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
          Caller caller = Caller.current();
          caller.actingAs(0);
          logins.changePassword(caller, request.getOldPassword(), request.getNewPassword());
          return ChangePasswordReply.getDefaultInstance();
        },
        (errno, errmsg) ->
            ChangePasswordReply.newBuilder().setErrno(errno).setErrmsg(errmsg).build());
  }

  @Override
  public void listSessions(
      ListSessionsRequest request, StreamObserver<ListSessionsReply> observer) {
    answers.answer(
        observer,
        () -> {
          Caller caller = Caller.current();
          return ListSessionsReply.newBuilder()
              .addAllSessions(sessions.of(caller.actingAs(0), caller.session()))
              .build();
        },
        (errno, errmsg) ->
            ListSessionsReply.newBuilder().setErrno(errno).setErrmsg(errmsg).build());
  }

  @Override
  public void endSession(EndSessionRequest request, StreamObserver<EndSessionReply> observer) {
    answers.answer(
        observer,
        () -> {
          sessions.end(Caller.current().actingAs(0), request.getSessionId());
          return EndSessionReply.getDefaultInstance();
        },
        (errno, errmsg) -> EndSessionReply.newBuilder().setErrno(errno).setErrmsg(errmsg).build());
  }

  @Override
  public void findUsers(FindUsersRequest request, StreamObserver<FindUsersReply> observer) {
    answers.answer(
        observer,
        () -> {
          Caller.current().requireAdmin();
          Page<AccountInfo> page =
              request.getIdsCount() > 0
                  ? administration.find(request.getIdsList())
                  : Page.of(
                      request.getLimit(),
                      limit -> administration.find(request.getText(), request.getAfterId(), limit));
          return FindUsersReply.newBuilder().addAllUsers(page.rows()).setMore(page.more()).build();
        },
        (errno, errmsg) -> FindUsersReply.newBuilder().setErrno(errno).setErrmsg(errmsg).build());
  }

  @Override
  public void changeUser(ChangeUserRequest request, StreamObserver<ChangeUserReply> observer) {
    answers.answer(
        observer,
        () -> {
          Caller caller = Caller.current();
          caller.requireAdmin();
          // Before the transaction: whoever waits for a hash holds no database connection.
          Optional<String> hash =
              request.hasPassword()
                  ? Optional.of(passwords.hash(AccountRules.password(request.getPassword())))
                  : Optional.empty();
          Administration.Changed changed = administration.change(caller, request, hash);
          return ChangeUserReply.newBuilder()
              .setUser(changed.account())
              .setSessionsEnded(changed.sessionsEnded())
              .build();
        },
        (errno, errmsg) -> ChangeUserReply.newBuilder().setErrno(errno).setErrmsg(errmsg).build());
  }

  @Override
  public void listAudit(ListAuditRequest request, StreamObserver<ListAuditReply> observer) {
    answers.answer(
        observer,
        () -> {
          Caller.current().requireAdmin();
          Page<AuditEntry> page =
              Page.of(request.getLimit(), limit -> auditLog.list(request.getBeforeId(), limit));
          return ListAuditReply.newBuilder()
              .addAllEntries(page.rows())
              .setMore(page.more())
              .build();
        },
        (errno, errmsg) -> ListAuditReply.newBuilder().setErrno(errno).setErrmsg(errmsg).build());
  }

  @Override
  public void audit(AuditRequest request, StreamObserver<AuditReply> observer) {
    answers.answer(
        observer,
        () -> {
          auditLog.write(Caller.current().requireAdmin(), request);
          return AuditReply.getDefaultInstance();
        },
        (errno, errmsg) -> AuditReply.newBuilder().setErrno(errno).setErrmsg(errmsg).build());
  }

  private Optional<Account> wanted(GetProfileRequest request, int self) {
    if (request.getUserId() == 0 && !request.getName().isEmpty()) {
      return accounts.find(request.getName());
    }
    return accounts.find(request.getUserId() == 0 ? self : request.getUserId());
  }

  private static Profile profile(Account account, int self) {
    Profile.Builder profile =
        Profile.newBuilder()
            .setId(account.id())
            .setName(account.name())
            .setNickname(account.nickname())
            .setSignature(account.signature())
            .setAvatarUrl(account.avatarUrl());
    return account.id() == self ? profile.setAsks(account.asks()).build() : profile.build();
  }
}
