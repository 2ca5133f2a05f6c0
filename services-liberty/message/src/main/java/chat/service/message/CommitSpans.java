package chat.service.message;

import static java.util.concurrent.TimeUnit.NANOSECONDS;

import chat.service.trace.Tracing;
import chat.trace.SpanTime;
import chat.trace.TraceNames;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanBuilder;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.Scope;
import java.util.ArrayList;
import java.util.List;

/**
 * The spans of one attempt to write a batch. Many messages share it: its span, with the statements
 * below it, is in the trace of the first message that is traced, and linked to the others'; each of
 * these has a span of its own that is as long and linked to it. So every trace shows when its
 * message waited and when it was written. Where it was slow, those that were not to be traced have
 * such spans as well, made afterwards, without the statements. Used by the committer's thread, in a
 * try.
 */
final class CommitSpans implements AutoCloseable {
  private static final String COMMIT = "commit";
  private static final String WAIT = "wait for the committer";

  private final List<Pending> batch;
  private final int attempt;
  private final List<Context> others;
  private final Span span;
  private final Scope scope;
  private final long startNanos = SpanTime.now();
  private boolean done;

  // The scope is closed with this.
  @SuppressWarnings("MustBeClosedChecker")
  private CommitSpans(List<Pending> batch, List<Context> traced, int attempt) {
    this.batch = batch;
    this.attempt = attempt;
    if (traced.isEmpty()) {
      others = List.of();
      span = Span.getInvalid();
      scope = Scope.noop();
    } else {
      Context first = traced.getFirst();
      others = traced.subList(1, traced.size());
      span = leading(Tracing.spanIn(first, COMMIT, SpanKind.INTERNAL).orElseThrow(), others);
      scope = first.with(span).makeCurrent();
    }
  }

  /** These have been waiting until now. */
  static void waited(List<Pending> batch) {
    long now = System.nanoTime();
    int late = 0;
    for (Pending pending : batch) {
      long waited = now - pending.sinceNanos();
      if (pending.isTraced()) {
        Tracing.spanIn(pending.trace(), WAIT, SpanKind.INTERNAL)
            .map(wait -> wait.setStartTimestamp(SpanTime.of(pending.sinceNanos()), NANOSECONDS))
            .ifPresent(wait -> wait.startSpan().end());
      } else if (late < Tracing.MOST_LATE && Tracing.isLate(pending.trace(), waited)) {
        late++;
        late(pending, WAIT, waited).startSpan().end();
      }
    }
  }

  /** Begins; what is done now in the database is part of it. */
  static CommitSpans begin(List<Pending> batch, int attempt) {
    // Plain loops, here and below: most batches are small and nobody looks at them.
    List<Context> traced = new ArrayList<>(0);
    for (Pending pending : batch) {
      if (pending.isTraced()) {
        traced.add(pending.trace());
      }
    }
    return new CommitSpans(batch, traced, attempt);
  }

  /** It is committed. */
  void done() {
    done = true;
  }

  @Override
  public void close() {
    scope.close();
    long end = SpanTime.now();
    finish(span, end);
    for (Context other : others) {
      Tracing.spanIn(other, COMMIT, SpanKind.INTERNAL)
          .ifPresent(builder -> follow(builder, span, end));
    }
    long taken = end - startNanos;
    List<Pending> late = new ArrayList<>(0);
    for (Pending pending : batch) {
      if (Tracing.isLate(pending.trace(), taken) && late.size() < Tracing.MOST_LATE) {
        late.add(pending);
      }
    }
    if (!late.isEmpty()) {
      keep(late, taken, end);
    }
  }

  private void keep(List<Pending> late, long taken, long end) {
    Span leading = span;
    List<Pending> following = late;
    if (!span.getSpanContext().isValid()) {
      following = late.subList(1, late.size());
      leading =
          leading(
              late(late.getFirst(), COMMIT, taken),
              following.stream().map(Pending::trace).toList());
      finish(leading, end);
    }
    for (Pending other : following) {
      follow(late(other, COMMIT, taken), leading, end);
    }
  }

  private Span leading(SpanBuilder builder, List<Context> linked) {
    builder.setAttribute(TraceNames.BATCH, batch.size()).setAttribute("chat.attempt", attempt);
    linked.forEach(other -> builder.addLink(Tracing.of(other)));
    return builder.setStartTimestamp(startNanos, NANOSECONDS).startSpan();
  }

  private void follow(SpanBuilder builder, Span leading, long end) {
    builder.addLink(leading.getSpanContext()).setStartTimestamp(startNanos, NANOSECONDS);
    finish(builder.startSpan(), end);
  }

  private void finish(Span ended, long end) {
    if (!done) {
      ended.setStatus(StatusCode.ERROR);
    }
    ended.end(end, NANOSECONDS);
  }

  // Those above it are kept by whoever made them, if at all: it says itself which message it is of.
  private static SpanBuilder late(Pending pending, String name, long taken) {
    return Tracing.lateIn(pending.trace(), name, SpanKind.INTERNAL, taken)
        .setAttribute(TraceNames.MESSAGE_ID, pending.draft().msgId());
  }
}
