package chat.gateway.backend;

import chat.proto.message.MessageServiceGrpc;
import chat.proto.message.SendReply;
import chat.proto.message.SendRequest;
import io.grpc.ManagedChannel;
import io.grpc.Metadata;
import io.grpc.Server;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerInterceptor;
import io.grpc.ServerInterceptors;
import io.grpc.inprocess.InProcessChannelBuilder;
import io.grpc.inprocess.InProcessServerBuilder;
import io.grpc.protobuf.services.HealthStatusManager;
import io.grpc.stub.StreamObserver;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicInteger;

/** One message service that notes what it gets, and answers when told. */
final class FakeInstance extends MessageServiceGrpc.MessageServiceImplBase {
  private final String name = InProcessServerBuilder.generateName();
  final BlockingQueue<SendRequest> received = new LinkedBlockingQueue<>();
  final BlockingQueue<StreamObserver<SendReply>> opened = new LinkedBlockingQueue<>();
  final HealthStatusManager health = new HealthStatusManager();
  volatile StreamObserver<SendReply> latest;
  final AtomicInteger probes = new AtomicInteger();
  final Server server;
  final ManagedChannel channel;

  FakeInstance() throws Exception {
    server =
        InProcessServerBuilder.forName(name)
            .addService(this)
            .addService(ServerInterceptors.interceptForward(health.getHealthService(), counting()))
            .build()
            .start();
    channel = InProcessChannelBuilder.forName(name).directExecutor().build();
  }

  private ServerInterceptor counting() {
    return new ServerInterceptor() {
      @Override
      public <Q, A> ServerCall.Listener<Q> interceptCall(
          ServerCall<Q, A> call, Metadata headers, ServerCallHandler<Q, A> next) {
        probes.incrementAndGet();
        return next.startCall(call, headers);
      }
    };
  }

  @Override
  public StreamObserver<SendRequest> send(StreamObserver<SendReply> replies) {
    latest = replies;
    opened.add(replies);
    return new StreamObserver<>() {
      @Override
      public void onNext(SendRequest request) {
        received.add(request);
      }

      @Override
      public void onError(Throwable cause) {}

      @Override
      public void onCompleted() {}
    };
  }
}
