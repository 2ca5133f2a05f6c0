package chat.client.terminal;

import chat.client.ChatClient;
import chat.client.ChatException;
import chat.client.ChatListener;
import chat.client.ConnectionState;
import chat.client.Conversation;
import chat.client.Draft;
import chat.client.Message;
import chat.client.Person;
import chat.client.Push;
import chat.client.Summary;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import org.jline.utils.AttributedString;
import org.jline.utils.AttributedStringBuilder;

/**
 * What a person at a terminal sees of a client: the open conversation as it goes on, of the others
 * how much was not seen. Called by the client's listener thread, and by the thread that reads the
 * terminal.
 */
final class Chat implements ChatListener {
  private static final int SHOWN_WHEN_OPENED = 20;
  private static final int TYPING_SECONDS = 6;

  private final Screen screen;
  private final Texts texts;
  private final Names names;
  private final Rooms rooms;
  private final MessageLines lines;
  private final CompletableFuture<ChatClient> client = new CompletableFuture<>();
  private final CompletableFuture<Void> listed = new CompletableFuture<>();
  private volatile String connection = "";
  private volatile boolean away;

  Chat(Screen screen, Texts texts, Names names, Rooms rooms, MessageLines lines) {
    this.screen = screen;
    this.texts = texts;
    this.names = names;
    this.rooms = rooms;
    this.lines = lines;
  }

  /** The client is there. Waits until the lists of its login are known. */
  void begin(ChatClient connected) {
    client.complete(connected);
    listed.join();
    refresh();
  }

  ChatClient client() {
    return client.join();
  }

  Screen screen() {
    return screen;
  }

  Texts texts() {
    return texts;
  }

  Names names() {
    return names;
  }

  Rooms rooms() {
    return rooms;
  }

  @Override
  public void onMessage(Message message) {
    names.message(message);
    if (rooms.add(message)) {
      screen.show(lines.of(message));
      if (!message.own()) {
        client().read(message.conversation(), message.seq());
      }
    } else if (!screen.hasStatus()) {
      screen.say(texts.of("new", names.of(message.conversation())));
    }
    refresh();
  }

  @Override
  public void onSetBack(Conversation conversation) {
    rooms.setBack(conversation);
    screen.warn(texts.of("setback", names.of(conversation)));
  }

  @Override
  public void onState(ConnectionState state) {
    switch (state) {
      case ConnectionState.Connecting _ -> connection = texts.of("state.connecting");
      case ConnectionState.Online online -> online(online);
      case ConnectionState.Waiting waiting -> {
        connection = texts.of("state.waiting", waiting.pause().toSeconds() + 1);
        if (client.isDone()) {
          screen.warn(texts.of("lost", Harmless.line(waiting.reason())));
        }
      }
      case ConnectionState.Ended(ChatException reason) -> {
        listed.complete(null);
        connection = texts.of("state.ended");
        if (!(reason instanceof ChatException.Closed)) {
          screen.warn(texts.of("ended", Harmless.line(reason.getMessage())));
        }
      }
    }
    refresh();
  }

  private void online(ConnectionState.Online online) {
    connection = texts.of("state.online");
    names.learn(online.me());
    if (online.listsKnown()) {
      names.friends(online.friends());
      online.groups().forEach(names::group);
    }
    listed.complete(null);
    Thread.startVirtualThread(this::afterLogin);
  }

  /** What a login does not tell. */
  private void afterLogin() {
    try {
      if (away) {
        client().away(true);
      }
      for (Summary one : client().conversations()) {
        if (one.conversation().isGroup()) {
          names.group(one.conversation().id(), one.name());
        } else {
          names.learn(new Person(one.conversation().id(), one.name()));
        }
        rooms.known(one.conversation(), one.headSeq(), one.readSeq());
      }
      refresh();
    } catch (ChatException | CompletionException e) {
      // An older server, or a connection that is lost again: the marks show what has come.
    }
  }

