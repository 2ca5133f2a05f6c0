package chat.gateway.session;

import chat.gateway.delivery.CursorWriter;
import chat.gateway.delivery.Feed;
import chat.gateway.delivery.Outlet;
import chat.gateway.delivery.Receivers;
import chat.gateway.dialect.Command;
import chat.gateway.dialect.Event;
import chat.gateway.hint.Hearers;
import chat.gateway.hint.Receipt;
import chat.gateway.hint.Typing;
import chat.gateway.presence.FriendStates;
import chat.gateway.trace.PushTrace;
import chat.proto.ConversationId;
import chat.proto.common.ChatMessage;
import chat.proto.common.User;
import chat.proto.message.Cursor;
import chat.proto.push.PushRecord;
import chat.trace.TraceNames;
import io.helidon.metrics.api.Counter;
import io.opentelemetry.api.common.Attributes;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.UUID;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;

/**
 * A user on a session, from the login to the logout. Found by delivery through {@link Sessions};
 * what it passes on before the login has been answered is held back. Thread-safe.
 */
final class Login implements Receivers.Receiver, Outlet, FriendStates.Watcher, Hearers.Hearer {
  private final Session session;
  private final Caller caller;
  private final Command.Login.Abilities abilities;
  private final CursorWriter cursors;
  private final LoginFriends friends;
  private final Executor executor;
  private final Feed feed;
  private final String seat;
  private final Unconfirmed unconfirmed = new Unconfirmed();
  private final LoginHints hints;

  private volatile boolean away;
  private volatile boolean unwatched;
  // Whether the list of friends is about to be read again.
  private final AtomicBoolean rereads = new AtomicBoolean();

  // Guarded by held.
  private final List<Event.Push> held = new ArrayList<>();
  private boolean live;

  /**
   * A login that is not answered yet.
   *
   * @param executor runs what may block
   * @param feed makes the feed of this outlet
   */
  Login(
      Session session,
      Caller caller,
      Command.Login.Abilities abilities,
      CursorWriter cursors,
      LoginFriends friends,
      Executor executor,
      Function<Outlet, Feed> feed) {
    this.session = session;
    this.caller = caller;
    this.abilities = abilities;
    this.cursors = cursors;
    this.friends = friends;
    this.executor = executor;
    this.feed = feed.apply(this);
    var counters = session.metrics().hints();
    this.hints = new LoginHints(userId(), abilities, counters, new OwnReads(), this::hint);
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
    if (abilities.acknowledges()) {
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

  /** Whether nobody sits at the device. */
  boolean isAway() {
    return away;
  }

  void away(boolean now) {
    away = now;
  }

  /** Whether the client is told of its friends' states. */
  boolean showsStates() {
    return abilities.showsStates();
  }

  @Override
  public int userId() {
    return caller.userId();
  }

  /** No room before the login's answer is out. */
  @Override
  public boolean tell(List<User> states) {
    synchronized (held) {
      return live && session.queue().offer(Outgoing.push(new Event.FriendStates(states)));
    }
  }

  @Override
  public void reread() {
    if (rereads.compareAndSet(false, true)) {
      executor.execute(
          () -> {
            rereads.set(false);
            friends.reread(this);
          });
    }
  }

  /** The friends could not be listed, and so are not watched, until the client asks for them. */
  void unwatched() {
    unwatched = true;
  }

  /** The client has asked for its list of friends. */
  void friendsListed() {
    if (unwatched && showsStates()) {
      unwatched = false;
      reread();
    }
  }

  boolean answersPings() {
    return abilities.answersPings();
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
        seq -> {
          long known = Math.min(seq, end.getAsLong());
          hints.read(conversation, known);
          cursors.read(caller.userId(), conversation, known);
        });
    return true;
  }

  @Override
  public boolean listens() {
    return hints.listens();
  }

  @Override
  public void receipt(Receipt receipt) {
    hints.receipt(receipt);
  }

  @Override
  public void typing(Typing typing) {
    hints.typing(typing);
  }

  @Override
  public void pushed(PushRecord record) {
    if (!caller.session().isEmpty() && record.getExceptSession().equals(caller.session())) {
      if (record.hasFriendAdded()) {
        reread();
      }
      return;
    }
    switch (record.getEventCase()) {
      case MESSAGE -> feed.offer(record.getMessage());
      case FRIEND_ADDED -> {
        User friend = record.getFriendAdded().getFriend();
        // Others have to be asked, and whoever passes pushes on must not wait.
        executor.execute(() -> push(new Event.FriendAdded(friends.befriended(this, friend))));
      }
      case FRIEND_REQUESTED ->
          push(new Event.FriendRequested(record.getFriendRequested().getUser()));
      case FRIEND_REMOVED -> push(new Event.FriendRemoved(record.getFriendRemoved().getFormer()));
      case GROUP_JOINED -> {
        var joined = record.getGroupJoined();
        push(new Event.GroupJoined(joined.getGroupId(), joined.getGroupName()));
      }
      case GROUP_LEFT -> {
        var left = record.getGroupLeft();
        push(new Event.GroupLeft(left.getGroupId(), left.getGroupName()));
      }
      case EVENT_NOT_SET -> {
        // Nothing that this version could show.
      }
    }
  }

  @Override
  public void heads(List<Cursor> heads) {
    feed.heads(heads);
  }

  @Override
  public boolean offer(ConversationId conversation, ChatMessage message) {
    PushTrace trace = PushTrace.current();
    long offered = System.nanoTime();
    return session
        .queue()
        .offer(
            Outgoing.push(
                new Event.MessagePushed(message),
                () -> {
                  delivered(conversation, message.getSeq());
                  trace
                      .written(offered, message.getMsgId(), this::receiver)
                      .ifPresent(way -> session.metrics().pushed(Duration.ofMillis(way)));
                }));
  }

  private Attributes receiver() {
    String user = Integer.toString(caller.userId());
    return session.source().toBuilder().put(TraceNames.USER, user).build();
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

  // Before the login is answered the client has nothing that a hint could be about.
  private void hint(Event.Push event, Counter told) {
    synchronized (held) {
      if (live) {
        boolean taken = session.queue().hint(Outgoing.push(event));
        (taken ? told : session.metrics().hints().slow()).increment();
      }
    }
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
