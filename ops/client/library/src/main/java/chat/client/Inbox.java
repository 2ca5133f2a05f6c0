package chat.client;

import chat.client.Sequencer.Question;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;

/**
 * Brings what comes into order, conversation by conversation, and hands it on as long as there is
 * room. Where something is missing it waits a moment, as it mostly comes by itself, and then asks
 * the history. Guarded by the link, which calls it, and whose lock its answers come under.
 */
final class Inbox {
  private static final int PAGE = 100;

  /** What it needs of others. */
  interface Surroundings {
    /** Hands a message on; false when there is no room, and then {@link #goOn} follows. */
    boolean handOn(Message message);

    /** Whether an own message there was sent, and its place is not known. */
    boolean hasUnanswered(Conversation conversation);

    /** Nothing of this conversation is known any more. */
    void setBack(Conversation conversation);

    /**
     * Asks for messages behind a seq.
     *
     * @param answered gets the answer, unless the connection ends before
     */
    void history(Conversation conversation, long after, int limit, Answered answered);

    /**
     * Asks how far the user's devices have acknowledged a conversation.
     *
     * @param answered gets it, or empty where the server cannot tell
     */
    void acknowledged(Conversation conversation, Known answered);

    /** Does something after the patience for gaps, unless the connection ends before. */
    void afterPatience(Runnable task);
  }

  /** Takes an answer of the history. */
  sealed interface Page {
    /** Messages. */
    record Messages(History history) implements Page {}

    /** Not now. */
    record Later() implements Page {}

    /** Never. */
    record Refused() implements Page {}
  }

  /** See {@link Surroundings#history}. */
  interface Answered {
    void take(Page page);
  }

  /** See {@link Surroundings#acknowledged}. */
  interface Known {
    void take(OptionalLong seq);
  }

  private final Surroundings surroundings;
  private final Map<Conversation, Sequencer> sequencers = new HashMap<>();
  // Something is asked for, or will be; one question at a time for each conversation.
  private final Set<Conversation> asking = new HashSet<>();
  // It is not known whether these are as they were.
  private final Set<Conversation> doubted = new HashSet<>();

  /** An inbox that has seen nothing. */
  Inbox(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  /** What an earlier run has handled. */
  void remember(Conversation conversation, Store.Mark mark) {
    sequencer(conversation).begin(mark.seq(), mark.msgId());
  }

  /** The server was told at the login what is here. */
  void told(Map<Conversation, Long> seen) {
    seen.forEach((conversation, seq) -> sequencer(conversation).told(seq));
  }

  /**
   * The server may have been set back, and was not told what is here. Each conversation that is
   * known is compared with the history before anything of it is handed on.
   */
  void doubt() {
    sequencers.forEach(
        (conversation, sequencer) -> {
          if (sequencer.taken() > 0) {
            doubted.add(conversation);
            compare(conversation, sequencer);
          }
        });
  }

  private void compare(Conversation conversation, Sequencer sequencer) {
    asking.add(conversation);
    surroundings.history(
        conversation,
        sequencer.taken() - 1,
        PAGE,
        page -> {
          asking.remove(conversation);
          switch (page) {
            case Page.Messages messages -> compared(conversation, sequencer, messages.history());
            case Page.Later _ -> {
              asking.add(conversation);
              surroundings.afterPatience(() -> compare(conversation, sequencer));
            }
            case Page.Refused _ -> doubted.remove(conversation);
          }
          settle(conversation);
        });
  }

  private void compared(Conversation conversation, Sequencer sequencer, History history) {
    doubted.remove(conversation);
    boolean same =
        history.messages().stream()
            .anyMatch(
                message ->
                    message.seq() == sequencer.taken()
                        && (sequencer.takenMsgId().isEmpty()
                            || message.msgId().equals(sequencer.takenMsgId())));
    if (same) {
      Question question = new Question(sequencer.taken(), sequencer.taken());
      sequencer.filled(
          question,
          history.messages().stream().filter(message -> message.seq() > question.after()).toList(),
          history.more());
      if (history.more()) {
        sequencer.stored(history.messages().getLast().seq() + 1);
      }
    } else {
      sequencer.startAnew();
      surroundings.setBack(conversation);
    }
  }

  /** A push has come. */
  void pushed(Message message) {
    Conversation conversation = message.conversation();
    if (sequencer(conversation).pushed(message)) {
      surroundings.setBack(conversation);
    }
    settle(conversation);
  }

  /** An own message has been stored. */
  void stored(Draft draft, Sent sent, Person me) {
    Sequencer sequencer = sequencer(sent.conversation());
    if (draft.fileId().isPresent()) {
      // Only the server knows the file's name and size.
      sequencer.stored(sent.seq());
    } else {
      sequencer.stored(Frames.message(draft, sent, me));
    }
    settle(sent.conversation());
  }

  /** An own message there was not stored, this time. */
  void notStored(Conversation conversation) {
    settle(conversation);
  }

  /** There is room again, or a new connection. */
  void goOn() {
    sequencers.keySet().forEach(this::settle);
  }

  /** Whether something has not been compared yet. */
  boolean hasDoubts() {
    return !doubted.isEmpty();
  }

  /** The connection is over. */
  void lost() {
    sequencers.values().forEach(Sequencer::lost);
    asking.clear();
    doubted.clear();
  }

  private Sequencer sequencer(Conversation conversation) {
    return sequencers.computeIfAbsent(conversation, _ -> new Sequencer());
  }

  /** Hands on what can be, and sees to what is missing. */
  private void settle(Conversation conversation) {
    Sequencer sequencer = sequencer(conversation);
    if (doubted.contains(conversation)) {
      return;
    }
    sequencer.findBase(surroundings.hasUnanswered(conversation));
    for (var next = sequencer.peek(); next.isPresent(); next = sequencer.peek()) {
      if (!surroundings.handOn(next.get())) {
        return;
      }
      sequencer.take();
    }
    if ((sequencer.needsBase() || sequencer.question().isPresent()) && asking.add(conversation)) {
      surroundings.afterPatience(() -> ask(conversation, sequencer));
    }
  }

  private void ask(Conversation conversation, Sequencer sequencer) {
    asking.remove(conversation);
    if (sequencer.needsBase()) {
      askBase(conversation, sequencer);
    } else {
      sequencer.question().ifPresent(question -> ask(conversation, sequencer, question));
    }
  }

  private void askBase(Conversation conversation, Sequencer sequencer) {
    asking.add(conversation);
    surroundings.acknowledged(
        conversation,
        seq -> {
          asking.remove(conversation);
          if (sequencer.needsBase()) {
            long below = sequencer.firstOwn() - 1;
            sequencer.begin(Math.min(seq.orElse(below), below), "");
          }
          settle(conversation);
        });
  }

  private void ask(Conversation conversation, Sequencer sequencer, Question question) {
    asking.add(conversation);
    surroundings.history(
        conversation,
        question.after(),
        PAGE,
        page -> {
          asking.remove(conversation);
          switch (page) {
            case Page.Messages(History history) ->
                sequencer.filled(question, history.messages(), history.more());
            case Page.Refused _ -> sequencer.unanswerable(question);
            case Page.Later _ -> {}
          }
          settle(conversation);
        });
  }
}
