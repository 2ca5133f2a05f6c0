package chat.service.message;

import chat.proto.ErrorCode;
import chat.proto.common.ChatMessage;
import chat.proto.message.SendReply;
import chat.proto.message.SendRequest;
import chat.service.runtime.Caller;
import chat.service.trace.Tracing;
import io.grpc.stub.ServerCallStreamObserver;
import io.grpc.stub.StreamObserver;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * One client's stream of messages. At most {@value #WINDOW} of its messages are unanswered at a
 * time: as many more are read as were answered, and only while the client takes its replies, so one
 * that does not read is not read either. Requests come on the call's thread, replies on the
 * committer's.
 */
final class SendStream implements StreamObserver<SendRequest> {
  private static final int WINDOW = 4_096;
  private static final int GRANT = 64;
  private static final Outcome.Refused NO_TOKEN =
      new Outcome.Refused(ErrorCode.NOT_LOGGED_IN, "a token is needed");
  private static final Outcome.Refused BAD_TOKEN =
      new Outcome.Refused(ErrorCode.FORBIDDEN, "the token is bad, expired or ended");

  private final Intake intake;
  private final Tracing tracing;
  private final Function<String, Optional<Caller>> tokens;
  private final ServerCallStreamObserver<SendReply> replies;
  private final Consumer<SendStream> onEnd;

  // Guarded by this.
  private int answered;
  private int unanswered;
  // No more messages are taken: the client sends none, or the service stops.
  private boolean finishing;
  private boolean ended;

  /**
   * Opens the stream; to be called while the call starts.
   *
   * @param tokens whose token it is; empty when it is bad
   * @param onEnd called when it has ended, perhaps more than once; must not block
   */
  SendStream(
      Intake intake,
      Tracing tracing,
      Function<String, Optional<Caller>> tokens,
      ServerCallStreamObserver<SendReply> replies,
      Consumer<SendStream> onEnd) {
    this.intake = intake;
    this.tracing = tracing;
    this.tokens = tokens;
    this.replies = replies;
    this.onEnd = onEnd;
    replies.disableAutoRequest();
    replies.setOnReadyHandler(this::grant);
    replies.setOnCancelHandler(this::end);
    replies.request(WINDOW);
  }

  @Override
  public void onNext(SendRequest request) {
    synchronized (this) {
      if (finishing) {
        return;
      }
      unanswered++;
    }
    ChatMessage message = request.getMessage();
    long correlation = request.getCorrelation();
    SendSpan span = SendSpan.begin(tracing, request);
    Consumer<Outcome> reply =
        outcome -> {
          span.end(outcome);
          reply(correlation, message.getMsgId(), outcome);
        };
    Optional<Caller> caller =
        request.getToken().isEmpty() ? Optional.empty() : tokens.apply(request.getToken());
    if (caller.isPresent()) {
      intake.send(caller.get(), message, span.origin(), reply);
    } else {
      reply.accept(request.getToken().isEmpty() ? NO_TOKEN : BAD_TOKEN);
    }
  }

  @Override
  public void onError(Throwable thrown) {
    end();
  }

  @Override
  public void onCompleted() {
    finish();
  }

  /**
   * Takes no more messages, and ends when all that were taken are answered. What comes meanwhile is
   * not taken: to its sender it is lost with the stream, and goes over another one.
   */
  synchronized void finish() {
    finishing = true;
    completeWhenAnswered();
  }

  private void reply(long correlation, String msgId, Outcome outcome) {
    SendReply reply =
        SendReply.newBuilder()
            .setCorrelation(correlation)
            .setReply(ChatReplies.of(msgId, outcome))
            .build();
    synchronized (this) {
      if (ended) {
        return;
      }
      replies.onNext(reply);
      unanswered--;
      answered++;
      if (answered >= GRANT) {
        grant();
      }
      completeWhenAnswered();
    }
  }

  private synchronized void grant() {
    if (!ended && answered > 0 && replies.isReady()) {
      replies.request(answered);
      answered = 0;
    }
  }

  private void completeWhenAnswered() {
    if (finishing && unanswered == 0 && !ended) {
      end();
      replies.onCompleted();
    }
  }

  private synchronized void end() {
    ended = true;
    onEnd.accept(this);
  }
}
