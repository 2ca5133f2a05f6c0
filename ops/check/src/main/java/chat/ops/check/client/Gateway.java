package chat.ops.check.client;

/**
 * Where a gateway listens.
 *
 * @param tcp lines and classic
 * @param http WebSockets
 */
public record Gateway(int tcp, int http) {}
