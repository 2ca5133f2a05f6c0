package chat.process;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProcessFiguresTest {
  private final ProcessFigures figures = new ProcessFigures();

  @TempDir Path directory;

  @Test
  void everyFigureOfThisProcessIsANumber() {
    for (ProcessFigures.Figure figure : figures.all()) {
      double value = figure.value().getAsDouble();
      assertTrue(value > 0 && Double.isFinite(value), () -> figure.name() + " " + value);
    }
  }

  @Test
  void anOpenFileCounts() throws IOException {
    Path file = Files.createFile(directory.resolve("file"));
    List<InputStream> open = new ArrayList<>();
    double before = figures.openFiles();
    for (int i = 0; i < 50; i++) {
      open.add(Files.newInputStream(file));
    }
    double after = figures.openFiles();
    for (InputStream stream : open) {
      stream.close();
    }
    assertTrue(after - before >= 40, () -> before + " then " + after);
  }

  @Test
  void memoryIsToldInBytes() throws IOException {
    Files.writeString(directory.resolve("status"), "Name:\tjava\nVmRSS:\t  1234 kB\nThreads:\t9\n");
    assertEquals(1234 * 1024, new ProcessFigures(directory).residentBytes());
  }

  @Test
  void whatNobodyTellsIsNoNumber() {
    assertEquals(Double.NaN, new ProcessFigures(directory.resolve("none")).residentBytes());
    assertEquals(Double.NaN, new ProcessFigures(directory.resolve("none")).openFiles());
  }
}
