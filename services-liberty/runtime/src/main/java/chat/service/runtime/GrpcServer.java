package chat.service.runtime;

import chat.service.trace.CallSpans;
import chat.service.trace.Tracing;
import io.grpc.BindableService;
import io.grpc.MethodDescriptor;
import io.grpc.Server;
import io.grpc.ServerInterceptors;
import io.grpc.ServerServiceDefinition;
import io.grpc.health.v1.HealthCheckResponse.ServingStatus;
import io.grpc.netty.shaded.io.grpc.netty.NettyServerBuilder;
import io.grpc.protobuf.services.HealthStatusManager;
import io.grpc.protobuf.services.ProtoReflectionServiceV1;
import jakarta.annotation.Resource;
import jakarta.enterprise.concurrent.ManagedExecutorDefinition;
import jakarta.enterprise.concurrent.ManagedExecutorService;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.BeforeDestroyed;
import jakarta.enterprise.context.Initialized;
import jakarta.enterprise.event.Event;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.net.InetSocketAddress;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * The WAR's gRPC server: Netty inside the application, since Liberty's own gRPC feature is several
 * times slower. Serves every {@link BindableService} bean of the WAR (these are {@code @Dependent},
 * as their final {@code bindService} cannot be proxied), health and reflection. Starts with the
 * application and ends before its beans do, or as soon as the process is asked to end; calls in
 * flight get {@value #DRAIN_SECONDS} seconds, and {@link Draining} tells those that last. Handlers
 * run on managed threads (see {@link GrpcThreads}): they may block, and find JNDI, CDI and JPA in
 * place.
 */
@ApplicationScoped
@ManagedExecutorDefinition(name = GrpcServer.CALLS, maxAsync = GrpcThreads.MOST_CALLS)
@ManagedExecutorDefinition(name = GrpcServer.STREAMS, maxAsync = GrpcThreads.MOST_STREAMS)
class GrpcServer {
  static final String CALLS = "java:module/concurrent/grpcCalls";
  static final String STREAMS = "java:module/concurrent/grpcStreams";

  /** For probes, where {@link #isServing} is not so. */
  static final String NOT_SERVING =
      "gRPC is not served: the service has not started, or is stopping";

  private static final Logger LOG = System.getLogger(GrpcServer.class.getName());
  private static final int DRAIN_SECONDS = 5;

  private final HealthStatusManager health = new HealthStatusManager();

  @Resource(lookup = CALLS)
  private ManagedExecutorService calls;

  @Resource(lookup = STREAMS)
  private ManagedExecutorService streams;

  @Inject private ServiceSettings.Source settings;
  @Inject @Any private Instance<BindableService> services;
  @Inject private Tokens tokens;
  @Inject private EndedSessions endedSessions;
  @Inject private CallMetrics metrics;
  @Inject private Tracing tracing;
  @Inject private ConsulRegistration registration;
  @Inject private Event<Draining> listeners;
  private final Thread atExit = new Thread(this::drain, "grpc-at-exit");
  private final AtomicBoolean draining = new AtomicBoolean();
  private volatile boolean serving;
  private Server server;

  void start(@Observes @Initialized(ApplicationScoped.class) Object event) {
    ServiceSettings read = settings.read();
    NettyServerBuilder builder =
        NettyServerBuilder.forAddress(new InetSocketAddress(read.grpcHost(), read.grpcPort()))
            .executor(calls)
            .callExecutor(new GrpcThreads(calls, streams))
            .maxConcurrentCallsPerConnection(GrpcThreads.CALLS_PER_CONNECTION)
            .maxInboundMessageSize(read.maxInboundBytes())
            .permitKeepAliveTime(5, TimeUnit.SECONDS)
            .permitKeepAliveWithoutCalls(true)
            .keepAliveTime(30, TimeUnit.SECONDS);
    services.forEach(bean -> builder.addService(guarded(bean)));
    health.setStatus(HealthStatusManager.SERVICE_NAME_ALL_SERVICES, ServingStatus.NOT_SERVING);
    builder.addService(health.getHealthService());
    builder.addService(ProtoReflectionServiceV1.newInstance());
    try {
      server = builder.build().start();
    } catch (IOException e) {
      throw new UncheckedIOException(
          "cannot listen for gRPC on %s:%d".formatted(read.grpcHost(), read.grpcPort()), e);
    }
    serving = true;
    Runtime.getRuntime().addShutdownHook(atExit);
    registration.begin(read, server.getPort());
    LOG.log(Level.INFO, "{0}: gRPC on port {1,number,#}", read.name(), server.getPort());
  }

  /** Whoever asks for its health is told from now on that it is well. Again: no effect. */
  void rehearsed() {
    health.setStatus(HealthStatusManager.SERVICE_NAME_ALL_SERVICES, ServingStatus.SERVING);
  }

  /** Whether calls are accepted. */
  boolean isServing() {
    return serving;
  }

  private ServerServiceDefinition guarded(BindableService bean) {
    Set<MethodDescriptor<?, ?>> open =
        bean instanceof MethodsWithoutToken some ? some.methodsWithoutToken() : Set.of();
    return ServerInterceptors.interceptForward(
        bean,
        new CallSpans(tracing),
        metrics,
        new CurrentMethod(),
        new CurrentConnection(),
        new TokenInterceptor(tokens, endedSessions::contains, open));
  }

  // Before the beans, which the container ends in any order: calls need theirs.
  void stop(@Observes @BeforeDestroyed(ApplicationScoped.class) Object event) {
    forgetExit();
    if (server == null) {
      return;
    }
    drain();
    try {
      server.awaitTermination(DRAIN_SECONDS, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      server.shutdownNow();
    }
  }

  /**
   * Takes no new calls, and has those that last come to their end. First of all when the process is
   * about to end: the container takes the threads away that calls run on before it ends the
   * application, and what came in between would be broken off.
   */
  private void drain() {
    if (draining.getAndSet(true)) {
      return;
    }
    registration.end();
    serving = false;
    health.enterTerminalState();
    // Before the streams end, so that nobody opens another one here.
    server.shutdown();
    listeners.fire(new Draining());
  }

  private void forgetExit() {
    try {
      Runtime.getRuntime().removeShutdownHook(atExit);
    } catch (IllegalStateException e) {
      // It runs, or has run.
    }
  }
}
