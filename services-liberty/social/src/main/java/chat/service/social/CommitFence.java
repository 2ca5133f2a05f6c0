package chat.service.social;

import chat.proto.ConversationId;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import jakarta.transaction.Transactional;

/**
 * Puts a new block into a strict order with the commits of messages: what is not committed when the
 * block is answered is never written. The message service takes no lock for that. Its transaction
 * inserts a batch and then, before it commits, reads once more who blocks whom; where a message of
 * the batch has been blocked by now, it rolls back. The block is committed first and passes this
 * fence afterwards: a locking read of the conversation's last row. Every transaction that writes to
 * the conversation is then one of two:
 *
 * <ul>
 *   <li>It inserted before the locking read. Its rows are the last ones, since the conversation has
 *       no gaps and nobody else can write behind them. So the read waits for its end.
 *   <li>It inserts later. Then it reads who blocks whom later still, and sees the block.
 * </ul>
 *
 * <p>This needs READ COMMITTED on both sides: each statement sees what is committed when it begins,
 * and a locking read locks rows and no gaps, so that nobody waits for it.
 */
@ApplicationScoped
class CommitFence {
  private static final String LAST =
      "SELECT seq FROM messages FORCE INDEX (PRIMARY) WHERE conversation_id = :conversation"
          + " ORDER BY seq DESC LIMIT 1 FOR UPDATE";

  @PersistenceContext(unitName = "chat")
  private EntityManager entities;

  /**
   * Returns when every private message between the two is committed or rolled back that was
   * inserted before. Call it after the commit of the block, in a transaction of its own.
   *
   * @throws RuntimeException when that takes longer than the lock wait timeout: ask again
   */
  @Transactional
  public void pass(int one, int other) {
    entities
        .createNativeQuery(LAST, Long.class)
        .setParameter("conversation", ConversationId.ofUsers(one, other).value())
        .getResultList();
  }
}
