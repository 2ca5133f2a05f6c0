package chat.service.runtime;

import chat.service.trace.Marks;
import chat.trace.TraceNames;
import io.grpc.Context;
import io.grpc.Contexts;
import io.grpc.Metadata;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerInterceptor;

/**
 * Puts into the context of each call for which connection its gateway makes it, where it says so.
 * For log lines alone: anybody may write anything there.
 */
final class CurrentConnection implements ServerInterceptor {
  private static final Metadata.Key<String> HEADER =
      Metadata.Key.of(TraceNames.CONNECTION_HEADER, Metadata.ASCII_STRING_MARSHALLER);
  private static final Context.Key<String> CONNECTION = Context.key("connection");

  /** For a log line: the connection of the current call; empty where nobody says. */
  static String mark() {
    String connection = CONNECTION.get();
    return connection == null ? "" : " connection_id=" + Marks.visible(connection);
  }

  @Override
  public <Q, R> ServerCall.Listener<Q> interceptCall(
      ServerCall<Q, R> call, Metadata headers, ServerCallHandler<Q, R> next) {
    String connection = headers.get(HEADER);
    return connection == null
        ? next.startCall(call, headers)
        : Contexts.interceptCall(
            Context.current().withValue(CONNECTION, connection), call, headers, next);
  }
}
