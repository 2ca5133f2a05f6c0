package chat.gateway.delivery;

import chat.proto.ConversationId;
import chat.proto.common.ChatMessage;
import chat.proto.message.Cursor;
import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.SequencedSet;
import java.util.concurrent.Executor;

/**
 * The messages of one logged-in session: every conversation in order, each message once. Hints of
 * new messages come from Kafka; the next one in line is passed on at once, a known one is dropped,
 * and one beyond a gap starts a catch-up that fetches what is missing before it goes on.
 *
 * <p>Life: SYNCING from the moment the session can be found until its login is answered; hints only
 * say how far the catch-up has to go. Then LIVE, until CLOSED. Hints come on the consumer's thread
 * and never wait; one catch-up at a time waits for the service and for room in the session's queue.
 *
 * <p>A conversation is behind while its target is above its seq; only then, and only by the
 * catch-up, may its messages be fetched. So the two ways never cross.
 */
public final class Feed {
  /** Own message ids remembered, so that the connection that sent a message gets no copy. */
  static final int OWN_MESSAGES = 4_096;

  private final int userId;
  private final Outlet outlet;
  private final CatchUp catchUp;
  private final Executor executor;
  private final DeliveryMetrics metrics;
  private final boolean repairsGaps;

  // All guarded by this.
  private final Map<ConversationId, Position> positions = new HashMap<>();
  private final SequencedSet<String> own = new LinkedHashSet<>();
  private State state = State.SYNCING;
  private boolean catchingUp;

  private enum State {
    SYNCING,
    LIVE,
    CLOSED
  }

  /**
   * The feed of one session.
   *
   * @param executor runs the catch-up; one virtual thread each will do
   * @param repairsGaps false only to see that somebody notices: what comes after a gap is passed on
   */
  public Feed(
      int userId,
      Outlet outlet,
      Archive archive,
      Executor executor,
      DeliveryMetrics metrics,
      boolean repairsGaps) {
    this.userId = userId;
    this.outlet = outlet;
    this.catchUp = new CatchUp(userId, this, archive);
    this.executor = executor;
    this.metrics = metrics;
    this.repairsGaps = repairsGaps;
  }

  /**
   * Where the user stands at login. Once, while SYNCING.
   *
   * @param seen up to where this device misses nothing, where it says so
   */
  public synchronized void start(List<Cursor> cursors, Map<ConversationId, Long> seen) {
    for (Cursor cursor : cursors) {
      var known = Optional.ofNullable(seen.get(new ConversationId(cursor.getConversationId())));
      position(cursor).start(cursor, known);
    }
  }

  /**
   * Fetches the first of what the user missed, for the login's answer; what did not fit follows as
   * pushes. While SYNCING; waits for the service.
   *
   * @param maxMessages at least 1
   * @param maxBytes of content, UTF-8; one message may go over
   */
  public Missed missed(int maxMessages, int maxBytes) {
    return catchUp.missed(maxMessages, maxBytes);
  }

  /** The login has been answered: messages flow from now on. */
  public synchronized void live() {
    if (state == State.SYNCING) {
      state = State.LIVE;
      catchUpIfBehind();
    }
  }

  /** A hint from Kafka, with the message. Does not block. */
  public synchronized void offer(ChatMessage message) {
    if (state == State.CLOSED) {
      return;
    }
    ConversationId conversation = conversationOf(message);
    Position position = positions.computeIfAbsent(conversation, unknown -> new Position());
    long seq = message.getSeq();
    boolean next = seq == position.seq + 1 || (!repairsGaps && seq > position.seq);
    boolean inLine = !position.behind() && next;
    if (state == State.LIVE && inLine) {
      if (!pass(conversation, position, message)) {
        outlet.overflow();
        close();
      }
    } else if (seq > Math.max(position.seq, position.target)) {
      if (state == State.LIVE && !position.behind()) {
        metrics.gaps().increment();
      }
      position.target = seq;
      catchUpIfBehind();
    }
  }

  /** The heads of the user's conversations, as the service knows them: shows lost last hints. */
  public synchronized void heads(List<Cursor> cursors) {
    if (state != State.LIVE) {
      return;
    }
    for (Cursor cursor : cursors) {
      Position position = position(cursor);
      if (cursor.getHeadSeq() > Math.max(position.target, position.seq)
          && cursor.getHeadSeq() > cursor.getJoinedSeq()) {
        metrics.tails().increment();
        position.target = cursor.getHeadSeq();
      }
    }
    catchUpIfBehind();
  }

