package chat.service.runtime;

import chat.proto.Repeatable;
import io.grpc.Context;
import io.grpc.Contexts;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerInterceptor;

/** Puts the method of each call into its context. */
final class CurrentMethod implements ServerInterceptor {
  private static final Context.Key<MethodDescriptor<?, ?>> METHOD = Context.key("method");

  /** Whether the current call may be done twice. */
  static boolean isRepeatable() {
    MethodDescriptor<?, ?> method = METHOD.get();
    return method != null && Repeatable.inOrder(method);
  }

  @Override
  public <Q, R> ServerCall.Listener<Q> interceptCall(
      ServerCall<Q, R> call, Metadata headers, ServerCallHandler<Q, R> next) {
    Context context = Context.current().withValue(METHOD, call.getMethodDescriptor());
    return Contexts.interceptCall(context, call, headers, next);
  }
}
