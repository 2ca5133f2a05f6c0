package chat.process;

import com.sun.management.UnixOperatingSystemMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.DoubleSupplier;

/**
 * The figures of this process under the names that Prometheus' own clients give them. Each is read
 * when it is asked for, in microseconds, and is NaN where the operating system does not tell it.
 * Thread-safe.
 */
public final class ProcessFigures {
  private static final double NANOS_PER_SECOND = 1e9;
  private static final double BYTES_PER_KIB = 1024;
  private static final String RESIDENT = "VmRSS:";

  private final Path process;

  /**
   * One figure.
   *
   * @param name with its unit
   * @param meaning one line, for people
   */
  public record Figure(String name, String meaning, DoubleSupplier value) {}

  /** Of this process. */
  public ProcessFigures() {
    this(Path.of("/proc/self"));
  }

  /** Of whatever this directory describes, as far as files tell it. */
  ProcessFigures(Path process) {
    this.process = process;
  }

  /** All of them. */
  public List<Figure> all() {
    return List.of(
        new Figure("process_open_fds", "Open file descriptors.", this::openFiles),
        new Figure("process_max_fds", "Most file descriptors that may be open.", this::maxFiles),
        new Figure("process_resident_memory_bytes", "Memory in use.", this::residentBytes),
        new Figure(
            "process_cpu_seconds_total", "CPU time used since the start.", this::cpuSeconds));
  }

  double openFiles() {
    try {
      // Linux 6.2 and later tell it at once; counting a gateway's takes as long as it has clients.
      long counted = Files.size(process.resolve("fd"));
      return counted > 0 ? counted : system().getOpenFileDescriptorCount();
    } catch (IOException e) {
      return Double.NaN;
    }
  }

  double maxFiles() {
    return system().getMaxFileDescriptorCount();
  }

  double residentBytes() {
    try (var lines = Files.lines(process.resolve("status"))) {
      return lines
          .filter(line -> line.startsWith(RESIDENT))
          .mapToDouble(line -> Double.parseDouble(line.replaceAll("[^0-9]", "")) * BYTES_PER_KIB)
          .findFirst()
          .orElse(Double.NaN);
    } catch (IOException e) {
      return Double.NaN;
    }
  }

  double cpuSeconds() {
    return system().getProcessCpuTime() / NANOS_PER_SECOND;
  }

  private static UnixOperatingSystemMXBean system() {
    return (UnixOperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
  }
}
