package chat.service.message;

import chat.proto.ConversationId;
import chat.proto.ErrorCode;
import chat.proto.common.ChatMessage;
import chat.proto.common.MessageKind;
import chat.proto.message.FoundMessage;
import chat.proto.message.SearchMessagesReply;
import chat.proto.message.SearchMessagesRequest;
import chat.service.runtime.Refused;
import chat.service.runtime.TextLimit;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import jakarta.persistence.Query;
import jakarta.transaction.Transactional;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Semaphore;

/**
 * Finds messages by their text, among those that somebody may read. There is no index of texts: the
 * messages of the user's conversations are read, for {@value #MOST_SECONDS} seconds at most, and no
 * more than {@value #AT_ONCE} searches run here at a time. Overflow rule: a further one is refused.
 */
@ApplicationScoped
class Search {
  static final int AT_ONCE = 4;

  // Less than half of what a gateway waits, so that it does not take the instance for a dead one.
  static final int MOST_SECONDS = 2;

  private static final int DEFAULT_LIMIT = 20;
  private static final int MAX_LIMIT = 50;
  private static final int STATEMENT_TIMEOUT = 1969;
  private static final TextLimit TEXT = new TextLimit("text", 1, 100, true);
  // The rights are in the statement that reads the messages, as in History.
  private static final String FOUND =
      "SET STATEMENT max_statement_time = "
          + MOST_SECONDS
          + """
           FOR SELECT STRAIGHT_JOIN m.* FROM cursors c
            JOIN messages m ON m.conversation_id = c.conversation_id AND m.seq > c.joined_seq
          WHERE c.user_id = :user AND (c.conversation_id >= :firstPrivate OR EXISTS (
              SELECT 1 FROM group_members g
              WHERE g.group_id = c.conversation_id AND g.user_id = c.user_id))
            AND m.kind = :text AND m.recalled_ms = 0 AND m.timestamp_ms < :before
            AND m.content COLLATE utf8mb4_uca1400_ai_ci LIKE :pattern ESCAPE '!'
          """;
  private static final String EVERYWHERE =
      " ORDER BY m.timestamp_ms DESC, m.conversation_id, m.seq DESC LIMIT :most";
  // From the end on, until there are enough.
  private static final String IN_ONE =
      " AND m.conversation_id = :id AND c.conversation_id = :id ORDER BY m.seq DESC LIMIT :most";

  private final Semaphore turns = new Semaphore(AT_ONCE);

  @Inject private Scopes scopes;
  @Inject private WireMessages wireMessages;

  @PersistenceContext(unitName = "chat")
  private EntityManager entities;

  /**
   * The newest messages that contain the text, whatever its case and accents.
   *
   * @param userId who may read them
   * @throws Refused 400 for a text, limit or scope that is none, 413 for a text that is too long,
   *     403 and 404 as {@link Scopes} says, 503 when it takes too long or too many search
   */
  @Transactional
  SearchMessagesReply find(int userId, SearchMessagesRequest request) {
    TEXT.check(request.getText());
    int limit = request.getLimit() == 0 ? DEFAULT_LIMIT : request.getLimit();
    if (limit < 1 || limit > MAX_LIMIT) {
      throw new Refused(ErrorCode.MALFORMED, "limit must be 1 to " + MAX_LIMIT);
    }
    Optional<ConversationId> only = scope(userId, request.getScope());
    if (!turns.tryAcquire()) {
      throw new Refused(
          ErrorCode.UNAVAILABLE, "there are too many searches at this moment, try again");
    }
    try {
      return reply(userId, FoundPage.of(read(userId, request, only, limit + 1), limit));
    } finally {
      turns.release();
    }
  }

  private Optional<ConversationId> scope(int userId, String scope) {
    if (scope.isEmpty()) {
      return Optional.empty();
    }
    ConversationId conversation = Scopes.conversation(userId, scope);
    scopes.joinedSeq(userId, conversation);
    return Optional.of(conversation);
  }

  private List<StoredMessage> read(
      int userId, SearchMessagesRequest request, Optional<ConversationId> only, int most) {
    String sql = FOUND + (only.isPresent() ? IN_ONE : EVERYWHERE);
    Query query =
        entities
            .createNativeQuery(sql, Message.class)
            .setParameter("user", userId)
            .setParameter("firstPrivate", ConversationId.FIRST_PRIVATE)
            .setParameter("text", MessageKind.TEXT_VALUE)
            .setParameter("before", before(request))
            .setParameter("pattern", SearchPattern.containing(request.getText()))
            .setParameter("most", most);
    only.ifPresent(conversation -> query.setParameter("id", conversation.value()));
    List<StoredMessage> found = new ArrayList<>();
    try {
      for (Object row : query.getResultList()) {
        found.add(((Message) row).stored());
      }
    } catch (RuntimeException e) {
      throw isTimeout(e) ? tooSlow() : e;
    }
    return found;
  }

  private static long before(SearchMessagesRequest request) {
    return request.getBeforeMs() > 0 ? request.getBeforeMs() : Long.MAX_VALUE;
  }

  private SearchMessagesReply reply(int userId, FoundPage page) {
    List<ChatMessage> wire = wireMessages.of(page.messages());
    SearchMessagesReply.Builder reply = SearchMessagesReply.newBuilder().setMore(page.more());
    for (int i = 0; i < wire.size(); i++) {
      reply.addFound(
          FoundMessage.newBuilder()
              .setScope(page.messages().get(i).draft().conversation().scopeFor(userId))
              .setMessage(wire.get(i)));
    }
    return reply.build();
  }

  private static Refused tooSlow() {
    return new Refused(
        ErrorCode.UNAVAILABLE, "the search took too long: look in one conversation only");
  }

  private static boolean isTimeout(RuntimeException thrown) {
    for (Throwable cause = thrown; cause != null; cause = cause.getCause()) {
      if (cause instanceof SQLException sql && sql.getErrorCode() == STATEMENT_TIMEOUT) {
        return true;
      }
    }
    return false;
  }
}
