package chat.gateway.control;

import chat.gateway.session.Caller;
import chat.gateway.session.RequestFailed;
import chat.gateway.session.Tokens;
import chat.gateway.transport.BearerToken;
import io.grpc.Context;
import io.grpc.Contexts;
import io.grpc.Metadata;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerInterceptor;
import io.grpc.Status;
import java.util.Optional;

/**
 * Lets administrators through, with who they are in {@link #CALLER}, and counts every call. A call
 * without a good token ends with UNAUTHENTICATED, one with another user's with PERMISSION_DENIED.
 * May wait for the user service; like {@link Tokens} it does without while that is away, since a
 * gateway must be drainable then too.
 */
final class AdminInterceptor implements ServerInterceptor {
  /** The administrator whose call this thread handles. */
  static final Context.Key<Caller> CALLER = Context.key("administrator");

  private static final Metadata.Key<String> AUTHORIZATION =
      Metadata.Key.of("authorization", Metadata.ASCII_STRING_MARSHALLER);

  private final Tokens tokens;
  private final ControlMetrics metrics;

  AdminInterceptor(Tokens tokens, ControlMetrics metrics) {
    this.tokens = tokens;
    this.metrics = metrics;
  }

  @Override
  public <Q, R> ServerCall.Listener<Q> interceptCall(
      ServerCall<Q, R> call, Metadata headers, ServerCallHandler<Q, R> next) {
    ServerCall<Q, R> counted = metrics.counted(call);
    Optional<String> token =
        Optional.ofNullable(headers.get(AUTHORIZATION)).flatMap(BearerToken::of);
    if (token.isEmpty()) {
      return new Refusal<>(
          counted, Status.UNAUTHENTICATED.withDescription("An administrator's token is needed."));
    }
    try {
      Caller caller = tokens.authenticate(token.get());
      return caller.admin()
          ? Contexts.interceptCall(
              Context.current().withValue(CALLER, caller), counted, headers, next)
          : new Refusal<>(
              counted,
              Status.PERMISSION_DENIED.withDescription("Only administrators may do this."));
    } catch (RequestFailed e) {
      return new Refusal<>(counted, Status.UNAUTHENTICATED.withDescription(e.getMessage()));
    }
  }

  /**
   * Ends the call when its request has come. Earlier Helidon 4.2 would fail: before the call has
   * begun with a NullPointerException, and later with an end of the whole connection when it reads
   * data of a call that it has answered.
   */
  private static final class Refusal<Q> extends ServerCall.Listener<Q> {
    private final ServerCall<Q, ?> call;
    private final Status status;

    Refusal(ServerCall<Q, ?> call, Status status) {
      this.call = call;
      this.status = status;
      call.request(1);
    }

    /** A client that may send more, and waits for an answer first, is not kept waiting. */
    @Override
    public void onMessage(Q request) {
      if (!call.getMethodDescriptor().getType().clientSendsOneMessage()) {
        call.close(status, new Metadata());
      }
    }

    @Override
    public void onHalfClose() {
      if (call.getMethodDescriptor().getType().clientSendsOneMessage()) {
        call.close(status, new Metadata());
      }
    }
  }
}
