package chat.service.message;

import io.opentelemetry.context.Context;

/**
 * Where a message comes from, as far as somebody looks at its way. No part of the message: it may
 * come again from elsewhere.
 *
 * @param trace the context of its trace; the root where there is none
 * @param receivedMs when the gateway received it, milliseconds since 1970; 0 where nobody says
 */
record Origin(Context trace, long receivedMs) {
  /** Nobody knows. */
  static final Origin UNKNOWN = new Origin(Context.root(), 0);
}
