package chat.gateway.trace;

import chat.proto.ErrorCode;
import chat.proto.common.ChatMessage;
import chat.proto.message.ChatReply;
import chat.proto.message.MessageServiceGrpc;
import chat.trace.TraceNames;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;

/**
 * A message on its way to the message service and its answer back, however often it had to be sent.
 *
 * @param origin goes along with the message
 */
public record SendTrace(MessageOrigin origin, Span span) {

  static SendTrace begin(RequestTrace request, ChatMessage message) {
    Span span =
        request.isTraced()
            ? request
                .inside(MessageServiceGrpc.getSendMethod().getFullMethodName(), SpanKind.CLIENT)
                .setAttribute(TraceNames.RPC_SYSTEM, TraceNames.GRPC)
                .setAttribute(TraceNames.RPC_SERVICE, MessageServiceGrpc.SERVICE_NAME)
                .setAttribute(TraceNames.RPC_METHOD, "Send")
                .setAttribute(TraceNames.MESSAGE_ID, message.getMsgId())
                .startSpan()
            : Span.getInvalid();
    var goesOn = span.isRecording() ? span.getSpanContext() : request.identifiers();
    return new SendTrace(new MessageOrigin(Traceparent.of(goesOn), request.receivedMs()), span);
  }

  /** It goes to this instance of the service; after another one has broken, to the next. */
  public void sentTo(String host, int port) {
    span.setAttribute(TraceNames.SERVER_ADDRESS, host).setAttribute(TraceNames.SERVER_PORT, port);
  }

  /** The service has answered, or is given up. */
  public void answered(ChatReply reply) {
    if (!span.isRecording()) {
      return;
    }
    if (reply.getErrno() == ErrorCode.OK.errno()) {
      span.setAttribute(TraceNames.SEQ, reply.getSeq());
    } else {
      span.setAttribute(TraceNames.ERROR, ErrorCode.ofErrno(reply.getErrno()).label());
      span.setStatus(StatusCode.ERROR);
    }
    span.end();
  }
}
