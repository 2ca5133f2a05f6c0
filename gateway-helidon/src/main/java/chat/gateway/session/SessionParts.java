package chat.gateway.session;

import chat.gateway.backend.MessageStreams;
import chat.gateway.trace.Tracing;

/** What every session works with. */
record SessionParts(
    SessionSettings settings,
    Sessions sessions,
    Requests requests,
    Tokens tokens,
    Logins logins,
    LoginTurns turns,
    MessageStreams streams,
    Typists typists,
    SessionMetrics metrics,
    Tracing tracing) {}
