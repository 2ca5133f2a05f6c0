package chat.service.runtime;

import chat.trace.TraceNames;
import io.grpc.Context;
import io.grpc.Contexts;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerInterceptor;
import io.grpc.Status;
import io.opentelemetry.api.trace.Span;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * Puts the {@link Caller} of each call into its context. A call without a token ends with
 * UNAUTHENTICATED, one whose token is bad, expired or of an ended session with PERMISSION_DENIED.
 * Methods that need no token are let through unread.
 */
final class TokenInterceptor implements ServerInterceptor {
  private static final Metadata.Key<String> AUTHORIZATION =
      Metadata.Key.of("authorization", Metadata.ASCII_STRING_MARSHALLER);
  private static final String BEARER = "Bearer ";

  private final Tokens tokens;
  private final Predicate<String> endedSession;
  private final Set<String> methodsWithoutToken;

  TokenInterceptor(
      Tokens tokens,
      Predicate<String> endedSession,
      Set<MethodDescriptor<?, ?>> methodsWithoutToken) {
    this.tokens = tokens;
    this.endedSession = endedSession;
    this.methodsWithoutToken =
        methodsWithoutToken.stream()
            .map(MethodDescriptor::getFullMethodName)
            .collect(Collectors.toUnmodifiableSet());
  }

  @Override
  public <Q, R> ServerCall.Listener<Q> interceptCall(
      ServerCall<Q, R> call, Metadata headers, ServerCallHandler<Q, R> next) {
    if (methodsWithoutToken.contains(call.getMethodDescriptor().getFullMethodName())) {
      return next.startCall(call, headers);
    }
    String header = headers.get(AUTHORIZATION);
    if (header == null || !header.regionMatches(true, 0, BEARER, 0, BEARER.length())) {
      return refuse(call, Status.UNAUTHENTICATED.withDescription("a token is needed"));
    }
    Optional<Caller> caller =
        tokens
            .verify(header.substring(BEARER.length()).strip())
            .filter(verified -> verified.session().filter(endedSession).isEmpty());
    if (caller.isEmpty()) {
      return refuse(
          call, Status.PERMISSION_DENIED.withDescription("the token is bad, expired or ended"));
    }
    Span.current().setAttribute(TraceNames.USER, Integer.toString(caller.get().userId()));
    return Contexts.interceptCall(caller.get().in(Context.current()), call, headers, next);
  }

  private static <Q, R> ServerCall.Listener<Q> refuse(ServerCall<Q, R> call, Status status) {
    call.close(status, new Metadata());
    return new ServerCall.Listener<>() {};
  }
}
