package chat.ops.local;

import java.util.List;

/**
 * What is known of one process of the stack.
 *
 * @param name as in "ops/chat logs NAME"
 * @param state what it is doing
 * @param pid 0 when it has no process
 * @param ports it listens on
 * @param memoryBytes resident memory, 0 without a process
 * @param uptimeSeconds since the process was started, 0 without one
 */
public record PartStatus(
    String name,
    PartState state,
    long pid,
    List<Integer> ports,
    long memoryBytes,
    long uptimeSeconds) {

  /** Copies the ports. */
  public PartStatus {
    ports = List.copyOf(ports);
  }

  PartStatus withState(PartState other) {
    return new PartStatus(name, other, pid, ports, memoryBytes, uptimeSeconds);
  }
}
