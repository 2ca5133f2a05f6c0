package chat.client;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

/**
 * A client of one user: connects, logs in, and stays connected until it is closed. When the
 * connection is lost it comes back by itself, says what it has, gets the rest, and sends again what
 * was not answered.
 *
 * <ul>
 *   <li><b>Sending</b> ({@link #send}): never blocks. A future completes when the message is stored
 *       for good. Messages to one conversation are stored in the order of the calls, each once,
 *       however often the connection is lost meanwhile: one is sent when the one before it has been
 *       answered.
 *   <li><b>Receiving</b> ({@link ChatListener}): the messages of each conversation in the order of
 *       seq, each once, without gaps. A client without a {@link Store} begins with what none of the
 *       user's devices has acknowledged.
 *   <li><b>Asking</b> ({@link #friends} and so on): blocks until the answer is there, for 30 s at
 *       most where nothing else is said, and may be done in a listener. What was asked when a
 *       connection is lost ends with {@link ChatException.NoAnswer}: asking again is the caller's
 *       decision.
 * </ul>
 *
 * All threads are virtual: a program whose main method returns ends. Every method may be called by
 * any thread, and throws {@link ChatException} where it cannot be done.
 */
public final class ChatClient implements AutoCloseable {
  private static final int SEARCH_LIMIT = 20;

  private final Link link;

  ChatClient(Link link) {
    this.link = link;
  }

  /** A client of a server, to be described further. */
  public static ChatClientBuilder builder(String host, int port) {
    return new ChatClientBuilder(host, port);
  }

  /** Who is logged in. */
  public Person me() {
    return link.me().orElseThrow(ChatException.Closed::new);
  }

  /** Logs other programs in as this session, for as long as it is valid. A secret. */
  public Optional<String> token() {
    return link.token();
  }

  /** Sends a text. */
  public CompletableFuture<Sent> say(Conversation to, String text) {
    return send(Draft.text(to, text));
  }

  /** Sends a message. See {@link #send(Draft, String)}. */
  public CompletableFuture<Sent> send(Draft draft) {
    return send(draft, UUID.randomUUID().toString());
  }

  /**
   * Sends a message.
   *
   * @param msgId marks it, 1 to 64 characters; the same message with the same mark is stored once
   * @return completes when it is stored; with {@link ChatException.Refused} when the server does
   *     not take it, {@link ChatException.TooMuch} when too many wait already, {@link
   *     ChatException.Closed} when the client ends before
   */
  public CompletableFuture<Sent> send(Draft draft, String msgId) {
    return link.send(draft, msgId);
  }

  /** How many messages are not known to be stored. */
  public int unsettled() {
    return link.unsettled();
  }

  /**
   * Asks anything of the protocol, without waiting.
   *
   * @param fields as PROTOCOL.md has them, without {@code msgid} and {@code req}
   * @return completes with the whole answer when its errno is 0
   */
  public CompletableFuture<JsonNode> request(int msgid, ObjectNode fields) {
    return link.request(Json.frame(msgid).setAll(fields));
  }

  /** Asks, and waits for the answer. */
  private JsonNode ask(ObjectNode frame) {
    try {
      return link.request(frame).join();
    } catch (CompletionException e) {
      if (e.getCause() instanceof ChatException reason) {
        throw reason;
      }
      throw e;
    }
  }

  /** Somebody with this name; empty where there is nobody. */
  public Optional<Person> find(String name) {
    try {
      return Optional.of(Frames.person(ask(Json.frame(3001).put("name", name)).path("profile")))
          // A server that does not know this question answers with the own profile.
          .filter(person -> person.name().equals(name));
    } catch (ChatException.Refused e) {
      return Optional.empty();
    }
  }

  /** The user's friends. */
  public List<Friend> friends() {
    return Frames.friends(ask(Json.frame(2007)));
  }

  /**
   * Makes somebody a friend, or asks them.
   *
   * @param text for whom is asked; may be empty
   * @return whether they were asked, and nothing has happened yet
   */
  public boolean addFriend(int userId, String text) {
    ObjectNode frame = Json.frame(2001).put("friend_id", userId);
    if (!text.isEmpty()) {
      frame.put("text", text);
    }
    return ask(frame).path("pending").booleanValue();
  }

