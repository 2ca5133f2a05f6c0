package chat.service.social;

import chat.service.runtime.Rehearsal;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;

/** Lists friends, groups, blocks and requests of nobody. */
@ApplicationScoped
class ListRehearsal implements Rehearsal {
  private static final int NOBODY = 0;

  @Inject private Blocks blocks;
  @Inject private Friends friends;
  @Inject private Groups groups;
  @Inject private FriendRequests requests;

  @Override
  public void rehearse() {
    friends.of(NOBODY);
    groups.of(NOBODY, true);
    blocks.of(NOBODY);
    requests.to(NOBODY);
  }
}
