package chat.service.runtime;

import io.grpc.Metadata;
import io.grpc.MethodDescriptor.MethodType;
import io.grpc.ServerCall;
import io.grpc.ServerCallExecutorSupplier;
import java.util.concurrent.Executor;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

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
 * <p>Overflow rule: what finds no thread waits in a queue, which is bounded by the calls that a
 * connection may have open ({@link #CALLS_PER_CONNECTION}); the caller's deadline ends the waiting.
 */
final class GrpcThreads implements ServerCallExecutorSupplier, AutoCloseable {
  /** Calls that one connection may have open at a time; further ones wait at the client. */
  static final int CALLS_PER_CONNECTION = 1_000;

  // More than the pool has connections to the database, which most calls need one of.
  private static final int CALL_THREADS = 64;
  private static final int STREAM_THREADS = 16;
  private static final int IDLE_SECONDS = 60;

  private final ThreadPoolExecutor calls;
  private final ThreadPoolExecutor streams;

  /** Threads of this factory, started when they are needed. */
  GrpcThreads(ThreadFactory factory) {
    calls = pool(CALL_THREADS, factory);
    streams = pool(STREAM_THREADS, factory);
  }

  /** For calls, and whatever else the server does. */
  Executor calls() {
    return calls;
  }

  @Override
  public <Q, A> Executor getExecutor(ServerCall<Q, A> call, Metadata headers) {
    return call.getMethodDescriptor().getType() == MethodType.UNARY ? calls : streams;
  }

  /** Takes nothing any more; what runs is not waited for. */
  @Override
  public void close() {
    calls.shutdownNow();
    streams.shutdownNow();
  }

  private static ThreadPoolExecutor pool(int threads, ThreadFactory factory) {
    var pool =
        new ThreadPoolExecutor(
            threads, threads, IDLE_SECONDS, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), factory);
    pool.allowCoreThreadTimeOut(true);
    return pool;
  }
}
