package chat.gateway.session;

import java.time.Duration;
import java.util.Optional;

/**
 * What an operator may know of a session.
 *
 * @param id as in the log, positive
 * @param caller who is logged in
 * @param dialect its name
 * @param remote the client's address and port
 * @param open for how long it has been
 * @param queuedEvents what waits because the client reads slowly
 */
public record SessionSummary(
    long id,
    Optional<Caller> caller,
    String dialect,
    String remote,
    Duration open,
    int queuedEvents) {}
