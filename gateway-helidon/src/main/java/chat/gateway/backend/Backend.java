package chat.gateway.backend;

import chat.gateway.Ticker;
import io.grpc.ManagedChannel;
import io.grpc.netty.shaded.io.grpc.netty.NettyChannelBuilder;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/** The services behind the gateway, and what keeps their connections up. */
public final class Backend implements AutoCloseable {
  private static final Duration RECONNECT = Duration.ofSeconds(1);
  private static final Duration STREAM_TICK = Duration.ofMillis(100);
  private static final int MAX_REPLY_BYTES = 64 << 20;

  private final List<Ticker> tickers;
  private final Service user;
  private final Service social;
  private final Service message;
  private final MessageStreams streams;

  /** Over these services and streams, which are closed with this. */
  public Backend(Service user, Service social, Service message, MessageStreams streams) {
    this.user = user;
    this.social = social;
    this.message = message;
    this.streams = streams;
    this.tickers =
        List.of(
            Ticker.start("reconnect", RECONNECT, this::reconnect),
            Ticker.start("message-streams", STREAM_TICK, streams::tick));
    reconnect();
  }

  /**
   * Connects to all instances, without waiting for them.
   *
   * @param gatewayToken the gateway's own token, asked for whenever a stream is opened
   */
  public static Backend connect(BackendSettings settings, Supplier<String> gatewayToken) {
    var timeout = settings.callTimeout();
    List<ManagedChannel> messageChannels = channels(settings.message());
    var streams =
        new MessageStreams(
            messageChannels.stream()
                .map(
                    channel ->
                        new MessageStream(channel.authority(), channel, gatewayToken, timeout))
                .toList());
    return new Backend(
        new Service("user", channels(settings.user()), timeout),
        new Service("social", channels(settings.social()), timeout),
        new Service("message", messageChannels, timeout),
        streams);
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
    tickers.forEach(Ticker::close);
    streams.close();
    message.close();
    social.close();
    user.close();
  }

  private void reconnect() {
    user.reconnect();
    social.reconnect();
    message.reconnect();
  }

  private static List<ManagedChannel> channels(List<Endpoint> endpoints) {
    return endpoints.stream().map(Backend::channel).toList();
  }

  // Callbacks run on the channel's own threads: they hand over to a queue and never block.
  private static ManagedChannel channel(Endpoint endpoint) {
    return NettyChannelBuilder.forAddress(endpoint.host(), endpoint.port())
        .usePlaintext()
        .directExecutor()
        .keepAliveTime(10, TimeUnit.SECONDS)
        .keepAliveTimeout(5, TimeUnit.SECONDS)
        .keepAliveWithoutCalls(true)
        .maxInboundMessageSize(MAX_REPLY_BYTES)
        .build();
  }
}
