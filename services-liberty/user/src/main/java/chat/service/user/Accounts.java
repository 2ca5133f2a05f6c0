package chat.service.user;

import chat.proto.ErrorCode;
import chat.proto.user.UpdateProfileRequest;
import chat.service.runtime.Caller;
import chat.service.runtime.Refused;
import chat.service.runtime.Rows;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.util.Optional;
import org.hibernate.exception.ConstraintViolationException;

/** Reads and changes accounts; each method is one transaction. Blocks. */
@ApplicationScoped
@Transactional
class Accounts {
  @PersistenceContext(unitName = "chat")
  private EntityManager entities;

  @Inject private Rows rows;
  @Inject private Sessions sessions;
  @Inject private Clock clock;

  /** The account with this id. */
  public Optional<Account> find(int id) {
    return rows.find(entities, Account.class, id);
  }

  /** The account with exactly this name. */
  public Optional<Account> find(String name) {
    return entities
        .createQuery("select a from Account a where a.name = :name", Account.class)
        .setParameter("name", name)
        .getResultStream()
        .findFirst();
  }

  /**
   * Makes an account.
   *
   * @return its id
   * @throws Refused 1 when the name is taken
   */
  public int create(String name, String passwordHash) {
    Account account = new Account(name, passwordHash, clock.millis());
    try {
      entities.persist(account);
    } catch (ConstraintViolationException e) {
      throw nameTaken();
    }
    return account.id();
  }

  /** What to answer when the name is taken. */
  static Refused nameTaken() {
    return new Refused(ErrorCode.REJECTED, "the name is taken");
  }

  /**
   * Stores another hash of the same password, unless the stored one is no longer {@code old}.
   *
   * @return the hash that belongs to the password: the other one, or {@code old}
   */
  public String replaceHash(int id, String old, String hash) {
    Optional<Account> same = lock(id).filter(account -> account.passwordHash().equals(old));
    same.ifPresent(account -> account.changePasswordHash(hash));
    return same.isPresent() ? hash : old;
  }

  /**
   * Writes down a session of somebody whose password was right a moment ago.
   *
   * @param passwordHash of that password: what is changed since then ends this login as well
   * @throws Refused 403 when the account is closed, 1 when the password has been changed
   */
  public void open(
      int id, String passwordHash, TokenIssuer.Issued issued, OpenSession.Origin origin) {
    Account account = lock(id).orElseThrow(Accounts::unknown);
    requireHash(account, passwordHash);
    if (account.isDisabled()) {
      throw new Refused(ErrorCode.FORBIDDEN, "this account is closed");
    }
    entities.persist(new OpenSession(id, issued, origin, clock.millis()));
  }

  /**
   * Replaces a password, and ends all sessions but the caller's.
   *
   * @param old the hash of the old password
   * @throws Refused 1 when the password has been changed meanwhile
   */
  public void changePassword(Caller caller, String old, String hash) {
    Account account = lock(caller.userId()).orElseThrow(Accounts::unknown);
    requireHash(account, old);
    account.changePasswordHash(hash);
    sessions.endAll(account.id(), caller.session());
  }

  /**
   * Changes the fields that the request has.
   *
   * @return the account as it is now
   * @throws Refused 404 when there is no such account
   */
  public Account updateProfile(int id, UpdateProfileRequest request) {
    Account account = find(id).orElseThrow(Accounts::unknown);
    if (request.hasNickname()) {
      account.changeNickname(request.getNickname());
    }
    if (request.hasSignature()) {
      account.changeSignature(request.getSignature());
    }
    if (request.hasAvatarUrl()) {
      account.changeAvatarUrl(request.getAvatarUrl());
    }
    if (request.hasAsks()) {
      account.changeAsks(request.getAsks());
    }
    return account;
  }

  private Optional<Account> lock(int id) {
    return rows.lock(entities, Account.class, id);
  }

  private static void requireHash(Account account, String hash) {
    if (!account.passwordHash().equals(hash)) {
      throw wrongLogin();
    }
  }

  /** What to answer when id, name or password is wrong. */
  static Refused wrongLogin() {
    return new Refused(ErrorCode.REJECTED, "id or password is invalid!");
  }

  /** What to answer when there is no such account. */
  static Refused unknown() {
    return new Refused(ErrorCode.NOT_FOUND, "there is no such user");
  }
}
