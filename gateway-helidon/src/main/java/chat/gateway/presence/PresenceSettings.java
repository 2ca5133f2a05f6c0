package chat.gateway.presence;

import java.net.URI;

/**
 * What a gateway tells the others about itself.
 *
 * @param redis for example {@code tcp://127.0.0.1:6379} or {@code redis://...}
 * @param gatewayId the gateway's name, unique among the live ones; no colon
 */
public record PresenceSettings(URI redis, String gatewayId) {

  public PresenceSettings {
    if (redis.getHost() == null) {
      throw new IllegalArgumentException("not the address of a Redis: " + redis);
    }
    if (gatewayId.isBlank() || gatewayId.contains(":")) {
      throw new IllegalArgumentException("gateway-id must be a text without colon: " + gatewayId);
    }
  }
}
