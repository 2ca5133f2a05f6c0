package chat.service.user;

import chat.proto.ErrorCode;
import chat.proto.common.User;
import chat.proto.user.LoginReply;
import chat.proto.user.LoginRequest;
import chat.service.runtime.Caller;
import chat.service.runtime.Refused;
import chat.service.runtime.Tokens;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Optional;

/**
 * Passwords in, tokens out. No transaction is open while a password is hashed, so waiting logins
 * hold no database connection. Blocks.
 */
@ApplicationScoped
class Logins {
  private static final String ONLINE = "online";

  @Inject private Accounts accounts;
  @Inject private Passwords passwords;
  @Inject private TokenIssuer issuer;
  @Inject private Tokens tokens;
  @Inject private Sessions sessions;
  @Inject private LoginLists lists;

  /**
   * Makes an account.
   *
   * @return its id
   * @throws Refused 1 name taken, 400 or 413 name or password not allowed, 503 too busy
   */
  public int register(String name, String password) {
    AccountRules.name(name);
    AccountRules.password(password);
    if (accounts.find(name).isPresent()) {
      throw Accounts.nameTaken();
    }
    return accounts.create(name, passwords.hash(password));
  }

  /**
   * Checks a password.
   *
   * @throws Refused 1 for a wrong id, name or password, all alike; 403 when the account is closed;
   *     400 or 413 for a device that is none; 503 too busy
   */
  public LoginReply login(LoginRequest request) {
    OpenSession.Origin origin = AccountRules.origin(request.getDevice(), request.getAddress());
    Verified verified = requirePassword(find(request), request.getPassword());
    Account account = verified.account();
    TokenIssuer.Issued issued = issuer.issue(account);
    accounts.open(account.id(), verified.hash(), issued, origin);
    LoginReply.Builder reply =
        LoginReply.newBuilder().setUser(user(account)).setSessionToken(issued.token());
    if (!request.getOmitLists()) {
      reply.addAllFriends(lists.friends(account.id()));
      lists.undelivered(account.id()).stream()
          .map(OfflineJson::of)
          .forEach(reply::addOfflineMsgsJson);
    }
    return reply.build();
  }

  /**
   * The user of a token.
   *
   * @throws Refused 403 when it is bad, expired, ended, or its user is gone or may not log in
   */
  public User resume(String token) {
    return tokens
        .verify(token)
        .filter(caller -> caller.session().filter(sessions::isEnded).isEmpty())
        .map(Caller::userId)
        .flatMap(accounts::find)
        .filter(account -> !account.isDisabled())
        .map(Logins::user)
        .orElseThrow(() -> new Refused(ErrorCode.FORBIDDEN, "the token is bad, expired or ended"));
  }

  /**
   * Replaces a password. All sessions but the caller's are ended.
   *
   * @throws Refused 1 when the old one is wrong, 400 or 413 when the new one is not allowed
   */
  public void changePassword(Caller caller, String oldPassword, String newPassword) {
    AccountRules.password(newPassword);
    Verified verified = requirePassword(accounts.find(caller.userId()), oldPassword);
    accounts.changePassword(caller, verified.hash(), passwords.hash(newPassword));
  }

  private Optional<Account> find(LoginRequest request) {
    return request.getId() == 0 ? accounts.find(request.getName()) : accounts.find(request.getId());
  }

  /**
   * An account whose password was right.
   *
   * @param hash of that password, as it is stored
   */
  private record Verified(Account account, String hash) {}

  private Verified requirePassword(Optional<Account> account, String password) {
    boolean right = passwords.match(password, account.map(Account::passwordHash));
    Account known = account.filter(found -> right).orElseThrow(Accounts::wrongLogin);
    String hash = known.passwordHash();
    return new Verified(
        known,
        PasswordHash.isOutdated(hash)
            ? accounts.replaceHash(known.id(), hash, passwords.hash(password))
            : hash);
  }

  private static User user(Account account) {
    return User.newBuilder().setId(account.id()).setName(account.name()).setState(ONLINE).build();
  }
}
