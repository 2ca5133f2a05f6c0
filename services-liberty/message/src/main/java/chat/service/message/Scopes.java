package chat.service.message;

import chat.proto.ConversationId;
import chat.proto.ErrorCode;
import chat.service.runtime.Refused;
import chat.service.runtime.Rows;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import java.util.Set;

/** Whether somebody may read a conversation, and from where on. */
@ApplicationScoped
class Scopes {
  @Inject private Names names;
  @Inject private Rows rows;

  @PersistenceContext(unitName = "chat")
  private EntityManager entities;

  /**
   * The conversation of a scope.
   *
   * @param userId from whose side it is seen
   * @throws Refused 400 for a scope that is none
   */
  static ConversationId conversation(int userId, String scope) {
    try {
      return ConversationId.ofScope(userId, scope);
    } catch (IllegalArgumentException e) {
      throw new Refused(ErrorCode.MALFORMED, "scope must be private:PEER or group:ID");
    }
  }

  /**
   * Up to where a conversation is hidden from a user. Call it inside a transaction.
   *
   * @throws Refused 403 for a group whose member the user is not, 404 for a user or group that does
   *     not exist
   */
  long joinedSeq(int userId, ConversationId conversation) {
    if (conversation.isGroup()) {
      checkMember(userId, conversation.groupId());
    } else if (names.of(Set.of(conversation.peerOf(userId))).isEmpty()) {
      throw new Refused(ErrorCode.NOT_FOUND, "there is no such user");
    }
    CursorId id = new CursorId(userId, conversation.value());
    return rows.find(entities, Cursor.class, id).map(Cursor::joinedSeq).orElse(0L);
  }

  private void checkMember(int userId, int groupId) {
    if (rows.find(entities, Member.class, new MemberId(groupId, userId)).isPresent()) {
      return;
    }
    if (rows.find(entities, Group.class, groupId).isEmpty()) {
      throw new Refused(ErrorCode.NOT_FOUND, "there is no such group");
    }
    throw new Refused(ErrorCode.FORBIDDEN, "you are not a member of this group");
  }
}
