package chat.ops.check.judge;

import java.util.ArrayList;
import java.util.List;

/**
 * What came of one promise.
 *
 * @param promise in a few words
 * @param checked how often it was looked at
 * @param violations empty when it was kept
 */
public record Verdict(String promise, long checked, List<Violation> violations) {
  /** Copies the violations. */
  public Verdict {
    violations = List.copyOf(violations);
  }

  /** Whether the promise was kept. */
  public boolean kept() {
    return violations.isEmpty();
  }

  /** Collects a verdict. Used by one thread. */
  static final class Builder {
    private final String promise;
    private final List<Violation> violations = new ArrayList<>();
    private long checked;

    Builder(String promise) {
      this.promise = promise;
    }

    /** One more look. */
    void checked() {
      checked++;
    }

    void checked(long looks) {
      checked += looks;
    }

    void violated(Violation violation) {
      violations.add(violation);
    }

    Verdict build() {
      return new Verdict(promise, checked, violations);
    }
  }
}