  @Override
  public void onPush(Push push) {
    switch (push) {
      case Push.FriendAdded(var friend) -> {
        names.friend(friend);
        screen.say(texts.of("push.friend", Harmless.line(friend.name())));
      }
      case Push.FriendRemoved(var person) -> {
        names.unfriend(person.id());
        screen.say(texts.of("push.unfriend", Harmless.line(person.name())));
      }
      case Push.FriendRequested(var person) -> {
        names.learn(person);
        screen.say(texts.of("push.request", Harmless.line(person.name())));
      }
      case Push.FriendsChanged(var friends) -> friends.forEach(names::friend);
      case Push.GroupJoined(int id, String name) -> {
        names.group(id, name);
        screen.say(texts.of("push.joined", Harmless.line(name)));
      }
      case Push.GroupLeft(int id, String name) -> {
        names.leftGroup(id);
        screen.say(texts.of("push.left", Harmless.line(name)));
      }
      case Push.Notice(String text) -> screen.say(texts.of("push.notice", Harmless.line(text)));
      case Push.Typing typing -> typing(typing);
      case Push.Receipt _, Push.Unknown _ -> {}
    }
  }

  private void typing(Push.Typing typing) {
    if (rooms.open().filter(typing.conversation()::equals).isPresent()) {
      screen.status(
          new AttributedString(
              texts.of("push.typing", Harmless.line(typing.person().name())),
              screen.palette().faint()));
      CompletableFuture.delayedExecutor(TYPING_SECONDS, TimeUnit.SECONDS).execute(this::refresh);
    }
  }

  /** Opens a conversation, and shows its last messages. */
  void open(Conversation conversation) {
    List<Message> known = rooms.open(conversation);
    List<Message> shown =
        known.isEmpty() ? client().latest(conversation, SHOWN_WHEN_OPENED).messages() : known;
    screen.say(texts.of("opened", names.of(conversation)));
    shown.stream()
        .skip(Math.max(0, shown.size() - SHOWN_WHEN_OPENED))
        .forEach(message -> screen.show(lines.of(message)));
    if (!shown.isEmpty()) {
      client().read(conversation, shown.getLast().seq());
    }
    refresh();
  }

  /** Shows messages that were asked for. */
  void show(List<Message> messages) {
    messages.forEach(
        message -> {
          names.message(message);
          screen.show(lines.of(message));
        });
  }

  /** Sends; what is refused is said when it is known. */
  void send(Draft draft) {
    var _ =
        client()
            .send(draft)
            .whenComplete(
                (_, failure) -> {
                  if (failure != null && !(failure instanceof ChatException.Closed)) {
                    screen.warn(texts.of("notsent", Harmless.line(failure.getMessage())));
                  }
                  refresh();
                });
    refresh();
  }

  /** Nobody sits here, or somebody does; also after the connection was lost. */
  void away(boolean now) {
    away = now;
    client().away(now);
    refresh();
  }

  /** What stands before the input. */
  String prompt() {
    return rooms.open().map(names::of).orElse("") + "> ";
  }

  /** The line below: the connection, and the conversations that have something new. */
  private void refresh() {
    var line = new AttributedStringBuilder();
    line.styled(screen.palette().strong(), connection);
    if (away) {
      line.append(' ').append(texts.of("state.away"));
    }
    if (client.isDone() && client().unsettled() > 0) {
      line.append(' ').append(texts.of("state.unsent", client().unsettled()));
    }
    line.append(" |");
    for (Rooms.Line room : rooms.lines()) {
      if (room.open()) {
        line.append(" [").append(names.of(room.conversation())).append(']');
      } else if (room.unread() > 0) {
        line.append(' ')
            .styled(
                screen.palette().person(room.conversation().id()),
                names.of(room.conversation()) + "(" + room.unread() + ")");
      }
    }
    screen.status(line.toAttributedString());
  }
}
