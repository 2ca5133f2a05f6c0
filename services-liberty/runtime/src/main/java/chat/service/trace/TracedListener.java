package chat.service.trace;

import io.grpc.ForwardingServerCallListener.SimpleForwardingServerCallListener;
import io.grpc.ServerCall;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.Scope;

/** Has a call's events handled in its trace. */
final class TracedListener<Q> extends SimpleForwardingServerCallListener<Q> {
  private final Context context;

  TracedListener(ServerCall.Listener<Q> listener, Context context) {
    super(listener);
    this.context = context;
  }

  @Override
  public void onMessage(Q message) {
    try (Scope _ = context.makeCurrent()) {
      super.onMessage(message);
    }
  }

  @Override
  public void onHalfClose() {
    try (Scope _ = context.makeCurrent()) {
      super.onHalfClose();
    }
  }

  @Override
  public void onCancel() {
    try (Scope _ = context.makeCurrent()) {
      super.onCancel();
    }
  }

  @Override
  public void onComplete() {
    try (Scope _ = context.makeCurrent()) {
      super.onComplete();
    }
  }
}
