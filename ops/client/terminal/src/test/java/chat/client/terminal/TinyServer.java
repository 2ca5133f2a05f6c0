package chat.client.terminal;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * A server with two people, ann (1) and ben (2), who are friends. It lets anybody in whose password
 * is "pwd", stores what is written to ben, and refuses what is written to anybody else.
 */
final class TinyServer implements AutoCloseable {
  private static final JsonMapper MAPPER = new JsonMapper();

  private final ServerSocket listening;
  private final Map<String, ObjectNode> stored = new ConcurrentHashMap<>();
  private final CopyOnWriteArrayList<Socket> sockets = new CopyOnWriteArrayList<>();

  TinyServer() {
    try {
      listening = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    Thread.startVirtualThread(this::listen);
  }

  int port() {
    return listening.getLocalPort();
  }

  private void listen() {
    try {
      while (true) {
        Socket socket = listening.accept();
        sockets.add(socket);
        Thread.startVirtualThread(() -> serve(socket));
      }
    } catch (IOException e) {
      // The test is over.
    }
  }

  private void serve(Socket socket) {
    try (socket;
        var in =
            new BufferedReader(
                new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8))) {
      for (String line = in.readLine(); line != null; line = in.readLine()) {
        JsonNode request = MAPPER.readTree(line);
        ObjectNode answer = answer(request);
        answer.put("msgid", request.get("msgid").intValue() + 1);
        if (request.has("req")) {
          answer.set("req", request.get("req"));
        }
        write(socket, answer);
      }
    } catch (IOException e) {
      // The client has gone.
    }
  }

  private static void write(Socket socket, ObjectNode frame) throws IOException {
    socket.getOutputStream().write((frame + "\n").getBytes(StandardCharsets.UTF_8));
  }

  private ObjectNode answer(JsonNode request) {
    return switch (request.get("msgid").intValue()) {
      case 1 -> login(request);
      case 1001 -> store(request);
      case 1007, 9001, 3005 -> answer(0);
      case 2003 -> answer(0).put("group_id", 9);
      case 2007 -> answer(0).set("friends", friends());
      case 1005 -> answer(0).put("more", false).set("messages", history(request));
      default -> answer(404);
    };
  }

  private static ObjectNode answer(int errno) {
    return MAPPER.createObjectNode().put("errno", errno).put("errmsg", errno == 0 ? "" : "no");
  }

  private static JsonNode friends() {
    var friends = MAPPER.createArrayNode();
    friends.addObject().put("id", 2).put("name", "ben").put("state", "online");
    return friends;
  }

  private static ObjectNode login(JsonNode request) {
    if (!request.path("password").asText().equals("pwd")) {
      return answer(1);
    }
    ObjectNode answer = answer(0).put("token", "token");
    answer.putObject("user").put("id", 1).put("name", "ann");
    return answer.set("friends", friends());
  }

  /** Before a message there is one more, whose text says before which. */
  private static JsonNode history(JsonNode request) {
    var messages = MAPPER.createArrayNode();
    long before = request.path("before_seq").longValue();
    if (before > 0) {
      messages
          .addObject()
          .put(request.get("scope").textValue().startsWith("group") ? "group_id" : "to_id", 9)
          .put("from_id", 2)
          .put("from_name", "ben")
          .put("content", "before " + before)
          .put("seq", before - 1);
    }
    return messages;
  }

  private synchronized ObjectNode store(JsonNode chat) {
    if (chat.path("to_id").intValue() != 2) {
      return answer(403);
    }
    return stored.computeIfAbsent(
        chat.get("msg_id").textValue(),
        msgId ->
            answer(0).put("msg_id", msgId).put("seq", stored.size() + 1).put("timestamp_ms", 1000));
  }

  /** What is stored, by msg_id. */
  Map<String, ObjectNode> stored() {
    return stored;
  }

  /** Ben writes. */
  void push(long seq, String content) throws IOException {
    push(2, "ben", seq, content);
  }

  /** Somebody writes. */
  void push(int from, String name, long seq, String content) throws IOException {
    ObjectNode push =
        MAPPER
            .createObjectNode()
            .put("msgid", 1001)
            .put("from_id", from)
            .put("from_name", name)
            .put("to_id", 1)
            .put("content", content)
            .put("timestamp_ms", 2000)
            .put("msg_id", "p-" + from + "-" + seq)
            .put("seq", seq);
    for (Socket socket : sockets) {
      write(socket, push);
    }
  }

  @Override
  public void close() {
    try {
      listening.close();
      for (Socket socket : sockets) {
        socket.close();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
