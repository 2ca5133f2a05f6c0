package chat.gateway.delivery;

import chat.gateway.session.RequestFailed;
import chat.proto.ConversationId;
import chat.proto.ErrorCode;
import chat.proto.common.ChatMessage;
import chat.proto.message.Cursor;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.SequencedSet;
import java.util.Set;
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

  private static final Logger LOGGER = System.getLogger(Feed.class.getName());
  private static final int PAGE = 100;
  private static final Duration PAUSE = Duration.ofSeconds(1);

  private final int userId;
  private final Outlet outlet;
  private final Archive archive;
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

  /** How far a conversation has been passed on, and how far it goes as far as is known. */
  private static final class Position {
    private long seq;
    private long target;
    // The end of what the user missed before the login: of that, own messages are left out.
    private long missed;

    boolean behind() {
      return target > seq;
    }
  }

  /**
   * What the user missed.
   *
   * @param messages oldest first in each conversation
   * @param upTo the seq reached in every conversation that they are from
   */
  public record Missed(List<ChatMessage> messages, Map<ConversationId, Long> upTo) {}

  /** A feed that keeps its promises. */
  public Feed(
      int userId, Outlet outlet, Archive archive, Executor executor, DeliveryMetrics metrics) {
    this(userId, outlet, archive, executor, metrics, true);
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
    this.archive = archive;
    this.executor = executor;
    this.metrics = metrics;
    this.repairsGaps = repairsGaps;
  }

  /** Where the user stands at login. Once, while SYNCING. */
  public synchronized void start(List<Cursor> cursors) {
    for (Cursor cursor : cursors) {
      Position position = position(cursor);
      position.seq = Math.max(cursor.getJoinedSeq(), cursor.getDeliveredSeq());
      position.target = Math.max(position.target, cursor.getHeadSeq());
      position.missed = cursor.getHeadSeq();
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
    var messages = new ArrayList<ChatMessage>();
    var upTo = new HashMap<ConversationId, Long>();
    int bytes = 0;
    for (ConversationId conversation : behind()) {
      boolean more = true;
      while (more && messages.size() < maxMessages && bytes < maxBytes) {
        long wanted = target(conversation);
        var page = read(conversation, maxMessages - messages.size());
        for (ChatMessage message : page.messages()) {
          if (bytes >= maxBytes) {
            break;
          }
          if (!isOwnFromBefore(conversation, message)) {
            messages.add(message);
            bytes += message.getContentBytes().size();
          }
          moveTo(conversation, message.getSeq());
          upTo.put(conversation, message.getSeq());
        }
        more = page.more() && !page.messages().isEmpty();
        if (page.messages().isEmpty()) {
          forget(conversation, wanted);
        }
      }
    }
    return new Missed(messages, upTo);
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

  // What a user wrote elsewhere while this device was away is not news; a note to oneself is.
  private synchronized boolean isOwnFromBefore(ConversationId conversation, ChatMessage message) {
    return message.getFromId() == userId
        && message.getToId() != userId
        && message.getSeq() <= positions.get(conversation).missed;
  }

  private void catchUpIfBehind() {
    if (state == State.LIVE
        && !catchingUp
        && positions.values().stream().anyMatch(Position::behind)) {
      catchingUp = true;
      metrics.catchUps().increment();
      executor.execute(this::catchUp);
    }
  }

  private void catchUp() {
    // Their turn comes again when all others have had one.
    var failed = new HashSet<ConversationId>();
    for (var next = nextBehind(failed); next.isPresent(); next = nextBehind(failed)) {
      try {
        fetch(next.get());
      } catch (RequestFailed e) {
        failed.add(next.get());
        pause();
      } catch (RuntimeException e) {
        LOGGER.log(Level.ERROR, "user " + userId + " cannot be brought up to date", e);
        failed.add(next.get());
        pause();
      }
    }
  }

  private synchronized Optional<ConversationId> nextBehind(Set<ConversationId> failed) {
    List<ConversationId> behind = state == State.CLOSED ? List.of() : behind();
    catchingUp = !behind.isEmpty();
    if (failed.containsAll(behind)) {
      failed.clear();
    }
    return behind.stream().filter(conversation -> !failed.contains(conversation)).findFirst();
  }

  private void fetch(ConversationId conversation) {
    long wanted = target(conversation);
    var page = read(conversation, PAGE);
    for (ChatMessage message : page.messages()) {
      if (!passWaiting(conversation, message)) {
        return;
      }
    }
    if (page.messages().isEmpty() || !page.more()) {
      forget(conversation, wanted);
    }
  }

  private Archive.Page read(ConversationId conversation, int limit) {
    try {
      return archive.after(userId, conversation, seq(conversation), limit);
    } catch (RequestFailed e) {
      if (e.code() == ErrorCode.FORBIDDEN || e.code() == ErrorCode.NOT_FOUND) {
        // No longer a member: nothing to come.
        return new Archive.Page(List.of(), false);
      }
      throw e;
    }
  }

  private boolean passWaiting(ConversationId conversation, ChatMessage message) {
    // The catch-up fills half of the queue at most: the other half is for live messages.
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

  // The service has no more for this user up to the target that was asked for; a hint that came
  // meanwhile is a target of its own.
  private synchronized void forget(ConversationId conversation, long wanted) {
    Position position = positions.get(conversation);
    if (position.target <= wanted) {
      position.target = position.seq;
    }
  }

  private synchronized void pause() {
    long end = System.nanoTime() + PAUSE.toNanos();
    try {
      for (long left = PAUSE.toMillis();
          left > 0 && state != State.CLOSED;
          left = (end - System.nanoTime()) / 1_000_000) {
        wait(left);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      close();
    }
  }

  private synchronized List<ConversationId> behind() {
    return positions.entrySet().stream()
        .filter(entry -> entry.getValue().behind())
        .map(Map.Entry::getKey)
        .toList();
  }

  private synchronized long seq(ConversationId conversation) {
    return positions.get(conversation).seq;
  }

  private synchronized long target(ConversationId conversation) {
    return positions.get(conversation).target;
  }

  private synchronized void moveTo(ConversationId conversation, long seq) {
    positions.get(conversation).seq = seq;
  }
}
