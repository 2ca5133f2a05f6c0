package chat.proto;

/**
 * Names a conversation with one number, so that no table maps the one to the other: a group is its
 * id, the conversation of two users is {@code lower id << 32 | higher id}. User ids are positive,
 * so a value below 2^32 is a group.
 *
 * @param value positive
 */
public record ConversationId(long value) {
  /** The lowest id of a private conversation; groups are below. */
  public static final long FIRST_PRIVATE = 1L << Integer.SIZE;

  public ConversationId {
    if (value <= 0) {
      throw new IllegalArgumentException("conversation id must be positive: " + value);
    }
  }

  /** The conversation of two users, in either order; with oneself where they are the same. */
  public static ConversationId ofUsers(int one, int other) {
    requirePositive(one);
    requirePositive(other);
    return new ConversationId((long) Math.min(one, other) << Integer.SIZE | Math.max(one, other));
  }

  /** The conversation of a group. */
  public static ConversationId ofGroup(int groupId) {
    requirePositive(groupId);
    return new ConversationId(groupId);
  }

  /**
   * Reads a scope as clients write it.
   *
   * @param userId the user from whose side {@code private:PEER} is seen
   * @param scope {@code private:PEER} or {@code group:ID}
   * @throws IllegalArgumentException when the scope is neither
   */
  public static ConversationId ofScope(int userId, String scope) {
    int colon = scope.indexOf(':');
    if (colon < 0) {
      throw new IllegalArgumentException("scope must be private:PEER or group:ID");
    }
    int id;
    try {
      id = Integer.parseInt(scope.substring(colon + 1));
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException("the id in the scope is not a number", e);
    }
    return switch (scope.substring(0, colon)) {
      case "private" -> ofUsers(userId, id);
      case "group" -> ofGroup(id);
      default -> throw new IllegalArgumentException("scope must be private:PEER or group:ID");
    };
  }

  /** Whether this is a group. */
  public boolean isGroup() {
    return value < FIRST_PRIVATE;
  }

  /**
   * The group's id.
   *
   * @throws IllegalStateException when this is a private conversation
   */
  public int groupId() {
    if (!isGroup()) {
      throw new IllegalStateException("a private conversation has no group id");
    }
    return (int) value;
  }

  /** Whether the user is one of the two; false for a group, whose members are in a table. */
  public boolean isBetween(int userId) {
    return !isGroup() && (lower() == userId || higher() == userId);
  }

  /**
   * The other one of the two.
   *
   * @throws IllegalStateException when this is a group, or the user is neither of the two
   */
  public int peerOf(int userId) {
    if (!isBetween(userId)) {
      throw new IllegalStateException("user " + userId + " is not one of the two");
    }
    return lower() == userId ? higher() : lower();
  }

  /** The scope of this conversation as the user writes it; the inverse of {@link #ofScope}. */
  public String scopeFor(int userId) {
    return isGroup() ? "group:" + groupId() : "private:" + peerOf(userId);
  }

  private int lower() {
    return (int) (value >>> Integer.SIZE);
  }

  private int higher() {
    return (int) value;
  }

  private static void requirePositive(int id) {
    if (id <= 0) {
      throw new IllegalArgumentException("ids are positive: " + id);
    }
  }
}
