package chat.ops.traces;

import java.util.List;
import java.util.Map;

/**
 * One span as its process sent it.
 *
 * @param traceId 32 hexadecimal digits, lower case
 * @param spanId 16 hexadecimal digits, lower case
 * @param parentId as spanId, empty for a root
 * @param name what was done
 * @param kind on which side of a call or a queue it was done
 * @param service the process's {@code service.name}, empty when it gave none
 * @param startNanos since 1970
 * @param endNanos since 1970
 * @param attributes as text, also numbers and lists; with the process's {@code
 *     service.instance.id}, if it has one
 * @param links other spans that this one has to do with
 * @param status how it ended
 * @param statusText why, where it failed; otherwise empty
 */
public record Span(
    String traceId,
    String spanId,
    String parentId,
    String name,
    Kind kind,
    String service,
    long startNanos,
    long endNanos,
    Map<String, String> attributes,
    List<Link> links,
    Status status,
    String statusText) {

  /** On which side. */
  public enum Kind {
    /** The sender did not say. */
    UNSPECIFIED,
    /** Inside of a process. */
    INTERNAL,
    /** It answers a call. */
    SERVER,
    /** It makes a call. */
    CLIENT,
    /** It puts something into a queue. */
    PRODUCER,
    /** It takes something from a queue. */
    CONSUMER
  }

  /** How it ended. */
  public enum Status {
    /** The sender did not say, which is what most do when all went well. */
    UNSET,
    /** Well. */
    OK,
    /** It failed. */
    ERROR
  }

  /**
   * Another span.
   *
   * @param traceId as in a span
   * @param spanId as in a span
   */
  public record Link(String traceId, String spanId) {}

  /** Copies what could change. */
  public Span {
    attributes = Map.copyOf(attributes);
    links = List.copyOf(links);
  }

  /** How long it took; 0 when it ends before it starts, as clocks may say. */
  public long durationNanos() {
    return Math.max(0, endNanos - startNanos);
  }

  /** Whether it failed. */
  public boolean failed() {
    return status == Status.ERROR;
  }

  /** An attribute's text, empty when it has none of that name. */
  public String attribute(String key) {
    return attributes.getOrDefault(key, "");
  }
}
