package chat.service.user;

import chat.proto.ErrorCode;
import chat.proto.TokenClaims;
import chat.proto.user.AccountInfo;
import chat.proto.user.ChangeUserRequest;
import chat.service.runtime.Caller;
import chat.service.runtime.Page;
import chat.service.runtime.Refused;
import chat.service.runtime.Rows;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What administrators see and change of accounts; each method is one transaction, with its entries
 * in the {@link AuditLog}. Blocks.
 *
 * <p>A change locks the account of who makes it as well, the lower id first, and asks once more
 * whether it is an administrator's. Nobody takes this from themself. So of two who take it from
 * each other at once the second one fails, and there is always one left.
 */
@ApplicationScoped
@Transactional
class Administration {
  private static final int MAX_IDS = 500;

  @PersistenceContext(unitName = "chat")
  private EntityManager entities;

  @Inject private Rows rows;
  @Inject private Sessions sessions;
  @Inject private AuditLog log;
  @Inject private Clock clock;

  /** An account as it is now, and whether all its sessions were ended. */
  record Changed(AccountInfo account, boolean sessionsEnded) {}

  /**
   * Accounts by id.
   *
   * @param text a part of the name, in whatever case, or the id; empty for all
   * @param afterId those behind this one
   */
  public List<AccountInfo> find(String text, int afterId, int limit) {
    return entities
        .createQuery(
            "select a from Account a where a.id > :after"
                + " and (locate(lower(:text), lower(a.name)) > 0 or cast(a.id as string) = :text)"
                + " order by a.id",
            Account.class)
        .setParameter("after", afterId)
        .setParameter("text", text)
        .setMaxResults(limit)
        .getResultStream()
        .map(Account::toInfo)
        .toList();
  }

  /**
   * These accounts, as far as there are such, by id.
   *
   * @throws Refused 400 for too many
   */
  public Page<AccountInfo> find(List<Integer> ids) {
    if (ids.size() > MAX_IDS) {
      throw new Refused(ErrorCode.MALFORMED, "at most " + MAX_IDS + " ids at once");
    }
    return new Page<>(
        entities
            .createQuery("select a from Account a where a.id in :ids order by a.id", Account.class)
            .setParameter("ids", ids)
            .getResultStream()
            .map(Account::toInfo)
            .toList(),
        false);
  }

  /**
   * Changes an account; what is so already is not written down again.
   *
   * @param passwordHash of the new password, where the request has one
   * @throws Refused 403 when the caller is no administrator any more, or would take that from
   *     themself; 404 when there is no such account; 400 for another role
   */
  public Changed change(Caller caller, ChangeUserRequest request, Optional<String> passwordHash) {
    int actorId = caller.userId();
    Account actor = lockBoth(actorId, request.getUserId());
    Account account =
        rows.find(entities, Account.class, request.getUserId()).orElseThrow(Accounts::unknown);
    AccountRules.change(actor, account, request);
    String subject = "user:" + account.id();
    boolean ends = false;
    if (request.hasDisabled() && request.getDisabled() != account.isDisabled()) {
      log.write(actorId, request.getDisabled() ? "user.disable" : "user.enable", subject, "");
      account.disable(request.getDisabled() ? clock.millis() : 0);
      ends |= request.getDisabled();
    }
    if (request.hasRole() && !request.getRole().equals(account.role())) {
      log.write(actorId, "user.role", subject, request.getRole());
      account.changeRole(request.getRole());
      // The tokens that are out would keep it.
      ends |= request.getRole().equals(TokenClaims.USER);
    }
    if (passwordHash.isPresent()) {
      log.write(actorId, "user.password", subject, "");
      account.changePasswordHash(passwordHash.get());
      ends = true;
    }
    if (ends) {
      sessions.endAll(account.id(), Optional.empty());
    }
    return new Changed(account.toInfo(), ends);
  }

  /** Locks both accounts; returns the first one. */
  private Account lockBoth(int actorId, int userId) {
    Stream.of(actorId, userId)
        .sorted()
        .distinct()
        .forEach(id -> rows.lock(entities, Account.class, id));
    return rows.find(entities, Account.class, actorId).orElseThrow(Accounts::unknown);
  }
}
