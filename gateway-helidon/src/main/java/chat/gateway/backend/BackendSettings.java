package chat.gateway.backend;

/**
 * Where the services are.
 *
 * @param calls bounds of the calls to each of them
 */
public record BackendSettings(
    Location user, Location social, Location message, CallSettings calls) {}
