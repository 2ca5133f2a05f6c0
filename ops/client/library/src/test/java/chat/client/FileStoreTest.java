package chat.client;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is remembered in a file, alone and by a client. */
class FileStoreTest {
  private static final Conversation BEN = Conversation.withPerson(2);
  private static final Conversation TEAM = Conversation.ofGroup(9);

  @TempDir Path directory;

  private Path file() {
    return directory.resolve("store");
  }

  @Test
  void remembersWhatCounts() {
    var kept = new Store.Outgoing("b", Draft.text(TEAM, "two\nlines").inReplyTo(3));
    try (var store = new FileStore(file())) {
      store.handled(BEN, new Store.Mark(1, "x"));
      store.handled(BEN, new Store.Mark(2, "y"));
      store.handled(TEAM, new Store.Mark(5, "z"));
      store.added(new Store.Outgoing("a", Draft.text(BEN, "one")));
      store.added(kept);
      store.settled("a");
      store.forget(TEAM);
    }
    try (var store = new FileStore(file())) {
      assertEquals(
          new Store.Memory(Map.of(BEN, new Store.Mark(2, "y")), List.of(kept)), store.memory());
    }
  }

  @Test
  void aLineThatWasCutOffIsNoLine() throws Exception {
    try (var store = new FileStore(file())) {
      store.handled(BEN, new Store.Mark(1, "x"));
    }
    Files.writeString(file(), "{\"scope\":\"private:2\",\"se", StandardOpenOption.APPEND);
    try (var store = new FileStore(file())) {
      assertEquals(Map.of(BEN, new Store.Mark(1, "x")), store.memory().marks());
      store.handled(BEN, new Store.Mark(2, "y"));
    }
    try (var store = new FileStore(file())) {
      assertEquals(Map.of(BEN, new Store.Mark(2, "y")), store.memory().marks());
    }
  }

  @Test
  void staysSmall() throws Exception {
    try (var store = new FileStore(file())) {
      for (int seq = 1; seq <= 25_000; seq++) {
        store.handled(BEN, new Store.Mark(seq, "m"));
      }
    }
    assertTrue(Files.size(file()) < 1 << 20);
  }

  @Test
  void isOneClientsAndItsOwnersAlone() throws Exception {
    try (var _ = new FileStore(file())) {
      assertThrows(ChatException.StoreFailed.class, () -> new FileStore(file()));
      assertEquals(
          "rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(file())));
    }
    new FileStore(file()).close();
  }

  @Test
  void aStoreThatFailsEndsTheClientBeforeItForgets() {
    Store broken =
        new NoStore() {
          @Override
          public void handled(Conversation conversation, Mark mark) {
            throw new ChatException.StoreFailed("the disk is full");
          }

          @Override
          public void close() {
            throw new ChatException.StoreFailed("the disk is full");
          }
        };
    Heard heard = new Heard();
    try (FakeServer server = new FakeServer();
        var connected = server.connect(server.client().listener(heard).store(broken))) {
      connected.peer().send(FakeServer.push(1));
      assertEquals(List.of(1L), heard.seqs(1));
      assertInstanceOf(ChatException.StoreFailed.class, heard.end().reason());
      assertInstanceOf(ChatException.StoreFailed.class, connected.client().awaitEnd());
    }
  }

  @Test
  void whatIsStoredButCannotBeForgottenEndsAsWell() {
    Store broken =
        new NoStore() {
          @Override
          public void settled(String msgId) {
            throw new ChatException.StoreFailed("the disk is full");
          }
        };
    try (FakeServer server = new FakeServer();
        var connected = server.connect(server.client().store(broken))) {
      var sent = connected.client().say(BEN, "hi");
      connected.peer().store(connected.peer().next(1001), 1);
      var failure = assertThrows(ExecutionException.class, () -> sent.get(10, TimeUnit.SECONDS));
      assertInstanceOf(ChatException.StoreFailed.class, failure.getCause());
    }
  }

  @Test
  void aClientThatIsStartedAgainGoesOn() throws Exception {
    Heard heard = new Heard();
    try (FakeServer server = new FakeServer()) {
      String msgId;
      try (var first =
          server.connect(
              server.client().listener(heard).store(new FileStore(file())), FakeServer.push(3))) {
        assertEquals(List.of(3L), heard.seqs(1));
        first.peer().acknowledged(3);
        var _ = first.client().say(BEN, "not answered");
        msgId = first.peer().next(1001).get("msg_id").textValue();
      }
      var connecting =
          new FutureTask<>(server.client().listener(heard).store(new FileStore(file()))::connect);
      Thread.startVirtualThread(connecting);
      try (FakeServer.Peer peer = server.accept()) {
        JsonNode login = peer.next(1);
        assertEquals(3, login.at("/seen/private:2").longValue());
        peer.letIn("token");
        JsonNode again = peer.next(1001);
        assertEquals(msgId, again.get("msg_id").textValue());
        peer.store(again, 4);
        assertEquals(List.of(4L), heard.seqs(1));
        connecting.get().close();
      }
    }
  }
}
