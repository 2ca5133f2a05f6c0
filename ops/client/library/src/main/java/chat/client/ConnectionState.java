package chat.client;

import java.time.Duration;
import java.util.List;

/** How a client stands with its server. */
public sealed interface ConnectionState {

  /** It connects and logs in. */
  record Connecting() implements ConnectionState {}

  /**
   * It is logged in.
   *
   * @param listsKnown false where the server could not tell: ask for the lists later
   */
  record Online(Person me, boolean listsKnown, List<Friend> friends, List<Group> groups)
      implements ConnectionState {
    /** Takes copies of lists. */
    public Online {
      friends = List.copyOf(friends);
      groups = List.copyOf(groups);
    }
  }

  /**
   * The connection is lost; it comes back by itself.
   *
   * @param pause until the next try
   * @param reason one sentence
   */
  record Waiting(Duration pause, String reason) implements ConnectionState {}

  /** It is over for good: closed, or refused. */
  record Ended(ChatException reason) implements ConnectionState {}
}
