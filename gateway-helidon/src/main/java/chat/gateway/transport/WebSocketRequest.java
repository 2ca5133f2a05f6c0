package chat.gateway.transport;

import java.util.Optional;

/**
 * What the URL and the headers of a WebSocket ask for.
 *
 * @param lines whether it speaks the {@code lines} dialect, and not the old page's
 * @param token whose it is
 * @param trace of the upgrade, which ends when it is known whether the token is good
 */
record WebSocketRequest(boolean lines, Optional<String> token, HttpTrace trace) {}
