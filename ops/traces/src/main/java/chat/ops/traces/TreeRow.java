package chat.ops.traces;

/**
 * A span's place in its trace's tree.
 *
 * @param depth 0 for a root
 * @param place why it is there
 */
public record TreeRow(Span span, int depth, Place place) {
  /** Why a span stands where it does. */
  public enum Place {
    /** It has no parent. */
    ROOT,
    /** Its parent is one row above, or further up with less depth. */
    CHILD,
    /** Its parent has not come in: it stands as a root. */
    PARENT_MISSING,
    /** It is its own ancestor: it stands as a root. */
    LOOP
  }
}