  /** This session is about to send a message with this id: it needs no copy of it. */
  public synchronized void sending(String msgId) {
    if (own.add(msgId) && own.size() > OWN_MESSAGES) {
      own.removeFirst();
    }
  }

  /** How far a conversation has been passed on; empty when nothing is known of it. */
  public synchronized OptionalLong passedOn(ConversationId conversation) {
    Position position = positions.get(conversation);
    return position == null ? OptionalLong.empty() : OptionalLong.of(position.seq);
  }

  /** Nothing is passed on after this returns. */
  public synchronized void close() {
    state = State.CLOSED;
    notifyAll();
  }

  synchronized List<ConversationId> behind() {
    return positions.entrySet().stream()
        .filter(entry -> entry.getValue().behind())
        .map(Map.Entry::getKey)
        .toList();
  }

  /** What a catch-up has to fetch; when nothing, it has come to its end. */
  synchronized List<ConversationId> leftToCatchUp() {
    List<ConversationId> behind = state == State.CLOSED ? List.of() : behind();
    catchingUp = !behind.isEmpty();
    return behind;
  }

  /**
   * Passes on a message that was fetched, as soon as half of the queue is free: the other half is
   * for live messages.
   *
   * @return false when the feed is closed
   */
  boolean passWaiting(ConversationId conversation, ChatMessage message) {
    while (outlet.awaitRoom()) {
      synchronized (this) {
        if (state == State.CLOSED) {
          return false;
        }
        Position position = positions.get(conversation);
        if (message.getSeq() <= position.seq || pass(conversation, position, message)) {
          return true;
        }
      }
    }
    close();
    return false;
  }

  /** See {@link Position#forget}. */
  synchronized void forget(ConversationId conversation, long wanted) {
    positions.get(conversation).forget(wanted);
  }

  /** Blocks until the feed is closed, but no longer than that; an interrupt closes it. */
  synchronized void awaitClosed(Duration longest) {
    long end = System.nanoTime() + longest.toNanos();
    try {
      for (long left = longest.toMillis();
          left > 0 && state != State.CLOSED;
          left = (end - System.nanoTime()) / 1_000_000) {
        wait(left);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      close();
    }
  }

  synchronized long seq(ConversationId conversation) {
    return positions.get(conversation).seq;
  }

  synchronized long target(ConversationId conversation) {
    return positions.get(conversation).target;
  }

  /** A message, and all before it, is in the login's answer. */
  synchronized void moveTo(ConversationId conversation, long seq) {
    positions.get(conversation).seq = seq;
  }

  /** What a user wrote elsewhere while this device was away: no news, unless to oneself. */
  synchronized boolean isOwnFromBefore(ConversationId conversation, ChatMessage message) {
    return message.getFromId() == userId
        && message.getToId() != userId
        && positions.get(conversation).isFromBeforeLogin(message.getSeq());
  }

  private void catchUpIfBehind() {
    if (state == State.LIVE
        && !catchingUp
        && positions.values().stream().anyMatch(Position::behind)) {
      catchingUp = true;
      metrics.catchUps().increment();
      executor.execute(catchUp);
    }
  }

  private Position position(Cursor cursor) {
    return positions.computeIfAbsent(
        new ConversationId(cursor.getConversationId()), unknown -> new Position());
  }

  private static ConversationId conversationOf(ChatMessage message) {
    return message.getGroupId() > 0
        ? ConversationId.ofGroup(message.getGroupId())
        : ConversationId.ofUsers(message.getFromId(), message.getToId());
  }

  private boolean pass(ConversationId conversation, Position position, ChatMessage message) {
    boolean unwanted =
        (message.getFromId() == userId && own.contains(message.getMsgId()))
            || isOwnFromBefore(conversation, message);
    if (unwanted) {
      outlet.skip(conversation, message.getSeq());
    } else if (outlet.offer(conversation, message)) {
      metrics.pushed().increment();
    } else {
      return false;
    }
    position.seq = message.getSeq();
    return true;
  }
}
