package chat.ops.local;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * What runs, written by the supervisor at every change and read by "status" and "down". After a
 * crash or a power cut it is out of date, so every process in it is checked by its start time.
 *
 * @param file one line per process, the supervisor's first
 */
record StateFile(Path file) {
  static final String SUPERVISOR = "supervisor";

  /** Two reads of one process's start time may differ by less than this. */
  private static final Duration START_TOLERANCE = Duration.ofSeconds(2);

  /**
   * One process.
   *
   * @param pid 0 when there is none
   * @param startedMillis of the process, since 1970
   */
  record Row(String name, PartState state, long pid, long startedMillis, List<Integer> ports) {

    static Row of(
        String name, PartState state, Optional<ProcessHandle> process, List<Integer> ports) {
      long started = process.flatMap(Row::started).map(Instant::toEpochMilli).orElse(0L);
      return new Row(name, state, process.map(ProcessHandle::pid).orElse(0L), started, ports);
    }

    /** The process, when it is still the one that was written down. */
    Optional<ProcessHandle> process() {
      return ProcessHandle.of(pid)
          // One that has ended and waits for its parent to notice has no memory.
          .filter(handle -> ProcessMemory.residentBytes(pid) > 0)
          .filter(
              handle ->
                  started(handle)
                      .map(start -> Duration.between(start, Instant.ofEpochMilli(startedMillis)))
                      .filter(difference -> difference.abs().compareTo(START_TOLERANCE) < 0)
                      .isPresent());
    }

    /** What a person wants to know about it now. */
    PartStatus status(Instant now) {
      if (process().isEmpty()) {
        PartState gone = state == PartState.RUNNING ? PartState.FAILED : state;
        return new PartStatus(name, gone, 0, ports, 0, 0);
      }
      long uptime = Math.max(0, (now.toEpochMilli() - startedMillis) / 1000);
      return new PartStatus(name, state, pid, ports, ProcessMemory.residentBytes(pid), uptime);
    }

    private static Optional<Instant> started(ProcessHandle process) {
      return process.info().startInstant();
    }

    private String text() {
      String numbers = ports.stream().map(String::valueOf).collect(Collectors.joining(","));
      return String.join(
          "\t", name, state.name(), String.valueOf(pid), String.valueOf(startedMillis), numbers);
    }

    private static Row parse(String line) {
      String[] fields = line.split("\t", -1);
      List<Integer> ports =
          Arrays.stream(fields[4].split(",", -1))
              .filter(port -> !port.isEmpty())
              .map(Integer::valueOf)
              .toList();
      return new Row(
          fields[0],
          PartState.valueOf(fields[1]),
          Long.parseLong(fields[2]),
          Long.parseLong(fields[3]),
          ports);
    }
  }

  void write(List<Row> rows) {
    try {
      FileTree.writePrivate(
          file, rows.stream().map(row -> row.text() + "\n").collect(Collectors.joining()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The rows, none when nothing was started. */
  List<Row> read() {
    try {
      return Files.exists(file)
          ? Files.readAllLines(file).stream().map(Row::parse).toList()
          : List.of();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The process that holds the stack together; it may be gone. */
  Optional<Row> supervisor() {
    return read().stream().filter(row -> row.name().equals(SUPERVISOR)).findFirst();
  }

  void delete() {
    try {
      Files.deleteIfExists(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
