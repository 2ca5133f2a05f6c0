package chat.service.message;

import chat.service.trace.Tracing;
import chat.trace.SpanTime;
import chat.trace.TraceNames;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanBuilder;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.Scope;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * The spans of one attempt to write a batch. Many messages share it: its span, with the statements
 * below it, is in the trace of the first message that is traced, and linked to the others'; each of
 * these has a span of its own that is as long and linked to it. So every trace shows when its
 * message waited and when it was written. Used by the committer's thread, in a try.
 */
final class CommitSpans implements AutoCloseable {
  private static final CommitSpans NONE = new CommitSpans();
  private static final String COMMIT = "commit";
  private static final String WAIT = "wait for the committer";

  private final List<Context> others;
  private final Span span;
  private final Scope scope;
  private final long startNanos = SpanTime.now();
  private boolean done;

  private CommitSpans() {
    others = List.of();
    span = Span.getInvalid();
    scope = Scope.noop();
  }

  // The scope is closed with this.
  @SuppressWarnings("MustBeClosedChecker")
  private CommitSpans(List<Context> traced, int messages, int attempt) {
    Context first = traced.getFirst();
    others = traced.subList(1, traced.size());
    SpanBuilder builder =
        Tracing.spanIn(first, COMMIT, SpanKind.INTERNAL)
            .orElseThrow()
            .setAttribute(TraceNames.BATCH, messages)
            .setAttribute("chat.attempt", attempt);
    others.forEach(other -> builder.addLink(Span.fromContext(other).getSpanContext()));
    span = builder.startSpan();
    scope = first.with(span).makeCurrent();
  }

  /** Begins; what is done now in the database is part of it. */
  static CommitSpans begin(List<Pending> batch, int attempt) {
    List<Pending> traced = batch.stream().filter(Pending::isTraced).toList();
    if (traced.isEmpty()) {
      return NONE;
    }
    if (attempt == 1) {
      traced.forEach(CommitSpans::waited);
    }
    return new CommitSpans(
        traced.stream().map(pending -> pending.draft().origin().trace()).toList(),
        batch.size(),
        attempt);
  }

  /** It is committed. */
  void done() {
    done = true;
  }

  @Override
  public void close() {
    if (this == NONE) {
      return;
    }
    scope.close();
    long end = SpanTime.now();
    finish(span, end);
    for (Context other : others) {
      Tracing.spanIn(other, COMMIT, SpanKind.INTERNAL)
          .map(builder -> builder.addLink(span.getSpanContext()))
          .map(builder -> builder.setStartTimestamp(startNanos, TimeUnit.NANOSECONDS).startSpan())
          .ifPresent(own -> finish(own, end));
    }
  }

  private void finish(Span ended, long end) {
    if (!done) {
      ended.setStatus(StatusCode.ERROR);
    }
    ended.end(end, TimeUnit.NANOSECONDS);
  }

  private static void waited(Pending pending) {
    long now = SpanTime.now();
    long waited = System.nanoTime() - pending.sinceNanos();
    Tracing.spanIn(pending.draft().origin().trace(), WAIT, SpanKind.INTERNAL)
        .map(builder -> builder.setStartTimestamp(now - waited, TimeUnit.NANOSECONDS).startSpan())
        .ifPresent(span -> span.end(now, TimeUnit.NANOSECONDS));
  }
}
