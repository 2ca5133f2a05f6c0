package chat.service.runtime;

import io.grpc.MethodDescriptor;
import java.util.Set;

/** A gRPC service bean some of whose methods may be called without a token. */
public interface MethodsWithoutToken {

  /** The methods; every other one is refused without a token. */
  Set<MethodDescriptor<?, ?>> methodsWithoutToken();
}
