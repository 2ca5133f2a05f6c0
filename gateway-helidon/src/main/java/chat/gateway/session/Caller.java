package chat.gateway.session;

/**
 * Somebody whose token has been checked.
 *
 * @param userId positive
 * @param name the user's name
 * @param session the token's session, which several connections may share; empty where it has none
 * @param token the token itself; the services check it again
 */
public record Caller(int userId, String name, String session, String token) {}
