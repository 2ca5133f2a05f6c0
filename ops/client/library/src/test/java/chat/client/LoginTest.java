package chat.client;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** How a client gets in, and when it gives up. */
class LoginTest {
  private final FakeServer server = new FakeServer();

  @AfterEach
  void close() {
    server.close();
  }

  private static <T> FutureTask<T> start(Callable<T> task) {
    var future = new FutureTask<>(task);
    Thread.startVirtualThread(future);
    return future;
  }

  @Test
  void saysWhoItIsAndWhatItCan() throws Exception {
    var connecting = start(server.client().device("a test")::connect);
    try (FakeServer.Peer peer = server.accept()) {
      JsonNode login = peer.next(1);
      assertEquals("ann", login.get("name").textValue());
      assertEquals("pwd", login.get("password").textValue());
      assertEquals("a test", login.get("device").textValue());
      for (String ability : List.of("acks", "pings", "presence", "typing", "receipts")) {
        assertTrue(login.get(ability).booleanValue(), ability);
      }
      peer.letIn("token");
      try (ChatClient client = connecting.get()) {
        assertEquals(new Person(1, "ann"), client.me());
        peer.send(Json.frame(9005));
        peer.next(9001);
      }
    }
  }

  @Test
  void aWrongPasswordIsTheEnd() {
    var connecting = start(server.client()::connect);
    try (FakeServer.Peer peer = server.accept()) {
      peer.send(peer.answer(peer.next(1), 1));
      ExecutionException e = assertThrows(ExecutionException.class, connecting::get);
      var refused = assertInstanceOf(ChatException.LoginRefused.class, e.getCause());
      assertEquals(1, refused.errno());
    }
  }

  @Test
  void aTokenThatIsRefusedIsTheEndWhereThereIsNoPassword() {
    var connecting = start(ChatClient.builder("127.0.0.1", server.port()).token("old")::connect);
    try (FakeServer.Peer peer = server.accept()) {
      JsonNode login = peer.next(1);
      assertEquals("old", login.get("token").textValue());
      peer.send(peer.answer(login, 403));
      ExecutionException e = assertThrows(ExecutionException.class, connecting::get);
      assertInstanceOf(ChatException.LoginRefused.class, e.getCause());
    }
  }

  @Test
  void comesBackWhenItIsToldTo() throws Exception {
    Heard heard = new Heard();
    var connecting = start(server.client().listener(heard)::connect);
    long refused;
    try (FakeServer.Peer peer = server.accept()) {
      JsonNode login = peer.next(1);
      refused = System.nanoTime();
      peer.send(peer.answer(login, 503).put("retry_after_ms", 300));
      try (FakeServer.Peer second = server.acceptLogin()) {
        assertTrue(System.nanoTime() - refused >= Duration.ofMillis(300).toNanos());
        try (ChatClient client = connecting.get()) {
          long sentAway = System.nanoTime();
          second.send(Json.frame(9003).put("text", "restart").put("retry_after_ms", 200));
          second.cut();
          try (FakeServer.Peer _ = server.acceptLogin()) {
            assertTrue(System.nanoTime() - sentAway >= Duration.ofMillis(200).toNanos());
            assertEquals(1, client.me().id());
          }
        }
      }
    }
  }

  @Test
  void nobodyThereIsSaidAfterThePatience() throws IOException {
    int port;
    try (var taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = taken.getLocalPort();
    }
    var builder =
        ChatClient.builder("127.0.0.1", port).account("ann", "pwd").patience(Duration.ofMillis(50));
    var e = assertThrows(ChatException.Unreachable.class, builder::connect);
    assertTrue(e.getMessage().startsWith("no chat server at 127.0.0.1:" + port), e.getMessage());
  }

  @Test
  void registers() throws Exception {
    var registering = start(server.client()::register);
    try (FakeServer.Peer peer = server.accept()) {
      JsonNode request = peer.next(4);
      assertEquals("ann", request.get("name").textValue());
      peer.send(peer.answer(request, 0).put("id", 17));
      assertEquals(17, registering.get());
    }
    var again = start(server.client()::register);
    try (FakeServer.Peer peer = server.accept()) {
      peer.send(peer.answer(peer.next(4), 1));
      ExecutionException e = assertThrows(ExecutionException.class, again::get);
      assertInstanceOf(ChatException.LoginRefused.class, e.getCause());
    }
  }
}
