package chat.ops.local;

import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** The two forms in which the status is printed. */
final class StatusReport {
  private StatusReport() {}

  /** A table for people. */
  static String table(List<PartStatus> parts) {
    String rows = parts.stream().map(StatusReport::row).collect(Collectors.joining());
    return row("NAME", "STATE", "PID", "MEMORY", "UPTIME", "PORTS") + rows;
  }

  private static String row(PartStatus part) {
    return row(
        part.name(),
        part.state().label(),
        part.pid() == 0 ? "-" : String.valueOf(part.pid()),
        part.memoryBytes() / (1 << 20) + " MB",
        uptime(part.uptimeSeconds()),
        part.ports().stream().map(String::valueOf).collect(Collectors.joining(" ")));
  }

  private static String row(
      String name, String state, String pid, String memory, String uptime, String ports) {
    return String.format(
        Locale.ROOT, "%-12s %-13s %8s %8s %10s  %s\n", name, state, pid, memory, uptime, ports);
  }

  /** Hours, minutes and seconds. */
  static String uptime(long seconds) {
    return String.format(
        Locale.ROOT, "%d:%02d:%02d", seconds / 3600, seconds / 60 % 60, seconds % 60);
  }

  /** An array for programs, one object per line. Names need no escaping. */
  static String json(List<PartStatus> parts) {
    return parts.stream().map(StatusReport::object).collect(Collectors.joining(",\n ", "[", "]\n"));
  }

  private static String object(PartStatus part) {
    return String.format(
        Locale.ROOT,
        "{\"name\":\"%s\",\"state\":\"%s\",\"pid\":%d,\"ports\":[%s],"
            + "\"memory_bytes\":%d,\"uptime_seconds\":%d}",
        part.name(),
        part.state().label(),
        part.pid(),
        part.ports().stream().map(String::valueOf).collect(Collectors.joining(",")),
        part.memoryBytes(),
        part.uptimeSeconds());
  }
}
