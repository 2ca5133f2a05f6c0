package chat.ops.traces;

/**
 * How much a store holds, and what it no longer does.
 *
 * @param traces kept
 * @param spans kept
 * @param droppedTraces forgotten for newer ones
 * @param droppedSpans those of the forgotten traces, and those beyond {@link Limits#spansPerTrace}
 */
public record Counts(int traces, int spans, long droppedTraces, long droppedSpans) {}
