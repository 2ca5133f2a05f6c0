package chat.client;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BiConsumer;

/** Describes a client, and connects it. For one thread. */
public final class ChatClientBuilder {
  private final String host;
  private final int port;
  private Encryption encryption = new Encryption.None();
  private String device = "chat-client";
  private String name = "";
  private Optional<String> password = Optional.empty();
  private Optional<String> token = Optional.empty();
  private Duration patience = Duration.ofSeconds(30);
  private Duration firstPause = Duration.ofMillis(250);
  private Duration longestPause = Duration.ofSeconds(30);
  private Duration gapPatience = Duration.ofMillis(250);
  private int room = 1000;
  private int outbox = 10_000;
  private ChatListener listener = new ChatListener() {};
  private Store store = Store.none();
  private final CompletableFuture<ChatClient> made = new CompletableFuture<>();

  ChatClientBuilder(String host, int port) {
    this.host = host;
    this.port = port;
  }

  /** Who logs in. */
  public ChatClientBuilder account(String userName, String userPassword) {
    name = userName;
    password = Optional.of(userPassword);
    return this;
  }

  /** A token of an earlier login, tried before the password. */
  public ChatClientBuilder token(String earlier) {
    token = Optional.of(earlier);
    return this;
  }

  /** How the connection is protected; not at all where it is not said. */
  public ChatClientBuilder encryption(Encryption how) {
    encryption = how;
    return this;
  }

  /** What the client is, up to 100 characters; the user sees it in the list of sessions. */
  public ChatClientBuilder device(String what) {
    device = what;
    return this;
  }

  /** Gets what comes. */
  public ChatClientBuilder listener(ChatListener gets) {
    listener = gets;
    return this;
  }

  /**
   * Gets messages and the client, as {@link ChatListener#onMessage} does; for a program that needs
   * no more.
   */
  public ChatClientBuilder onMessage(BiConsumer<ChatClient, Message> gets) {
    return listener(
        new ChatListener() {
          @Override
          public void onMessage(Message message) {
            gets.accept(made.join(), message);
          }
        });
  }

  /** Remembers across restarts. The client closes it. */
  public ChatClientBuilder store(Store remembers) {
    store = remembers;
    return this;
  }

  /** How long the first login, and any request, may take (30 s). */
  public ChatClientBuilder patience(Duration longest) {
    patience = longest;
    return this;
  }

  /** The first and the longest pause before a try to come back (250 ms, 30 s). */
  public ChatClientBuilder pauses(Duration first, Duration longest) {
    firstPause = first;
    longestPause = longest;
    return this;
  }

  /** How long missing messages may come by themselves before they are asked for (250 ms). */
  public ChatClientBuilder gapPatience(Duration longest) {
    gapPatience = longest;
    return this;
  }

  /** How many messages wait for the listener at most (1,000). */
  public ChatClientBuilder room(int messages) {
    room = messages;
    return this;
  }

  /** How many messages wait to be acknowledged at most (10,000). */
  public ChatClientBuilder outbox(int messages) {
    outbox = messages;
    return this;
  }

  /**
   * Makes the account.
   *
   * @return its id
   * @throws ChatException.LoginRefused when the name is taken (errno 1), or not allowed
   * @throws ChatException.NotNow when it is to be tried later
   * @throws ChatException.Unreachable when there is no server
   */
  public int register() {
    try (Wire wire = Wire.connect(host, port, encryption, patience)) {
      wire.send(Json.frame(4).put("name", name).put("password", password.orElse("")).toString());
      while (true) {
        Optional<JsonNode> answer = Json.parse(wire.read());
        if (answer.isPresent() && answer.get().path("msgid").intValue() == 5) {
          return registered(answer.get());
        }
      }
    } catch (IOException e) {
      throw new ChatException.Unreachable(unreachable(e.getMessage()), e);
    }
  }

  private static int registered(JsonNode answer) {
    int errno = answer.path("errno").intValue();
    String text = answer.path("errmsg").asText("");
    if (OpenRequests.passes(errno)) {
      throw OpenRequests.failure(errno, text, answer);
    }
    if (errno != 0) {
      throw new ChatException.LoginRefused(errno, text);
    }
    return answer.path("id").intValue();
  }

  /**
   * Connects; returns when the user is logged in. Once for each builder.
   *
   * @throws ChatException.LoginRefused when the server does not let the user in
   * @throws ChatException.Unreachable when that takes longer than the patience
   */
  public ChatClient connect() {
    var settings =
        new ClientSettings(
            host,
            port,
            encryption,
            device,
            name,
            password,
            token,
            patience,
            firstPause,
            longestPause,
            gapPatience,
            room,
            outbox);
    Link link = new Link(settings, listener, store);
    ChatClient client = new ChatClient(link);
    made.complete(client);
    link.start();
    try {
      var _ = link.first().get(patience.toMillis(), TimeUnit.MILLISECONDS);
      return client;
    } catch (ExecutionException e) {
      if (e.getCause() instanceof ChatException reason) {
        throw reason;
      }
      throw new IllegalStateException(e);
    } catch (TimeoutException e) {
      var reason = new ChatException.Unreachable(unreachable(link.lastReason()), e);
      link.end(reason);
      throw reason;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      link.end(new ChatException.Closed());
      throw new ChatException.Closed();
    }
  }

  private String unreachable(String why) {
    return "no chat server at " + host + ":" + port + (why.isEmpty() ? "" : ": " + why);
  }
}
