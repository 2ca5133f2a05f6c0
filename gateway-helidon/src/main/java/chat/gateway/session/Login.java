package chat.gateway.session;

import chat.gateway.delivery.CursorWriter;
import chat.gateway.delivery.Feed;
import chat.gateway.delivery.Outlet;
import chat.gateway.delivery.Receivers;
import chat.gateway.dialect.Event;
import chat.proto.ConversationId;
import chat.proto.common.ChatMessage;
import chat.proto.common.User;
import chat.proto.message.Cursor;
import chat.proto.push.PushRecord;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.UUID;
import java.util.concurrent.Executor;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/**
 * A user on a session, from the login to the logout. Found by delivery through {@link Sessions};
 * what it passes on before the login has been answered is held back. Thread-safe.
 */
final class Login implements Receivers.Receiver, Outlet {
  private final Session session;
  private final Caller caller;
  private final boolean acknowledges;
  private final boolean answersPings;
  private final CursorWriter cursors;
  private final UnaryOperator<User> withState;
  private final Executor executor;
  private final Feed feed;
  private final String seat;
  private final Unconfirmed unconfirmed = new Unconfirmed();

  // Guarded by held.
  private final List<Event.Push> held = new ArrayList<>();
  private boolean live;

  /**
   * A login that is not answered yet.
   *
   * @param acknowledges whether the client moves its cursors itself
   * @param answersPings whether the client answers the server's pings
   * @param withState tells whether a user is online; may block
   * @param executor runs what may block
   * @param feed makes the feed of this outlet
   */
  Login(
      Session session,
      Caller caller,
      boolean acknowledges,
      boolean answersPings,
      CursorWriter cursors,
      UnaryOperator<User> withState,
      Executor executor,
      Function<Outlet, Feed> feed) {
    this.session = session;
    this.caller = caller;
    this.acknowledges = acknowledges;
    this.answersPings = answersPings;
    this.cursors = cursors;
    this.withState = withState;
    this.executor = executor;
    this.feed = feed.apply(this);
    this.seat = caller.session().isEmpty() ? UUID.randomUUID().toString() : caller.session();
  }

  Caller caller() {
    return caller;
  }

  /** What sits in the user's only seat, where there is one: the token's session. */
  String seat() {
    return seat;
  }

  Session session() {
    return session;
  }

  Feed feed() {
    return feed;
  }

  /** The login's answer is in the queue: what was held back may follow. */
  void live() {
    synchronized (held) {
      live = true;
      held.forEach(this::enqueue);
      held.clear();
    }
    feed.live();
  }

  /** The device had everything up to this seq before it came. */
  void seen(ConversationId conversation, long seq) {
    acknowledged(conversation, OptionalLong.of(seq), OptionalLong.empty());
  }

  /** The socket has taken everything up to this seq. */
  void delivered(ConversationId conversation, long seq) {
    if (acknowledges) {
      return;
    }
    if (session.asks()) {
      if (unconfirmed.written(conversation, seq)) {
        session.ask();
      }
    } else {
      cursors.delivered(caller.userId(), conversation, seq);
    }
  }

  boolean answersPings() {
    return answersPings;
  }

  /** Just before the client is asked for a sign of life; returns the question's number. */
  long asking() {
    return unconfirmed.ask();
  }

  /** The client has answered this question. */
  void answered(long question) {
    unconfirmed.answered(question).forEach(this::come);
    // At most one question is under way: what was written meanwhile shares the next one.
    if (unconfirmed.hasUnasked()) {
      session.ask();
    }
  }

  /** The client has said goodbye, so that it has got everything. */
  void answeredAll() {
    unconfirmed.all().forEach(this::come);
  }

  /**
   * The client's own acknowledgement, as far as this session has passed the conversation on.
   *
   * @return false when nothing of the conversation is known here
   */
  boolean acknowledged(ConversationId conversation, OptionalLong delivered, OptionalLong read) {
    OptionalLong end = feed.passedOn(conversation);
    if (end.isEmpty()) {
      return false;
    }
    delivered.ifPresent(
        seq -> cursors.delivered(caller.userId(), conversation, Math.min(seq, end.getAsLong())));
    read.ifPresent(
        seq -> cursors.read(caller.userId(), conversation, Math.min(seq, end.getAsLong())));
    return true;
  }

  @Override
  public void pushed(PushRecord record) {
    if (!caller.session().isEmpty() && record.getExceptSession().equals(caller.session())) {
      return;
    }
    switch (record.getEventCase()) {
      case MESSAGE -> feed.offer(record.getMessage());
      case FRIEND_ADDED -> {
        User friend = record.getFriendAdded().getFriend();
        // Redis may have to be asked, and whoever passes pushes on must not wait.
        executor.execute(() -> push(new Event.FriendAdded(withState.apply(friend))));
      }
      case GROUP_JOINED -> {
        var joined = record.getGroupJoined();
        push(new Event.GroupJoined(joined.getGroupId(), joined.getGroupName()));
      }
      case GROUP_LEFT -> {
        var left = record.getGroupLeft();
        push(new Event.GroupLeft(left.getGroupId(), left.getGroupName()));
      }
      case EVENT_NOT_SET -> {
        // An event of a newer version: nothing that this one could show.
      }
    }
  }

  @Override
  public void heads(List<Cursor> heads) {
    feed.heads(heads);
  }

  @Override
  public boolean offer(ConversationId conversation, ChatMessage message) {
    return session
        .queue()
        .offer(
            Outgoing.push(
                new Event.MessagePushed(message), () -> delivered(conversation, message.getSeq())));
  }

  @Override
  public void skip(ConversationId conversation, long seq) {
    session.queue().force(Outgoing.mark(() -> delivered(conversation, seq)));
  }

  @Override
  public boolean awaitRoom() {
    try {
      return session.queue().awaitRoom();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  @Override
  public void overflow() {
    session.overflow();
  }

  private void come(ConversationId conversation, long seq) {
    cursors.delivered(caller.userId(), conversation, seq);
  }

  private void push(Event.Push event) {
    synchronized (held) {
      if (live) {
        enqueue(event);
      } else {
        held.add(event);
      }
    }
  }

  private void enqueue(Event.Push event) {
    if (!session.queue().offer(Outgoing.push(event))) {
      session.overflow();
    }
  }
}
