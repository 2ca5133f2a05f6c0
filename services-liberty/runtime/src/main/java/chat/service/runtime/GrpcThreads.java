package chat.service.runtime;

import io.grpc.Metadata;
import io.grpc.MethodDescriptor.MethodType;
import io.grpc.ServerCall;
import io.grpc.ServerCallExecutorSupplier;
import jakarta.enterprise.concurrent.ManagedExecutorService;
import java.util.concurrent.Executor;

/**
 * The threads on which gRPC's handlers run. They may block. Streams have threads of their own, so
 * that calls that wait for the database do not keep messages from being read.
 *
 * <p>Platform threads, on purpose. A service that has just started loads its classes while the
 * first calls run, and Liberty's class loader waits for locks meanwhile. A virtual thread that
 * waits inside the loading of a class keeps its carrier; with as few carriers as there are cores,
 * the one that has the lock then finds none to go on, and nothing moves any more: seen after a
 * restart under load on two cores.
 *
 * <p>And tasks of a managed executor, not threads of a factory that stay: a connection that is used
 * outside a transaction goes back to the pool only when its task has ended.
 *
 * <p>Overflow rule: what finds no thread waits in a queue, which is bounded by the calls that a
 * connection may have open ({@link #CALLS_PER_CONNECTION}); the caller's deadline ends the waiting.
 *
 * @param calls for calls, and whatever else the server does
 * @param streams for streams
 */
record GrpcThreads(ManagedExecutorService calls, ManagedExecutorService streams)
    implements ServerCallExecutorSupplier {
  /** Calls that one connection may have open at a time; further ones wait at the client. */
  static final int CALLS_PER_CONNECTION = 1_000;

  /** More than the pool has connections to the database, which most calls need one of. */
  static final int MOST_CALLS = 64;

  /** One for each gateway. */
  static final int MOST_STREAMS = 16;

  @Override
  public <Q, A> Executor getExecutor(ServerCall<Q, A> call, Metadata headers) {
    return call.getMethodDescriptor().getType() == MethodType.UNARY ? calls : streams;
  }
}
