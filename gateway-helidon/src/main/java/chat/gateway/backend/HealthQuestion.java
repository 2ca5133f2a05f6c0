package chat.gateway.backend;

import io.grpc.ManagedChannel;
import io.grpc.Status;
import io.grpc.health.v1.HealthCheckRequest;
import io.grpc.health.v1.HealthCheckResponse;
import io.grpc.health.v1.HealthCheckResponse.ServingStatus;
import io.grpc.health.v1.HealthGrpc;
import io.grpc.stub.StreamObserver;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * Asks an instance whether it is well, and does not wait: what comes of it is done on the channel's
 * thread. One that does not know the question counts as well.
 *
 * @param well done when it is
 * @param ill gets the reason when it is not, or does not answer within {@value #SECONDS} s
 */
record HealthQuestion(Runnable well, Consumer<String> ill)
    implements StreamObserver<HealthCheckResponse> {
  private static final int SECONDS = 1;

  /** Asks. */
  static void ask(ManagedChannel channel, Runnable well, Consumer<String> ill) {
    HealthGrpc.newStub(channel)
        .withDeadlineAfter(SECONDS, TimeUnit.SECONDS)
        .check(HealthCheckRequest.getDefaultInstance(), new HealthQuestion(well, ill));
  }

  @Override
  public void onNext(HealthCheckResponse answer) {
    if (answer.getStatus() == ServingStatus.SERVING) {
      well.run();
    } else {
      ill.accept("it is not well");
    }
  }

  @Override
  public void onError(Throwable cause) {
    if (Status.fromThrowable(cause).getCode() == Status.Code.UNIMPLEMENTED) {
      well.run();
    } else {
      ill.accept(String.valueOf(cause.getMessage()));
    }
  }

  @Override
  public void onCompleted() {}
}
