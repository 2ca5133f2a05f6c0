package chat.gateway.trace;

/**
 * What a message takes along, so that its way can be followed.
 *
 * @param traceparent the header of W3C Trace Context; may be empty
 * @param receivedMs when its frame came, milliseconds since 1970
 */
public record MessageOrigin(String traceparent, long receivedMs) {}
