package chat.gateway.session;

import chat.proto.ConversationId;
import java.util.HashMap;
import java.util.Map;

/**
 * How far a client's socket has taken each conversation without the client having confirmed it: a
 * socket takes a lot for a peer that is gone. The client is asked now and then, and what was
 * written before a question that it answers has come. Holds one number per conversation, twice.
 * Thread-safe.
 */
final class Unconfirmed {
  // Guarded by this.
  private Map<ConversationId, Long> written = new HashMap<>();
  private Map<ConversationId, Long> asked = new HashMap<>();
  private long askedIn;
  private long question;

  /** The socket has taken everything up to this seq; whether no question about it is due yet. */
  synchronized boolean written(ConversationId conversation, long seq) {
    written.merge(conversation, seq, Math::max);
    return asked.isEmpty();
  }

  /** Whether something has been written since the last question. */
  synchronized boolean hasUnasked() {
    return asked.isEmpty() && !written.isEmpty();
  }

  /** Call just before a question is written; returns its number. */
  synchronized long ask() {
    question++;
    if (asked.isEmpty()) {
      asked = written;
      askedIn = question;
      written = new HashMap<>();
    }
    return question;
  }

  /** The client has answered a question: what has come, for the first time. */
  synchronized Map<ConversationId, Long> answered(long number) {
    if (number < askedIn) {
      return Map.of();
    }
    Map<ConversationId, Long> come = asked;
    asked = new HashMap<>();
    return come;
  }

  /** The client has said goodbye, or spoken in another way: all has come. */
  synchronized Map<ConversationId, Long> all() {
    Map<ConversationId, Long> come = asked;
    written.forEach((conversation, seq) -> come.merge(conversation, seq, Math::max));
    asked = new HashMap<>();
    written = new HashMap<>();
    return come;
  }
}
