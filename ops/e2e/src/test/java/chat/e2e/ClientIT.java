package chat.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import chat.client.ChatClient;
import chat.client.ChatClientBuilder;
import chat.client.ChatListener;
import chat.client.Conversation;
import chat.client.Draft;
import chat.client.Encryption;
import chat.client.FileStore;
import chat.client.Group;
import chat.client.Message;
import chat.client.Push;
import chat.client.Sent;
import chat.client.Store;
import chat.client.Summary;
import chat.e2e.client.Person;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** The client library against the real system: exactly once and in order for the caller. */
@ExtendWith(Stack.Shared.class)
class ClientIT {
  private static final int EACH = 150;
  private static final long PATIENCE_SECONDS = 120;

  @TempDir Path directory;

  /** Keeps what comes, until so many messages have come. */
  private static final class Heard implements ChatListener {
    private final List<Message> messages = Collections.synchronizedList(new ArrayList<>());
    private final CountDownLatch left;

    Heard(int awaited) {
      left = new CountDownLatch(awaited);
    }

    @Override
    public void onMessage(Message message) {
      messages.add(message);
      left.countDown();
    }

    List<Long> seqs() throws InterruptedException {
      assertTrue(left.await(PATIENCE_SECONDS, TimeUnit.SECONDS), () -> left + " of " + messages);
      return messages.stream().map(Message::seq).toList();
    }

    List<String> texts(int from) {
      return messages.stream()
          .filter(message -> message.from().id() == from)
          .map(Message::content)
          .toList();
    }
  }

  /** Learns when the server has noted that somebody got a conversation up to a seq. */
  private static final class Reach implements ChatListener {
    private final int userId;
    private final long seq;
    private final CountDownLatch left = new CountDownLatch(1);

    Reach(int userId, long seq) {
      this.userId = userId;
      this.seq = seq;
    }

    @Override
    public void onPush(Push push) {
      if (push instanceof Push.Receipt receipt
          && receipt.userId() == userId
          && receipt.deliveredSeq() >= seq) {
        left.countDown();
      }
    }

    void await() throws InterruptedException {
      assertTrue(left.await(PATIENCE_SECONDS, TimeUnit.SECONDS));
    }
  }

  private static ChatClientBuilder client(Stack stack, int gateway, Person person) {
    return ChatClient.builder("127.0.0.1", stack.gateway(gateway).tcp())
        .account(person.name(), person.password())
        .pauses(Duration.ofMillis(50), Duration.ofSeconds(1))
        .patience(Duration.ofMinutes(1))
        .device("ClientIT");
  }

  private static List<Long> upTo(long last) {
    return LongStream.rangeClosed(1, last).boxed().toList();
  }

  @Test
  void everythingOnceAndInOrderThoughTheGatewaysGoInBetween(Stack stack) throws Exception {
    Person ada = stack.people().make("ada");
    Person bob = stack.people().make("bob");
    Heard heardByAda = new Heard(2 * EACH);
    Heard heardByBob = new Heard(2 * EACH);
    try (ChatClient adas = client(stack, 1, ada).listener(heardByAda).connect();
        ChatClient bobs = client(stack, 2, bob).listener(heardByBob).connect()) {
      List<CompletableFuture<Sent>> sent = new ArrayList<>();
      for (int number = 1; number <= EACH; number++) {
        sent.add(adas.say(Conversation.withPerson(bob.id()), "ada " + number));
        sent.add(bobs.say(Conversation.withPerson(ada.id()), "bob " + number));
        if (number == EACH / 3) {
          sent.getLast().get(PATIENCE_SECONDS, TimeUnit.SECONDS);
          stack.processes().kill("gateway-2");
        }
        if (number == EACH / 2) {
          stack.processes().restart("gateway-2");
          stack.processes().restart("gateway-1");
        }
      }
      for (var one : sent) {
        one.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
      }
      for (Heard heard : List.of(heardByAda, heardByBob)) {
        assertEquals(upTo(2L * EACH), heard.seqs());
        assertEquals(texts("ada "), heard.texts(ada.id()));
        assertEquals(texts("bob "), heard.texts(bob.id()));
      }
    }
  }

  private static List<String> texts(String prefix) {
    return upTo(EACH).stream().map(number -> prefix + number).toList();
  }

