package chat.ops.browser;

import java.awt.Color;
import java.awt.GradientPaint;
import java.awt.Graphics2D;
import java.awt.Polygon;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import javax.imageio.ImageIO;

/** The files that people of the demo send: a view of hills, and a small document. */
final class DemoFiles {
  private static final int WIDTH = 960;
  private static final int HEIGHT = 540;
  private static final int RANGES = 5;
  private static final int STEP = 12;

  private DemoFiles() {}

  /** Draws hills behind hills under an evening sky. */
  static Path picture(Path folder) throws IOException {
    var image = new BufferedImage(WIDTH, HEIGHT, BufferedImage.TYPE_INT_RGB);
    Graphics2D canvas = image.createGraphics();
    canvas.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
    canvas.setPaint(
        new GradientPaint(0, 0, new Color(0x2b4a7d), 0, HEIGHT * 0.7f, new Color(0xf4b183)));
    canvas.fillRect(0, 0, WIDTH, HEIGHT);
    canvas.setColor(new Color(0xffe6b3));
    canvas.fillOval(WIDTH * 2 / 3, HEIGHT / 3, 70, 70);
    // The same hills each time.
    RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(7);
    for (int range = 0; range < RANGES; range++) {
      canvas.setColor(new Color(70 - range * 12, 90 - range * 13, 120 - range * 19));
      canvas.fillPolygon(hills(range, random));
    }
    canvas.dispose();
    Path file = folder.resolve("view-from-the-tower.png");
    ImageIO.write(image, "png", file.toFile());
    return file;
  }

  private static Polygon hills(int range, RandomGenerator random) {
    double base = HEIGHT * (0.5 + 0.1 * range);
    double first = random.nextDouble(0, 6);
    double second = random.nextDouble(0, 6);
    var outline = new Polygon();
    outline.addPoint(0, HEIGHT);
    for (int x = 0; x <= WIDTH; x += STEP) {
      double wave = Math.sin(first + x / 140.0) * 34 + Math.sin(second + x / 47.0) * 13;
      outline.addPoint(x, (int) (base + wave));
    }
    outline.addPoint(WIDTH, HEIGHT);
    return outline;
  }

  /** A document that some program can read; here only its name and size are seen. */
  static Path document(Path folder) throws IOException {
    String points = "<trkpt lat=\"48.1\" lon=\"11.5\"></trkpt>\n".repeat(4_000);
    return Files.writeString(
        folder.resolve("路线 route.gpx"), "<gpx>\n" + points + "</gpx>\n", StandardCharsets.UTF_8);
  }
}
