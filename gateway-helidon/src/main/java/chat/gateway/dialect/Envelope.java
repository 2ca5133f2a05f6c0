package chat.gateway.dialect;

import chat.trace.TraceNames;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * What every request may carry beside its own fields.
 *
 * @param req a text or number of the client's, repeated in the reply
 * @param token who asks, where the connection is not logged in
 * @param actor whom the request says it acts for; must be who asks, empty means "me"
 * @param traceparent the client's own trace, as in W3C Trace Context
 */
public record Envelope(
    Optional<JsonNode> req,
    Optional<String> token,
    OptionalInt actor,
    Optional<String> traceparent) {
  /** A request with none of them. */
  public static final Envelope EMPTY =
      new Envelope(Optional.empty(), Optional.empty(), OptionalInt.empty());

  /** A client's trace; whoever cannot trace is answered all the same. */
  static Optional<String> traceparent(Fields fields) {
    return fields.textIfAny(TraceNames.TRACEPARENT);
  }

  /** A request of a client that traces nothing. */
  public Envelope(Optional<JsonNode> req, Optional<String> token, OptionalInt actor) {
    this(req, token, actor, Optional.empty());
  }
}
