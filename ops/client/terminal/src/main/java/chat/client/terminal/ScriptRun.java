package chat.client.terminal;

import chat.client.ChatClient;
import chat.client.ChatClientBuilder;
import chat.client.ChatException;
import chat.client.Conversation;
import chat.client.Draft;
import chat.client.Person;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;

/**
 * Sends what the lines of a script say, and writes what happens. Lines are taken in their order; at
 * most {@value #UNDER_WAY} are under way, and then no further one is read.
 */
final class ScriptRun {
  // Fewer than a client lets wait for answers.
  private static final int UNDER_WAY = 200;

  private final BufferedReader in;
  private final Names names = new Names();
  private final ScriptEvents events;
  private final Semaphore underWay = new Semaphore(UNDER_WAY);
  private final AtomicBoolean failed = new AtomicBoolean();

  ScriptRun(InputStream in, OutputStream out) {
    this.in = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8));
    this.events = new ScriptEvents(out, names);
  }

  /**
   * Runs to the end of the input, and until all is answered.
   *
   * @param stay whether to go on listening then, until the client cannot go on
   * @return whether all went well
   */
  boolean run(ChatClientBuilder builder, boolean stay) throws IOException {
    try (ChatClient client = builder.listener(events).connect()) {
      int number = 0;
      for (String line = in.readLine(); line != null; line = in.readLine()) {
        take(client, ++number, ScriptLine.read(line));
      }
      underWay.acquireUninterruptibly(UNDER_WAY);
      if (stay) {
        client.awaitEnd();
        return false;
      }
    }
    return !failed.get();
  }

  private void take(ChatClient client, int number, ScriptLine line) {
    switch (line) {
      case ScriptLine.Blank _ -> {}
      case ScriptLine.Wrong(String why) -> failed(number, new IllegalArgumentException(why));
      case ScriptLine.Ask ask ->
          await(
              number,
              client.request(ask.msgid(), ask.fields()),
              answer -> events.answered(number, answer));
      case ScriptLine.Say say -> say(client, number, say);
    }
  }

  private void say(ChatClient client, int number, ScriptLine.Say say) {
    Optional<Conversation> to;
    try {
      to = conversation(client, say.to());
    } catch (ChatException e) {
      failed(number, e);
      return;
    }
    if (to.isEmpty()) {
      failed(number, new IllegalArgumentException("nobody and no group is called " + say.to()));
      return;
    }
    Draft draft =
        new Draft(
            to.get(),
            say.text(),
            say.replyTo(),
            say.mentions(),
            Optional.empty(),
            say.edits(),
            say.recalls());
    String msgId = say.msgId().orElseGet(() -> UUID.randomUUID().toString());
    await(number, client.send(draft, msgId), sent -> events.sent(number, sent));
  }

  private Optional<Conversation> conversation(ChatClient client, String written) {
    Optional<Conversation> known = names.conversation(written);
    if (known.isPresent()) {
      return known;
    }
    if (written.startsWith("#")) {
      client.groups().forEach(names::group);
      return names.conversation(written);
    }
    // The listener may not have heard the lists of the login yet.
    names.friends(client.friends());
    Optional<Conversation> friend = names.conversation(written);
    if (friend.isPresent()) {
      return friend;
    }
    Optional<Person> found = client.find(written);
    found.ifPresent(names::learn);
    return found.map(person -> Conversation.withPerson(person.id()));
  }

  private <T> void await(int number, CompletableFuture<T> future, Consumer<T> done) {
    underWay.acquireUninterruptibly();
    var _ =
        future.whenComplete(
            (answer, failure) -> {
              if (failure == null) {
                done.accept(answer);
              } else {
                failed(number, failure);
              }
              underWay.release();
            });
  }

  private void failed(int number, Throwable reason) {
    failed.set(true);
    events.failed(number, reason);
  }
}
