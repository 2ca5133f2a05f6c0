package chat.service.runtime;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import chat.proto.user.GetProfileReply;
import chat.proto.user.GetProfileRequest;
import chat.proto.user.Profile;
import chat.proto.user.RegReply;
import chat.proto.user.RegRequest;
import chat.proto.user.UserServiceGrpc;
import io.grpc.ManagedChannel;
import io.grpc.Metadata;
import io.grpc.Server;
import io.grpc.ServerInterceptors;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.inprocess.InProcessChannelBuilder;
import io.grpc.inprocess.InProcessServerBuilder;
import io.grpc.stub.MetadataUtils;
import io.grpc.stub.StreamObserver;
import java.io.IOException;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class TokenInterceptorTest {
  private Server server;
  private ManagedChannel channel;

  @BeforeEach
  void start() throws IOException {
    Tokens tokens = new Tokens(TokenInterceptorTest::read, Clock.systemUTC());
    TokenInterceptor interceptor =
        new TokenInterceptor(tokens, "ended"::equals, Set.of(UserServiceGrpc.getRegMethod()));
    server =
        InProcessServerBuilder.forName("tokens")
            .directExecutor()
            .addService(ServerInterceptors.intercept(new Users(), interceptor))
            .build()
            .start();
    channel = InProcessChannelBuilder.forName("tokens").directExecutor().build();
  }

  @AfterEach
  void stop() {
    channel.shutdownNow();
    server.shutdownNow();
  }

  @Test
  void theHandlerKnowsItsCaller() {
    assertEquals(7, profile("Bearer alive"));
    assertEquals(7, profile("bearer alive"));
  }

  @Test
  void withoutATokenNobodyIsAuthenticated() {
    UserServiceGrpc.UserServiceBlockingStub stub = UserServiceGrpc.newBlockingStub(channel);
    assertEquals(
        Status.Code.UNAUTHENTICATED,
        codeOf(() -> stub.getProfile(GetProfileRequest.getDefaultInstance())));
    assertEquals(Status.Code.UNAUTHENTICATED, codeOf(() -> profile("Basic alive")));
  }

  @Test
  void aBadTokenAndAnEndedSessionAreRefused() {
    assertEquals(Status.Code.PERMISSION_DENIED, codeOf(() -> profile("Bearer forged")));
    assertEquals(Status.Code.PERMISSION_DENIED, codeOf(() -> profile("Bearer ended")));
  }

  @Test
  void aMethodThatNeedsNoTokenDoesNotReadOne() {
    UserServiceGrpc.UserServiceBlockingStub stub = UserServiceGrpc.newBlockingStub(channel);
    assertEquals(1, stub.reg(RegRequest.getDefaultInstance()).getId());
  }

  private int profile(String authorization) {
    Metadata headers = new Metadata();
    headers.put(Metadata.Key.of("authorization", Metadata.ASCII_STRING_MARSHALLER), authorization);
    return UserServiceGrpc.newBlockingStub(channel)
        .withInterceptors(MetadataUtils.newAttachHeadersInterceptor(headers))
        .getProfile(GetProfileRequest.getDefaultInstance())
        .getProfile()
        .getId();
  }

  private static Status.Code codeOf(Runnable call) {
    return assertThrows(StatusRuntimeException.class, call::run).getStatus().getCode();
  }

  private static Optional<VerifiedToken> read(String token) {
    return token.equals("forged")
        ? Optional.empty()
        : Optional.of(
            new VerifiedToken(
                new Caller(7, "anna", Set.of("user"), Optional.of(token)), Instant.MAX));
  }

  private static final class Users extends UserServiceGrpc.UserServiceImplBase {

    @Override
    public void reg(RegRequest request, StreamObserver<RegReply> observer) {
      observer.onNext(RegReply.newBuilder().setId(1).build());
      observer.onCompleted();
    }

    @Override
    public void getProfile(GetProfileRequest request, StreamObserver<GetProfileReply> observer) {
      Profile profile = Profile.newBuilder().setId(Caller.current().userId()).build();
      observer.onNext(GetProfileReply.newBuilder().setProfile(profile).build());
      observer.onCompleted();
    }
  }
}
