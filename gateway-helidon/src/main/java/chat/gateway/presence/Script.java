package chat.gateway.presence;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import redis.clients.jedis.UnifiedJedis;

/** One Lua script; its file says what KEYS and ARGV are. All of ours answer 1 or 0. */
enum Script {
  RENEW_CLAIM("renew-claim.lua"),
  RELEASE_CLAIM("release-claim.lua"),
  REMOVE_ROUTE("remove-route.lua");

  private final String text;

  Script(String file) {
    try (InputStream in = Script.class.getResourceAsStream(file)) {
      text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Runs the script and says whether it did anything. */
  boolean run(UnifiedJedis redis, String key, String... arguments) {
    return redis.eval(text, List.of(key), List.of(arguments)).equals(1L);
  }
}
