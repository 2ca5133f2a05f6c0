package chat.gateway.hint;

import java.util.Collection;
import java.util.List;

/** The logged-in sessions of this gateway, as hints see them. Thread-safe. */
public interface Hearers {

  /** One session. Its methods do not block. */
  interface Hearer {
    /** Whether its client wants hints of any kind. */
    boolean listens();

    /** Somebody has come further: the session's user, or the peer. Dropped where not wanted. */
    void receipt(Receipt receipt);

    /** Somebody is writing. Dropped where not wanted. */
    void typing(Typing typing);
  }

  /** The sessions of a user; empty where there are none. */
  List<? extends Hearer> hearers(int userId);

  /** The users who have a session here that listens. */
  Collection<Integer> listening();
}
