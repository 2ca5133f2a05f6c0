package chat.gateway.trace;

import chat.proto.ErrorCode;
import chat.proto.common.ChatMessage;
import chat.trace.SpanTime;
import chat.trace.TraceNames;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanBuilder;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.context.Context;
import java.util.Map;
import java.util.OptionalInt;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * One request of a client: from when all of its bytes are there to the reply's place in the queue.
 * What it does meanwhile on the same thread finds it as {@link #current}. Used by one thread at a
 * time.
 */
public final class RequestTrace {
  /** Nobody looks. */
  static final RequestTrace NONE =
      new RequestTrace(Tracing.off(), "", Attributes::empty, Context.root(), 0);

  private static final ScopedValue<RequestTrace> CURRENT = ScopedValue.newInstance();

  private final Tracing tracing;
  private final String name;
  private final Supplier<Attributes> source;
  private final Context parent;
  private final long startNanos;
  private final Span span;
  private OptionalInt userId = OptionalInt.empty();
  private ChatMessage message = ChatMessage.getDefaultInstance();
  private long conversation;
  private boolean unhurried;
  private boolean ended;

  /** What is done for a request. */
  @FunctionalInterface
  public interface Work<X extends Exception> {

    /** Does it. */
    void run() throws X;
  }

  RequestTrace(
      Tracing tracing, String name, Supplier<Attributes> source, Context parent, long startNanos) {
    this.tracing = tracing;
    this.name = name;
    this.source = source;
    this.parent = parent;
    this.startNanos = startNanos;
    this.span = name.isEmpty() ? Span.getInvalid() : start();
  }

  /** The request that this thread works for; one that nobody looks at where there is none. */
  public static RequestTrace current() {
    return CURRENT.orElse(NONE);
  }

  /** Does what the request asks for. */
  public <X extends Exception> void run(Work<X> work) throws X {
    if (this == NONE) {
      work.run();
    } else {
      ScopedValue.where(CURRENT, this)
          .<Void, X>call(
              () -> {
                work.run();
                return null;
              });
    }
  }

  /** The client's bytes are understood as a request. */
  public void decoded(String dialect) {
    if (span.isRecording()) {
      inside("decode " + dialect, SpanKind.INTERNAL)
          .setStartTimestamp(SpanTime.of(startNanos), TimeUnit.NANOSECONDS)
          .startSpan()
          .end();
    }
  }

  /** Who asks. */
  public void user(int id) {
    if (this != NONE) {
      userId = OptionalInt.of(id);
    }
  }

  /** How long it takes is up to the client: it is never slow. */
  public void unhurried() {
    if (this != NONE) {
      unhurried = true;
    }
  }

  /** The request is to send this message; it is handed over now. */
  public SendTrace sending(ChatMessage sent, long conversationId) {
    if (this != NONE) {
      user(sent.getFromId());
      message = sent;
      conversation = conversationId;
    }
    return SendTrace.begin(this, sent);
  }

  /**
   * The reply is in the queue, which ends this; again: no effect.
   *
   * @return to be run when the socket has taken it
   */
  public Runnable replied(ErrorCode outcome) {
    if (ended) {
      return RequestTrace::nothing;
    }
    ended = this != NONE;
    boolean ours = outcome == ErrorCode.UNAVAILABLE || outcome == ErrorCode.INTERNAL;
    long taken = System.nanoTime() - startNanos;
    boolean slow = this != NONE && !unhurried && tracing.isSlow(taken);
    if (slow) {
      // A chat is answered on another thread; the line is to say whose it is.
      run(() -> tracing.slowLog().add(() -> told(taken)));
    }
    if (span.isRecording()) {
      long queued = SpanTime.now();
      finish(span, outcome, ours, queued);
      return () -> written(queued);
    }
    if (span.getSpanContext().isValid() && (ours || slow)) {
      Span late = tracing.lateSpans().start(span.getSpanContext(), parent, this::begun);
      finish(late, outcome, ours, SpanTime.now());
    }
    return RequestTrace::nothing;
  }

  /** When the request came, milliseconds since 1970. */
  long receivedMs() {
    return this == NONE
        ? System.currentTimeMillis()
        : TimeUnit.NANOSECONDS.toMillis(SpanTime.of(startNanos));
  }

  /** What log lines about it say of it; what it asks of others may take it along for theirs. */
  public Map<String, String> marks() {
    return LogMarks.of(identifiers(), described());
  }

  /** What goes on with this in another process; not valid where nobody looks. */
  public SpanContext identifiers() {
    return span.getSpanContext();
  }

  /** Whether its parts are to have spans. */
  boolean isTraced() {
    return span.isRecording();
  }

  /** A part of it. */
  SpanBuilder inside(String part, SpanKind kind) {
    return tracing.span(parent.with(span), part, kind);
  }

  private Span start() {
    if (!tracing.isOn()) {
      return Span.getInvalid();
    }
    SpanContext own = tracing.lateSpans().identify(parent, name, SpanKind.SERVER);
    return own.isSampled() ? tracing.lateSpans().start(own, parent, this::begun) : Span.wrap(own);
  }

  private SpanBuilder begun(Context context) {
    return tracing
        .span(context, name, SpanKind.SERVER)
        .setStartTimestamp(SpanTime.of(startNanos), TimeUnit.NANOSECONDS);
  }

  private void finish(Span ended, ErrorCode outcome, boolean ours, long end) {
    ended.setAllAttributes(described());
    if (!message.getMsgId().isEmpty()) {
      ended.setAttribute(TraceNames.MESSAGE_ID, message.getMsgId());
      ended.setAttribute(TraceNames.CONVERSATION, conversation);
    }
    if (outcome != ErrorCode.OK) {
      ended.setAttribute(TraceNames.ERROR, outcome.label());
    }
    if (ours) {
      ended.setStatus(StatusCode.ERROR);
    }
    ended.end(end, TimeUnit.NANOSECONDS);
  }

  private Attributes described() {
    var attributes = source.get().toBuilder();
    userId.ifPresent(id -> attributes.put(TraceNames.USER, Integer.toString(id)));
    return attributes.build();
  }

  private String told(long taken) {
    return "%s took %d ms%s"
        .formatted(
            name, TimeUnit.NANOSECONDS.toMillis(taken), SlowLog.messageId(message.getMsgId()));
  }

  private static void nothing() {}

  private void written(long queued) {
    inside("write reply", SpanKind.INTERNAL)
        .setStartTimestamp(queued, TimeUnit.NANOSECONDS)
        .startSpan()
        .end();
  }
}
