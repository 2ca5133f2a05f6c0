package chat.service.message;

import chat.service.message.Heads.Head;
import chat.service.push.Push;
import chat.service.trace.CommitSpan;
import jakarta.annotation.Resource;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import jakarta.persistence.Query;
import jakarta.transaction.TransactionSynchronizationRegistry;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.LongFunction;
import java.util.random.RandomGenerator;
import org.hibernate.Session;

/**
 * The transactions of {@link DatabaseMessageStore}. Writes each batch in one of the container:
 * reads who may write to whom and what is pointed to, gives out the places, inserts, changes what
 * was edited or recalled, and asks again who is blocked, see {@link BlockQuery}. No row is locked
 * or updated for a message that changes no other one; whoever else wrote the same place in the
 * meantime is found by the primary key, at the insert. Used by the committer's thread only.
 */
@ApplicationScoped
class MessageTransactions {
  // Two look-ups by the primary key for each conversation, in the order in which it is written: a
  // plain GROUP BY makes MariaDB read the whole table.
  private static final String HEADS =
      """
       SELECT STRAIGHT_JOIN m.conversation_id, m.seq, m.timestamp_ms
      FROM ids JOIN messages m ON m.conversation_id = ids.id AND m.seq = (
        SELECT h.seq FROM messages h WHERE h.conversation_id = ids.id
        ORDER BY h.seq DESC LIMIT 1)""";
  private static final String STORED = "SELECT * FROM messages WHERE (from_id, msg_id) IN ";

  private final Audiences audiences;
  private final Sequencer sequencer;
  private final OutboxIds outboxIds;

  @PersistenceContext(unitName = "chat")
  private EntityManager entities;

  @Resource private TransactionSynchronizationRegistry transaction;
  @Inject private MessageMetrics metrics;

  @Inject
  MessageTransactions(Audiences audiences, Clock clock) {
    this.audiences = audiences;
    this.sequencer = new Sequencer(clock);
    this.outboxIds = new OutboxIds(clock, RandomGenerator.getDefault());
  }

  /** For the container's proxy. */
  protected MessageTransactions() {
    this(new Audiences(), Clock.systemUTC());
  }

  /**
   * Writes a batch, or rolls back and says why. The failure is a value because Liberty writes an
   * incident file, for half a second on a busy machine, for each exception that leaves a
   * transaction; and when one instance takes over from another there are many.
   */
  @Transactional
  public Attempted write(List<Draft> drafts, Heads heads) {
    try {
      return Attempted.done(writeInTransaction(drafts, heads));
    } catch (RuntimeException e) {
      transaction.setRollbackOnly();
      return Attempted.failed(e);
    }
  }

  private Written writeInTransaction(List<Draft> drafts, Heads heads) {
    CommitSpan.watch(transaction);
    transaction.registerInterposedSynchronization(new FlushTimer(metrics::flushed));
    Audience audience = audiences.of(drafts);
    Map<Long, Head> unknown = read(unknownConversations(drafts, heads));
    LongFunction<Head> ends =
        id -> heads.of(id).orElseGet(() -> unknown.getOrDefault(id, Head.EMPTY));
    References references = references(drafts, ends);
    Plan plan =
        sequencer.place(drafts, audience, references, ends).rememberingAcks(drafts, this::find);
    if (plan.messages().isEmpty()) {
      return new Written(plan, Optional.empty());
    }
    long outboxId = outboxIds.next();
    entities
        .unwrap(Session.class)
        .doWork(
            connection -> {
              BatchInsert.run(connection, plan, outboxId);
              BatchChange.run(connection, plan, references);
              plan.confirm(BlockQuery.run(connection, plan.accepted()));
            });
    List<Push> pushes =
        plan.messages().stream().map(message -> push(message, audience, references)).toList();
    return new Written(plan, Optional.of(new Publication(outboxId, pushes)));
  }

  private References references(List<Draft> drafts, LongFunction<Head> ends) {
    return entities
        .unwrap(Session.class)
        .doReturningWork(
            connection -> ReferenceQuery.run(connection, drafts, id -> ends.apply(id).seq()));
  }

  private static Push push(StoredMessage message, Audience audience, References references) {
    Draft draft = message.draft();
    return message.push(
        message.toProto(audience.senderOf(draft), references.file(draft)),
        audience.receivers(draft));
  }

  /** See {@link MessageStore#find}. */
  @Transactional
  public Map<MessageKey, StoredMessage> find(Collection<MessageKey> keys) {
    Map<MessageKey, StoredMessage> found = new HashMap<>();
    if (keys.isEmpty()) {
      return found;
    }
    String places = places("(?,?)", keys.size());
    Query query = entities.createNativeQuery(STORED + "(" + places + ")", Message.class);
    int next = 1;
    for (MessageKey key : keys) {
      query.setParameter(next++, key.fromId());
      query.setParameter(next++, key.msgId());
    }
    for (Object row : query.getResultList()) {
      StoredMessage message = ((Message) row).stored();
      found.put(message.draft().key(), message);
    }
    return found;
  }

  private static Set<Long> unknownConversations(List<Draft> drafts, Heads heads) {
    Set<Long> unknown = new HashSet<>();
    for (Draft draft : drafts) {
      long id = draft.conversation().value();
      if (heads.of(id).isEmpty()) {
        unknown.add(id);
      }
    }
    return unknown;
  }

  private Map<Long, Head> read(Set<Long> conversationIds) {
    Map<Long, Head> heads = new HashMap<>();
    if (conversationIds.isEmpty()) {
      return heads;
    }
    String ids = "WITH ids (id) AS (VALUES " + places("(?)", conversationIds.size()) + ")";
    Query query = entities.createNativeQuery(ids + HEADS, Object[].class);
    int next = 1;
    for (Long id : conversationIds) {
      query.setParameter(next++, id);
    }
    for (Object row : query.getResultList()) {
      Object[] head = (Object[]) row;
      heads.put(number(head[0]), new Head(number(head[1]), number(head[2])));
    }
    return heads;
  }

  private static String places(String place, int count) {
    return String.join(",", Collections.nCopies(count, place));
  }

  private static long number(Object column) {
    return ((Number) column).longValue();
  }
}
