package chat.gateway.transport;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class FrameReaderTest {
  private static final int MAX_BYTES = 100;

  private final List<String> found = new ArrayList<>();
  private final FrameReader reader = new FrameReader(MAX_BYTES, new Found());

  /** Writes down what comes, with the dialect's letter before it. */
  private final class Found implements FrameReader.Sink {
    @Override
    public void frame(byte[] frame, Terminator terminator) {
      found.add(letter(terminator) + new String(frame, UTF_8));
    }

    @Override
    public void oversize(Terminator terminator) {
      found.add(letter(terminator) + "oversize");
    }

    private static String letter(Terminator terminator) {
      return switch (terminator) {
        case LINE_FEED -> "L:";
        case NUL -> "N:";
      };
    }
  }

  @Test
  void aLineFeedMakesLines() {
    assertTrue(feed("{a}\n{b}\r\n"));
    assertEquals(List.of("L:{a}", "L:{b}"), found);
  }

  @Test
  void aNulMakesClassic() {
    assertTrue(feed("{a}\0{b}\0"));
    assertEquals(List.of("N:{a}", "N:{b}"), found);
  }

  @Test
  void theFirstTerminatorDecidesAndTheOtherIsContent() {
    assertTrue(feed("{a}\n{\0}\n"));
    assertEquals(List.of("L:{a}", "L:{\0}"), found);
    found.clear();
    var classic = new FrameReader(MAX_BYTES, new Found());
    assertTrue(classic.feed("{a}\0{\n}\0".getBytes(UTF_8)));
    assertEquals(List.of("N:{a}", "N:{\n}"), found);
  }

  @Test
  void blankFramesAreSkippedAndDecideNothing() {
    assertTrue(feed("\n\r\n \n\0{a}\0\0\n\0{b}\0"));
    assertEquals(List.of("N:{a}", "N:{b}"), found);
  }

  @Test
  void whatTheStreamEndsWithIsAFrame() {
    assertTrue(feed("{a}\0{b}"));
    reader.end();
    assertEquals(List.of("N:{a}", "N:{b}"), found);
  }

  @Test
  void anEndBehindATerminatorIsNoFrame() {
    assertTrue(feed("{a}\n"));
    reader.end();
    assertEquals(List.of("L:{a}"), found);
  }

  @Test
  void theLimitItselfIsAllowed() {
    assertTrue(feed("x".repeat(MAX_BYTES) + "\n"));
    assertEquals(List.of("L:" + "x".repeat(MAX_BYTES)), found);
  }

  @Test
  void anOversizeFrameIsToldOnceAndItsRestSwallowed() {
    assertTrue(feed("{a}\0"));
    assertTrue(feed("x".repeat(MAX_BYTES)));
    assertTrue(feed("x"));
    assertTrue(feed("x".repeat(1_000)));
    assertEquals(List.of("N:{a}", "N:oversize"), found);
    assertFalse(feed("x\0{b}\0"));
    reader.end();
    assertEquals(List.of("N:{a}", "N:oversize"), found);
  }

  @Test
  void anOversizeFrameInOnePieceIsToldToo() {
    assertFalse(feed("x".repeat(MAX_BYTES + 1) + "\n{a}\n"));
    assertEquals(List.of("L:oversize"), found);
  }

  @Test
  void anyPiecesGiveTheSameFrames() {
    var random = new Random(7);
    List<String> frames = new ArrayList<>();
    var stream = new StringBuilder();
    for (int i = 0; i < 200; i++) {
      String frame = "{" + "你😀x".repeat(random.nextInt(10)) + i + "}";
      frames.add("L:" + frame);
      stream.append(frame).append(random.nextBoolean() ? "\r\n" : "\n");
    }
    byte[] bytes = stream.toString().getBytes(UTF_8);
    for (int start = 0; start < bytes.length; ) {
      int end = Math.min(bytes.length, start + random.nextInt(20));
      assertTrue(reader.feed(Arrays.copyOfRange(bytes, start, end)));
      start = end;
    }
    assertEquals(frames, found);
  }

  private boolean feed(String piece) {
    return reader.feed(piece.getBytes(UTF_8));
  }
}