  @Test
  void aProgramThatIsStartedAgainGoesOnWhereItWas(Stack stack) throws Exception {
    Person ada = stack.people().make("ada");
    Person bob = stack.people().make("bob");
    Path file = directory.resolve("bob");
    Conversation withBob = Conversation.withPerson(bob.id());
    Reach third = new Reach(bob.id(), 3);
    try (ChatClient adas = client(stack, 1, ada).listener(third).connect()) {
      Heard first = new Heard(3);
      Store store = new FileStore(file);
      try (ChatClient _ = client(stack, 2, bob).listener(first).store(store).connect()) {
        for (int number = 1; number <= 3; number++) {
          adas.say(withBob, "text " + number).get(PATIENCE_SECONDS, TimeUnit.SECONDS);
        }
        assertEquals(upTo(3), first.seqs());
      }
      third.await();
      adas.say(withBob, "text 4").get(PATIENCE_SECONDS, TimeUnit.SECONDS);
      // Another device takes it, which is no matter of this one.
      Heard other = new Heard(1);
      try (ChatClient _ = client(stack, 1, bob).listener(other).connect()) {
        assertEquals(List.of(4L), other.seqs());
      }
      adas.say(withBob, "text 5").get(PATIENCE_SECONDS, TimeUnit.SECONDS);
      Heard second = new Heard(2);
      try (ChatClient _ =
          client(stack, 2, bob).listener(second).store(new FileStore(file)).connect()) {
        assertEquals(List.of(4L, 5L), second.seqs());
      }
    }
  }

  @Test
  void friendsGroupsAndHistory(Stack stack) throws Exception {
    Person ada = stack.people().make("ada");
    Person bob = stack.people().make("bob");
    try (ChatClient adas = client(stack, 1, ada).encryption(new Encryption.None()).connect()) {
      assertEquals(ada.id(), adas.me().id());
      int group = adas.createGroup("readers", "books");
      adas.addToGroup(group, OptionalInt.of(bob.id()));
      Group listed = adas.groups().getFirst();
      assertEquals("readers", listed.name());
      assertEquals(2, adas.members(group).size());
      Conversation readers = Conversation.ofGroup(group);
      for (int number = 1; number <= 5; number++) {
        adas.say(readers, "page " + number).get(PATIENCE_SECONDS, TimeUnit.SECONDS);
      }
      assertEquals(List.of(4L, 5L), seqs(adas.latest(readers, 2).messages()));
      assertEquals(List.of(2L, 3L), seqs(adas.before(readers, 4, 2).messages()));
      assertEquals(List.of(3L, 4L), seqs(adas.after(readers, 2, 2).messages()));
      adas.removeFromGroup(group, OptionalInt.of(bob.id()));
      assertEquals(1, adas.members(group).size());
    }
  }

  @Test
  void editsRecallsAnswersSearchAndNames(Stack stack) throws Exception {
    Person ada = stack.people().make("ada");
    Person bob = stack.people().make("bob");
    Heard heard = new Heard(4);
    try (ChatClient adas = client(stack, 1, ada).connect();
        ChatClient _ = client(stack, 2, bob).listener(heard).connect()) {
      assertEquals(bob.id(), adas.find(bob.name()).orElseThrow().id());
      assertTrue(adas.find("not " + bob.name()).isEmpty());
      Conversation withBob = Conversation.withPerson(bob.id());
      for (Draft draft :
          List.of(
              Draft.text(withBob, "one"),
              Draft.text(withBob, "two").inReplyTo(1),
              Draft.edit(withBob, 1, "found " + bob.name()),
              Draft.recall(withBob, 2))) {
        adas.send(draft).get(PATIENCE_SECONDS, TimeUnit.SECONDS);
      }
      assertEquals(upTo(4), heard.seqs());
      assertEquals(OptionalLong.of(1), heard.messages.get(1).replyTo());
      assertEquals(OptionalLong.of(1), heard.messages.get(2).edits());
      assertEquals(OptionalLong.of(2), heard.messages.get(3).recalls());
      List<Message> now = adas.latest(withBob, 10).messages();
      assertEquals("found " + bob.name(), now.get(0).content());
      assertTrue(now.get(0).editedAt().isPresent());
      assertTrue(now.get(1).recalledAt().isPresent());
      List<Message> found = adas.search("found " + bob.name(), Optional.of(withBob)).messages();
      assertEquals("found " + bob.name(), found.getFirst().content());
      Summary summary = adas.conversations().getFirst();
      assertEquals(withBob, summary.conversation());
      assertEquals(bob.name(), summary.name());
      assertEquals(4, summary.headSeq());
    }
  }

  private static List<Long> seqs(List<Message> messages) {
    return messages.stream().map(Message::seq).toList();
  }
}
