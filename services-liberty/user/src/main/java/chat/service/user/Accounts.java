package chat.service.user;

import chat.proto.ErrorCode;
import chat.proto.user.UpdateProfileRequest;
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

  /** Stores another hash, unless the stored one is no longer {@code old}: the later login wins. */
  public void replaceHash(int id, String old, String hash) {
    find(id)
        .filter(account -> account.passwordHash().equals(old))
        .ifPresent(account -> account.changePasswordHash(hash));
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
    return account;
  }

  /** What to answer when there is no such account. */
  static Refused unknown() {
    return new Refused(ErrorCode.NOT_FOUND, "there is no such user");
  }
}
