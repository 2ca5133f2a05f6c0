package chat.ops.check.judge;

import chat.ops.check.history.Change;
import chat.ops.check.history.Stay;
import java.util.List;

/**
 * When somebody was in a conversation, as far as its clients can know: a change happens at some
 * moment between the first request and its answer, and one without an answer happens at some moment
 * or never.
 *
 * @param changes in order
 * @param standing whether they were in all the time where there are none
 */
record Doors(List<Change> changes, boolean standing) {

  /** The number of the stretch that a time lies in for certain, from 0; -1 for none. */
  int certainStretch(long fromNanos, long untilNanos) {
    for (int i = 0; i <= changes.size(); i++) {
      long begun = i == 0 ? Long.MIN_VALUE : changes.get(i - 1).answeredNanos();
      if (begun < fromNanos && untilNanos < nextRequest(i)) {
        return i;
      }
    }
    return -1;
  }

  /** Whether they were certainly out all of that time. */
  boolean isOut(long fromNanos, long untilNanos) {
    int stretch = certainStretch(fromNanos, untilNanos);
    return stretch >= 0 && !isIn(stretch);
  }

  /** The number of the stretch if they were certainly in all of that time, otherwise -1. */
  int stretchIn(long fromNanos, long untilNanos) {
    int stretch = certainStretch(fromNanos, untilNanos);
    return stretch >= 0 && isIn(stretch) ? stretch : -1;
  }

  /** Whether they may have been out at some moment of that time. */
  boolean mayBeOut(long fromNanos, long untilNanos) {
    for (int i = 0; i <= changes.size(); i++) {
      long begun = i == 0 ? Long.MIN_VALUE : changes.get(i - 1).requestedNanos();
      if (!isIn(i) && begun <= untilNanos && fromNanos <= overAt(i)) {
        return true;
      }
    }
    return false;
  }

  private boolean isIn(int stretch) {
    if (stretch > 0) {
      return changes.get(stretch - 1).in();
    }
    return changes.isEmpty() ? standing : !changes.getFirst().in();
  }

  private long nextRequest(int stretch) {
    return stretch < changes.size() ? changes.get(stretch).requestedNanos() : Stay.NEVER;
  }

  /** When a later change was certainly done. */
  private long overAt(int stretch) {
    return changes.stream().skip(stretch).mapToLong(Change::answeredNanos).min().orElse(Stay.NEVER);
  }
}
