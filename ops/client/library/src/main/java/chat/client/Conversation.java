package chat.client;

/**
 * Where messages are written to, seen from the user of the client.
 *
 * @param kind of two people, or of a group
 * @param id the other person's id, or the group's; from 1
 */
public record Conversation(Kind kind, int id) {

  /** Whose it is. */
  public enum Kind {
    /** The user's with one other person. */
    PRIVATE("private:"),
    /** A group's. */
    GROUP("group:");

    private final String prefix;

    Kind(String prefix) {
      this.prefix = prefix;
    }
  }

  /** Checks the id. */
  public Conversation {
    if (id < 1) {
      throw new IllegalArgumentException("ids are from 1, not " + id);
    }
  }

  /** The conversation with a person. */
  public static Conversation withPerson(int id) {
    return new Conversation(Kind.PRIVATE, id);
  }

  /** The conversation of a group. */
  public static Conversation ofGroup(int id) {
    return new Conversation(Kind.GROUP, id);
  }

  /**
   * Reads {@code private:PEER} or {@code group:ID}.
   *
   * @throws IllegalArgumentException when it is neither
   */
  public static Conversation ofScope(String scope) {
    for (Kind kind : Kind.values()) {
      if (scope.startsWith(kind.prefix)) {
        return new Conversation(kind, Integer.parseInt(scope.substring(kind.prefix.length())));
      }
    }
    throw new IllegalArgumentException("no scope: " + scope);
  }

  /** As the protocol writes it: {@code private:PEER} or {@code group:ID}. */
  public String scope() {
    return kind.prefix + id;
  }

  /** Whether it is a group's. */
  public boolean isGroup() {
    return kind == Kind.GROUP;
  }

  @Override
  public String toString() {
    return scope();
  }
}
