package chat.e2e.observe;

import java.util.Map;

/**
 * A rule of Prometheus.
 *
 * @param file its file's name
 * @param isAlert whether it is an alert, else it records
 * @param name the alert's, or the recorded metric's
 * @param expression PromQL
 * @param labels which it adds
 * @param annotations empty where it records
 */
public record Rule(
    String file,
    boolean isAlert,
    String name,
    String expression,
    Map<String, String> labels,
    Map<String, String> annotations) {

  /** Copies what it is given. */
  public Rule {
    labels = Map.copyOf(labels);
    annotations = Map.copyOf(annotations);
  }
}
