package chat.service.message;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Collection;
import java.util.List;
import java.util.Map;

/** The store in MariaDB. Used by the committer's thread, and once before the service is ready. */
@ApplicationScoped
class DatabaseMessageStore implements MessageStore {
  @Inject private MessageTransactions transactions;

  @Override
  public Written write(List<Draft> drafts, Heads heads) {
    return transactions.write(drafts, heads).orThrow();
  }

  @Override
  public Map<MessageKey, StoredMessage> find(Collection<MessageKey> keys) {
    return transactions.find(keys);
  }
}
