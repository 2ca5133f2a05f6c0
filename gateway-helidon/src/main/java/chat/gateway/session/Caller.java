package chat.gateway.session;

import java.time.Instant;

/**
 * Somebody whose token has been checked.
 *
 * @param userId positive
 * @param name the user's name
 * @param admin whether the token is an administrator's
 * @param session the token's session, which several connections may share; empty where it has none
 * @param token the token itself; the services check it again
 * @param expiry from when on the token is refused
 */
public record Caller(
    int userId, String name, boolean admin, String session, String token, Instant expiry) {}
