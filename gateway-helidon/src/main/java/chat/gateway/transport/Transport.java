package chat.gateway.transport;

import chat.gateway.session.Requests;
import chat.gateway.session.SessionFactory;
import chat.gateway.session.Tokens;
import chat.gateway.trace.Tracing;
import java.time.Duration;

/**
 * What every connection needs, once.
 *
 * @param settings limits
 * @param dialects the codecs
 * @param addresses connections per address, over all ports together
 * @param sessions opens the session of a connection
 * @param requests answers REST calls
 * @param tokens checks tokens
 * @param tracing follows what comes by HTTP
 */
record Transport(
    TransportSettings settings,
    Dialects dialects,
    AddressLimit addresses,
    SessionFactory sessions,
    Requests requests,
    Tokens tokens,
    Tracing tracing) {
  /** The idle time of a connection that is to be closed now. */
  static final Duration OVERDUE = Duration.ofDays(1);
}
