package chat.service.message;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import chat.proto.ErrorCode;
import chat.proto.common.ChatMessage;
import chat.proto.message.SendReply;
import chat.proto.message.SendRequest;
import chat.service.runtime.Caller;
import chat.service.trace.Tracing;
import io.grpc.stub.ServerCallStreamObserver;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

class SendStreamTest {
  private static final Caller CALLER = new Caller(1, "Ann", Set.of("user"), Optional.of("s"));

  private final List<Consumer<Outcome>> taken = new ArrayList<>();
  private final Replies replies = new Replies();
  private final List<SendStream> ended = new ArrayList<>();
  private final SendStream stream =
      new SendStream(
          new Intake((draft, reply) -> taken.add(reply)),
          Tracing.off(),
          token -> Optional.of(CALLER),
          replies,
          ended::add);

  @Test
  void aStreamOfAServiceThatStopsEndsWhenWhatItTookIsAnswered() {
    send(1);
    stream.finish();
    assertFalse(replies.completed);
    answer();
    assertEquals(1, replies.all.size());
    assertTrue(replies.completed);
    assertEquals(List.of(stream), ended);
  }

  @Test
  void whatComesAfterThatIsNotTaken() {
    send(1);
    stream.finish();
    send(2);
    assertEquals(1, taken.size());
    answer();
    assertTrue(replies.completed);
  }

  @Test
  void aStreamThatOwesNothingEndsAtOnce() {
    stream.finish();
    assertTrue(replies.completed);
  }

  @Test
  void aClientThatHasGoneGetsNothing() {
    send(1);
    stream.onError(new IllegalStateException("gone"));
    answer();
    assertEquals(List.of(), replies.all);
    assertEquals(List.of(stream), ended);
  }

  private void send(long correlation) {
    var message =
        ChatMessage.newBuilder().setToId(2).setContent("hi").setMsgId("m" + correlation).build();
    stream.onNext(
        SendRequest.newBuilder()
            .setCorrelation(correlation)
            .setToken("token")
            .setMessage(message)
            .build());
  }

  private void answer() {
    taken.getFirst().accept(new Outcome.Refused(ErrorCode.CONFLICT, "no"));
  }

  /** What the client gets. */
  private static final class Replies extends ServerCallStreamObserver<SendReply> {
    private final List<SendReply> all = new ArrayList<>();
    private boolean completed;

    @Override
    public void onNext(SendReply reply) {
      assertFalse(completed);
      all.add(reply);
    }

    @Override
    public void onCompleted() {
      assertFalse(completed);
      completed = true;
    }

    @Override
    public void onError(Throwable thrown) {
      throw new AssertionError(thrown);
    }

    @Override
    public boolean isReady() {
      return true;
    }

    @Override
    public boolean isCancelled() {
      return false;
    }

    @Override
    public void setOnReadyHandler(Runnable handler) {}

    @Override
    public void setOnCancelHandler(Runnable handler) {}

    @Override
    public void disableAutoInboundFlowControl() {}

    @Override
    public void disableAutoRequest() {}

    @Override
    public void request(int count) {}

    @Override
    public void setMessageCompression(boolean enable) {}

    @Override
    public void setCompression(String compression) {}
  }
}
