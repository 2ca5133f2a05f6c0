package chat.client;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.fail;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;

/** A server of which the test plays the part, frame by frame. */
final class FakeServer implements AutoCloseable {
  private static final int PATIENCE_MILLIS = 10_000;

  private final ServerSocket listening;

  FakeServer() {
    try {
      listening = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
      listening.setSoTimeout(PATIENCE_MILLIS);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  int port() {
    return listening.getLocalPort();
  }

  /** A client that comes quickly back, and asks at once for what is missing. */
  ChatClientBuilder client() {
    return ChatClient.builder("127.0.0.1", port())
        .account("ann", "pwd")
        .patience(Duration.ofMillis(PATIENCE_MILLIS))
        .pauses(Duration.ofMillis(1), Duration.ofMillis(1))
        .gapPatience(Duration.ZERO);
  }

  /** A client that was let in, with its first connection. */
  record Connected(ChatClient client, Peer peer) implements AutoCloseable {
    @Override
    public void close() {
      client.close();
      peer.close();
    }
  }

  /** Connects a client. */
  Connected connect(ChatClientBuilder builder, JsonNode... missed) {
    var connecting = new FutureTask<>(builder::connect);
    Thread.startVirtualThread(connecting);
    Peer peer = acceptLogin(missed);
    try {
      return new Connected(connecting.get(), peer);
    } catch (ExecutionException | InterruptedException e) {
      throw new AssertionError("it does not connect", e);
    }
  }

  /** The next connection. */
  Peer accept() {
    try {
      return new Peer(listening.accept());
    } catch (IOException e) {
      throw new AssertionError("nobody connects", e);
    }
  }

  /** The next connection, which is let in. */
  Peer acceptLogin(JsonNode... missed) {
    Peer peer = accept();
    peer.next(1);
    peer.letIn("token", missed);
    return peer;
  }

  @Override
  public void close() {
    try {
      listening.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A push, or a message of the history, from 2 to 1. */
  static ObjectNode push(long seq) {
    return message(seq, 2, 1);
  }

  /** An own message, from 1 to 2. */
  static ObjectNode own(long seq) {
    return message(seq, 1, 2);
  }

  private static ObjectNode message(long seq, int from, int to) {
    return Json.frame(1001)
        .put("from_id", from)
        .put("from_name", from == 1 ? "ann" : "ben")
        .put("to_id", to)
        .put("content", "text " + seq)
        .put("timestamp_ms", 1000 + seq)
        .put("msg_id", "m-" + seq)
        .put("seq", seq);
  }

  /** One connection. */
  static final class Peer implements AutoCloseable {
    private final Socket socket;
    private final BufferedReader in;

    private Peer(Socket socket) throws IOException {
      this.socket = socket;
      socket.setSoTimeout(PATIENCE_MILLIS);
      in =
          new BufferedReader(
              new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8));
    }

    /** The next frame, which must be of this kind; acknowledgements are passed over for others. */
    JsonNode next(int msgid) {
      JsonNode frame = any();
      while (frame.path("msgid").intValue() == 1007 && msgid != 1007) {
        frame = any();
      }
      assertEquals(msgid, frame.path("msgid").intValue(), frame::toString);
      return frame;
    }

    private JsonNode any() {
      try {
        String line = in.readLine();
        return line == null ? fail("the client is gone") : Json.parse(line).orElseThrow();
      } catch (SocketTimeoutException e) {
        throw new AssertionError("the client says nothing", e);
      } catch (IOException e) {
        throw new AssertionError("the client is gone", e);
      }
    }

    /** Waits until everything up to a seq is acknowledged. */
    void acknowledged(long wanted) {
      long seq = 0;
      while (seq < wanted) {
        seq = next(1007).get("delivered_seq").longValue();
      }
      assertEquals(wanted, seq);
    }

    void send(ObjectNode frame) {
      try {
        socket.getOutputStream().write((frame + "\n").getBytes(StandardCharsets.UTF_8));
      } catch (IOException e) {
        throw new AssertionError("the client is gone", e);
      }
    }

    /** The answer to a request. */
    ObjectNode answer(JsonNode request, int errno) {
      ObjectNode answer = Json.frame(request.get("msgid").intValue() + 1);
      answer.put("errno", errno).put("errmsg", errno == 0 ? "" : "no");
      if (request.has("req")) {
        answer.set("req", request.get("req"));
      }
      return answer;
    }

    void letIn(String token, JsonNode... missed) {
      ObjectNode answer = Json.frame(2).put("errno", 0).put("errmsg", "").put("token", token);
      answer.putObject("user").put("id", 1).put("name", "ann");
      for (JsonNode one : missed) {
        answer.withArray("offlinemsg").add(one);
      }
      send(answer);
    }

    /** Says that a message is stored. */
    void store(JsonNode chat, long seq) {
      send(
          answer(chat, 0)
              .put("msg_id", chat.get("msg_id").textValue())
              .put("seq", seq)
              .put("timestamp_ms", 1000 + seq));
    }

    /** Answers a question to the history. */
    void tell(JsonNode question, boolean more, ObjectNode... messages) {
      ObjectNode answer = answer(question, 0).put("more", more);
      answer.putArray("messages");
      for (ObjectNode one : messages) {
        answer.withArray("messages").add(one);
      }
      send(answer);
    }

    /** The connection breaks. */
    void cut() {
      close();
    }

    @Override
    public void close() {
      try {
        socket.close();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }
}
