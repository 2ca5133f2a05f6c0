package chat.service.message;

import chat.proto.message.SendReply;
import chat.service.runtime.Caller;
import chat.service.runtime.Draining;
import chat.service.trace.Tracing;
import io.grpc.stub.ServerCallStreamObserver;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;

/**
 * The open streams of messages. When the service stops they end as soon as what was taken is
 * answered, so that the gateways send the rest to another instance at once.
 */
@ApplicationScoped
class SendStreams {
  private final Set<SendStream> open = ConcurrentHashMap.newKeySet();

  @Inject private Intake intake;
  @Inject private Tracing tracing;

  /** See {@link SendStream}. */
  SendStream open(
      Function<String, Optional<Caller>> tokens, ServerCallStreamObserver<SendReply> replies) {
    var stream = new SendStream(intake, tracing, tokens, replies, open::remove);
    open.add(stream);
    return stream;
  }

  void finish(@Observes Draining event) {
    open.forEach(SendStream::finish);
  }
}
