package chat.service.runtime;

/**
 * Fired when the service stops: no new calls are taken, and those that last should end soon. All
 * beans are still there.
 */
public record Draining() {}
