package chat.service.user;

import chat.service.runtime.Rehearsal;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Optional;

/** Looks for nobody, who has no sessions, and whose password then does not match. */
@ApplicationScoped
class LoginRehearsal implements Rehearsal {
  private static final int NOBODY = 0;

  @Inject private Accounts accounts;
  @Inject private Passwords passwords;
  @Inject private Sessions sessions;

  @Override
  public void rehearse() {
    sessions.of(NOBODY, Optional.empty());
    passwords.match("rehearsal", accounts.find(NOBODY).map(Account::passwordHash));
  }
}
