package chat.service.social;

import chat.service.runtime.Rehearsal;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;

/** Lists friends, groups and blocks of nobody. */
@ApplicationScoped
class ListRehearsal implements Rehearsal {
  private static final int NOBODY = 0;

  @Inject private Blocks blocks;
  @Inject private Friends friends;
  @Inject private Groups groups;

  @Override
  public void rehearse() {
    friends.of(NOBODY);
    groups.of(NOBODY, true);
    blocks.of(NOBODY);
  }
}
