package chat.e2e.client;

import chat.ops.local.Ports;
import chat.ops.local.Service;
import chat.proto.gateway.GatewayControlGrpc;
import chat.proto.gateway.GatewayControlGrpc.GatewayControlBlockingStub;
import chat.proto.message.FileServiceGrpc;
import chat.proto.message.FileServiceGrpc.FileServiceBlockingStub;
import chat.proto.message.MessageServiceGrpc;
import chat.proto.message.MessageServiceGrpc.MessageServiceBlockingStub;
import chat.proto.social.SocialServiceGrpc;
import chat.proto.social.SocialServiceGrpc.SocialServiceBlockingStub;
import chat.proto.user.UserServiceGrpc;
import chat.proto.user.UserServiceGrpc.UserServiceBlockingStub;
import io.grpc.ManagedChannel;
import io.grpc.ManagedChannelBuilder;
import io.grpc.Metadata;
import io.grpc.stub.AbstractStub;
import io.grpc.stub.MetadataUtils;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

/**
 * Calls the services and the gateways' control ports over gRPC. A token goes along with each call,
 * none where it is empty.
 */
public final class ServiceClient implements AutoCloseable {
  private static final Metadata.Key<String> AUTHORIZATION =
      Metadata.Key.of("authorization", Metadata.ASCII_STRING_MARSHALLER);

  private final ManagedChannel user;
  private final ManagedChannel social;
  private final ManagedChannel message;
  private final Ports ports;
  private final Map<Integer, ManagedChannel> controls = new ConcurrentHashMap<>();

  /** Connects with the first calls. */
  public ServiceClient(Ports ports) {
    this.ports = ports;
    user = channel(ports.grpc(Service.USER));
    social = channel(ports.grpc(Service.SOCIAL));
    message = channel(ports.grpc(Service.MESSAGE));
  }

  /** Accounts and tokens. */
  public UserServiceBlockingStub user(String token) {
    return prepared(UserServiceGrpc.newBlockingStub(user), token);
  }

  /** Friends and groups. */
  public SocialServiceBlockingStub social(String token) {
    return prepared(SocialServiceGrpc.newBlockingStub(social), token);
  }

  /** Messages and cursors. */
  public MessageServiceBlockingStub message(String token) {
    return prepared(MessageServiceGrpc.newBlockingStub(message), token);
  }

  /** Files. */
  public FileServiceBlockingStub files(String token) {
    return prepared(FileServiceGrpc.newBlockingStub(message), token);
  }

  /**
   * What operators may do with a gateway.
   *
   * @param gateway its number, from 1
   */
  public GatewayControlBlockingStub control(int gateway, String token) {
    ManagedChannel channel =
        controls.computeIfAbsent(gateway, number -> channel(ports.gateway(number).control()));
    return prepared(GatewayControlGrpc.newBlockingStub(channel), token);
  }

  private static ManagedChannel channel(int port) {
    return ManagedChannelBuilder.forAddress("127.0.0.1", port).usePlaintext().build();
  }

  private static <S extends AbstractStub<S>> S prepared(S stub, String token) {
    S patient = stub.withDeadlineAfter(Inbox.PATIENCE.toSeconds(), TimeUnit.SECONDS);
    if (token.isEmpty()) {
      return patient;
    }
    Metadata headers = new Metadata();
    headers.put(AUTHORIZATION, "Bearer " + token);
    return patient.withInterceptors(MetadataUtils.newAttachHeadersInterceptor(headers));
  }

  @Override
  public void close() {
    user.shutdownNow();
    social.shutdownNow();
    message.shutdownNow();
    controls.values().forEach(ManagedChannel::shutdownNow);
  }
}
