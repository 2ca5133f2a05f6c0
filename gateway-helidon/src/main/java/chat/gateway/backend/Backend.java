package chat.gateway.backend;

import chat.gateway.Ticker;
import chat.gateway.trace.CallSpans;
import io.grpc.ClientInterceptor;
import io.grpc.ManagedChannel;
import io.grpc.netty.shaded.io.grpc.netty.NettyChannelBuilder;
import io.helidon.metrics.api.MeterRegistry;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/** The services behind the gateway: where they are, and what keeps their connections up. */
public final class Backend implements AutoCloseable {
  private static final Duration CHECK = Duration.ofSeconds(1);
  private static final Duration STREAM_TICK = Duration.ofMillis(100);
  private static final int MAX_REPLY_BYTES = 64 << 20;

  // Together the time in which a connection that has gone silent is noticed, calls or none. The
  // library asks no more often than every 10 s.
  private static final int KEEP_ALIVE_SECONDS = 10;
  private static final int KEEP_ALIVE_TIMEOUT_SECONDS = 2;

  private final List<Instances> instances;
  private final Service user;
  private final Service social;
  private final Service message;
  private final MessageStreams streams;
  private final List<Ticker> tickers;
  private final List<Discovery> discoveries = new ArrayList<>();

  /**
   * Over these instances, which are closed with this.
   *
   * @param gatewayToken the gateway's own token, asked for whenever a stream is opened
   * @param calls bounds of the calls to each service
   */
  public Backend(
      Instances user,
      Instances social,
      Instances message,
      Supplier<String> gatewayToken,
      CallSettings calls,
      MeterRegistry meters) {
    this.instances = List.of(user, social, message);
    this.user = new Service("user", user, calls);
    this.social = new Service("social", social, calls);
    this.message = new Service("message", message, calls);
    this.streams = MessageStreams.to(message, gatewayToken, calls.timeout());
    var metrics = new BackendMetrics(meters);
    List.of(this.user, this.social, this.message).forEach(metrics::show);
    metrics.show(streams);
    this.tickers =
        List.of(
            Ticker.start("check-instances", CHECK, () -> instances.forEach(Instances::check)),
            Ticker.start("message-streams", STREAM_TICK, streams::tick));
  }

  /**
   * Looks for all instances and connects to them, without waiting for any. Names of hosts are
   * looked up once before this returns.
   */
  public static Backend connect(
      BackendSettings settings, Supplier<String> gatewayToken, MeterRegistry meters) {
    var times = new CallTimes(meters);
    Instances user = instances("user", settings, times);
    Instances social = instances("social", settings, times);
    Instances message = instances("message", settings, times);
    var backend = new Backend(user, social, message, gatewayToken, settings.calls(), meters);
    backend.discoveries.add(Discovery.start(settings.user(), user::update));
    backend.discoveries.add(Discovery.start(settings.social(), social::update));
    backend.discoveries.add(Discovery.start(settings.message(), message::update));
    return backend;
  }

  /** Accounts and tokens. */
  public Service user() {
    return user;
  }

  /** Friends and groups. */
  public Service social() {
    return social;
  }

  /** History and cursors. */
  public Service message() {
    return message;
  }

  /** The way of new messages. */
  public MessageStreams streams() {
    return streams;
  }

  @Override
  public void close() {
    discoveries.forEach(Discovery::close);
    tickers.forEach(Ticker::close);
    streams.close();
    instances.forEach(Instances::close);
  }

  // A call may have begun just before its instance left.
  private static Instances instances(String service, BackendSettings settings, CallTimes times) {
    return new Instances(
        service,
        // The last one comes first: what is timed is in the span.
        endpoint -> channel(endpoint, times, new CallSpans()),
        settings.calls().timeout().plus(Duration.ofSeconds(1)));
  }

  // Callbacks run on the channel's own threads: they hand over to a queue and never block.
  static ManagedChannel channel(Endpoint endpoint, ClientInterceptor... interceptors) {
    return NettyChannelBuilder.forAddress(endpoint.host(), endpoint.port())
        .usePlaintext()
        .intercept(interceptors)
        .directExecutor()
        .keepAliveTime(KEEP_ALIVE_SECONDS, TimeUnit.SECONDS)
        .keepAliveTimeout(KEEP_ALIVE_TIMEOUT_SECONDS, TimeUnit.SECONDS)
        .keepAliveWithoutCalls(true)
        .maxInboundMessageSize(MAX_REPLY_BYTES)
        .build();
  }
}