  /** Ends a friendship. */
  public void removeFriend(int userId) {
    ask(Json.frame(2025).put("friend_id", userId));
  }

  /** Who asks to be a friend. */
  public List<Person> friendRequests() {
    return Json.list(
        ask(Json.frame(2021)).path("requests"), one -> Frames.person(one.path("user")));
  }

  /** Says yes or no to somebody who asked. */
  public void answerFriendRequest(int userId, boolean accept) {
    ask(Json.frame(2023).put("user_id", userId).put("accept", accept));
  }

  /** The user's groups. */
  public List<Group> groups() {
    return Frames.groups(ask(Json.frame(2009)));
  }

  /** Who is in a group. */
  public List<Member> members(int groupId) {
    return Frames.members(ask(Json.frame(2011).put("group_id", groupId)));
  }

  /**
   * Makes a group of the user.
   *
   * @return its id
   */
  public int createGroup(String name, String description) {
    return ask(Json.frame(2003).put("name", name).put("desc", description))
        .path("group_id")
        .intValue();
  }

  /** Brings somebody into a group, or the user, where nobody is named. */
  public void addToGroup(int groupId, OptionalInt userId) {
    ObjectNode frame = Json.frame(2005).put("group_id", groupId);
    userId.ifPresent(id -> frame.put("user_id", id));
    ask(frame);
  }

  /** Takes somebody out of a group, or the user, where nobody is named. */
  public void removeFromGroup(int groupId, OptionalInt userId) {
    ObjectNode frame = Json.frame(2013).put("group_id", groupId);
    userId.ifPresent(id -> frame.put("user_id", id));
    ask(frame);
  }

  /** The newest messages of a conversation, 1 to 500. */
  public History latest(Conversation conversation, int limit) {
    return history(conversation, Json.object().put("limit", limit));
  }

  /** The last messages before one. */
  public History before(Conversation conversation, long seq, int limit) {
    return history(conversation, Json.object().put("before_seq", seq).put("limit", limit));
  }

  /** The first messages behind one. */
  public History after(Conversation conversation, long seq, int limit) {
    return history(conversation, Json.object().put("after_seq", seq).put("limit", limit));
  }

  private History history(Conversation conversation, ObjectNode which) {
    ObjectNode frame = Json.frame(1005).put("scope", conversation.scope());
    return Frames.history(ask(frame.setAll(which)), me());
  }

  /** The user's conversations, newest first, 1,000 at most. */
  public List<Summary> conversations() {
    Person user = me();
    return Json.list(ask(Json.frame(1009)).path("conversations"), one -> Frames.summary(one, user));
  }

  /**
   * Looks for messages.
   *
   * @param text 1 to 100 characters
   * @param in empty for all conversations
   */
  public Found search(String text, Optional<Conversation> in) {
    ObjectNode frame = Json.frame(1011).put("text", text).put("limit", SEARCH_LIMIT);
    in.ifPresent(conversation -> frame.put("scope", conversation.scope()));
    JsonNode answer = ask(frame);
    Person user = me();
    return new Found(
        Json.list(answer.path("found"), one -> Frames.message(one.path("message"), user)),
        answer.path("more").booleanValue());
  }

  /** Somebody has read a conversation up to here. A hint, which is not sent again. */
  public void read(Conversation conversation, long seq) {
    link.transmit(Json.frame(1007).put("scope", conversation.scope()).put("read_seq", seq));
  }

  /** The user is writing. A hint, which is not sent again; once in 3 s is enough. */
  public void typing(Conversation conversation) {
    link.transmit(Json.frame(1013).put("scope", conversation.scope()));
  }

  /** Nobody sits here, or somebody does again. Until the connection is lost. */
  public void away(boolean away) {
    ask(Json.frame(3005).put("state", away ? "away" : "online"));
  }

  /** Waits until the client is closed, or cannot go on; why. */
  public ChatException awaitEnd() {
    return link.end().join();
  }

  /**
   * Ends the connection; returns when the listener has returned, unless the listener calls it. What
   * has no answer yet stays in the {@link Store}, if there is one.
   */
  @Override
  public void close() {
    link.end(new ChatException.Closed());
  }
}
