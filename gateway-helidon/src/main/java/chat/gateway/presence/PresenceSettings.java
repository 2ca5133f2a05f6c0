package chat.gateway.presence;

import chat.proto.RedisAddress;

/**
 * What a gateway tells the others about itself.
 *
 * @param redis where they read it
 * @param gatewayId the gateway's name, unique among the live ones; no colon
 * @param sessionPolicy how many sessions a user may have
 */
public record PresenceSettings(RedisAddress redis, String gatewayId, SessionPolicy sessionPolicy) {

  public PresenceSettings {
    if (gatewayId.isBlank() || gatewayId.contains(":")) {
      throw new IllegalArgumentException("gateway-id must be a text without colon: " + gatewayId);
    }
  }
}
