package chat.gateway.presence;

import chat.proto.RedisAddress;
import java.io.IOException;
import java.net.ServerSocket;
import redis.embedded.RedisServer;

/** A real Redis of a test class's own, which keeps nothing. */
final class RedisProcess implements AutoCloseable {
  private final int port;
  private final RedisServer server;

  RedisProcess() throws IOException {
    try (var free = new ServerSocket(0)) {
      port = free.getLocalPort();
    }
    server = RedisServer.newRedisServer().port(port).setting("save \"\"").bind("127.0.0.1").build();
    server.start();
  }

  /** Where it is. */
  Redis connect() {
    return Redis.connect(RedisAddress.parse("tcp://127.0.0.1:" + port));
  }

  @Override
  public void close() throws IOException {
    server.stop();
  }
}
