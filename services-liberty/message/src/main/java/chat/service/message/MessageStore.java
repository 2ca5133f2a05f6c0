package chat.service.message;

import java.util.Collection;
import java.util.List;
import java.util.Map;

/** The table of messages as the committer needs it. Called on the committer's thread only. */
interface MessageStore {
  /**
   * Writes a batch in one transaction of its own: messages, cursors of new private conversations,
   * and the outbox row. Returns after the commit.
   *
   * @param drafts in order; no two have the same key
   * @param heads asked for the ends of the conversations; those that it does not know are read from
   *     the table. Not changed.
   * @throws RowRefusedException when the database refuses a row for what it holds; rolled back
   * @throws BlockedMeanwhileException when a message was blocked while it was written; rolled back
   * @throws RuntimeException when another instance was faster, the database is away, or the outcome
   *     is unknown
   */
  Written write(List<Draft> drafts, Heads heads);

  /**
   * Reads back what is committed.
   *
   * @return the messages that exist, by their key
   * @throws RuntimeException when the database is away
   */
  Map<MessageKey, StoredMessage> find(Collection<MessageKey> keys);
}
