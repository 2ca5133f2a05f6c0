package chat.service.user;

import chat.service.runtime.Rehearsal;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;

/** Looks for nobody, whose password then does not match. */
@ApplicationScoped
class LoginRehearsal implements Rehearsal {
  private static final int NOBODY = 0;

  @Inject private Accounts accounts;
  @Inject private Passwords passwords;

  @Override
  public void rehearse() {
    passwords.match("rehearsal", accounts.find(NOBODY).map(Account::passwordHash));
  }
}
