package chat.service.push;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import chat.proto.RedisAddress;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class RedisWatchTest {
  private FakeRedis redis = new FakeRedis(0);
  private final RedisWatch watch =
      new RedisWatch(RedisAddress.parse("tcp://127.0.0.1:" + redis.port()));

  @AfterEach
  void stop() {
    watch.close();
    redis.close();
  }

  @Test
  void saysWhatItHasSeenLast() {
    assertTrue(watch.isAway(), "nobody has asked yet");
    watch.check();
    assertFalse(watch.isAway());
    redis.close();
    assertFalse(watch.isAway());
    watch.check();
    assertTrue(watch.isAway());
    redis = new FakeRedis(redis.port());
    watch.check();
    assertFalse(watch.isAway());
  }

  @Test
  void aRedisThatWasRestartedBetweenTwoQuestionsIsThere() {
    watch.check();
    redis.close();
    redis = new FakeRedis(redis.port());
    watch.check();
    assertFalse(watch.isAway());
  }

  @Test
  void aRedisThatHangsIsAway() {
    watch.check();
    redis.hangs = true;
    watch.check();
    assertTrue(watch.isAway());
  }

  /** Answers as far as it is asked here. */
  private static final class FakeRedis implements AutoCloseable {
    private final ServerSocket server;
    private final List<Socket> clients = new CopyOnWriteArrayList<>();
    private final Thread accepting;
    private volatile boolean hangs;

    FakeRedis(int port) {
      try {
        server = new ServerSocket();
        server.setReuseAddress(true);
        server.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
      } catch (IOException e) {
        throw new AssertionError(e);
      }
      accepting = Thread.ofPlatform().daemon().start(this::accept);
    }

    int port() {
      return server.getLocalPort();
    }

    private void accept() {
      try {
        while (true) {
          Socket client = server.accept();
          clients.add(client);
          Thread.ofPlatform().daemon().start(() -> answer(client));
        }
      } catch (IOException e) {
        // It is closed.
      }
    }

    // A command is "*N", then each word behind its length.
    private void answer(Socket client) {
      try (client) {
        var in = new BufferedReader(new InputStreamReader(client.getInputStream(), US_ASCII));
        for (String head = in.readLine(); head != null; head = in.readLine()) {
          String command = "";
          for (int word = Integer.parseInt(head.substring(1)); word > 0; word--) {
            in.readLine();
            String text = in.readLine();
            command = command.isEmpty() ? text : command;
          }
          if (!hangs) {
            String reply =
                switch (command) {
                  case "HELLO" -> "%1\r\n+proto\r\n:3\r\n";
                  case "PING" -> "+PONG\r\n";
                  default -> "+OK\r\n";
                };
            client.getOutputStream().write(reply.getBytes(US_ASCII));
          }
        }
      } catch (IOException e) {
        // It is closed.
      }
    }

    @Override
    public void close() {
      try {
        server.close();
        accepting.join();
        for (Socket client : clients) {
          client.close();
        }
      } catch (IOException | InterruptedException e) {
        throw new AssertionError(e);
      }
    }
  }
}
