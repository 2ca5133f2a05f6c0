package chat.gateway.transport;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

/** However a stream is cut into pieces, the same frames are found in it, and those it holds. */
class FrameReaderPropertyTest {
  private static final int MAX_BYTES = 24;
  private static final List<Terminator> ANY = List.of(Terminator.values());

  /** What a reader found: the frames by their terminator, then perhaps that one was too long. */
  private record Found(List<String> frames, boolean stopped) {}

  @Property
  void anyPiecesGiveTheFramesOfTheWhole(
      @ForAll("streams") byte[] stream,
      @ForAll @Size(max = 20) List<@IntRange(max = 30) Integer> cuts) {
    Found expected = model(stream);
    assertEquals(expected, read(List.of(stream)), "whole");
    assertEquals(expected, read(pieces(stream, cuts)), "in pieces");
  }

  @Provide
  Arbitrary<byte[]> streams() {
    Arbitrary<String> parts =
        Arbitraries.frequencyOf(
            Tuple.of(8, Arbitraries.of("{}", "你", "😀x", "é", "a b", "\\u0000")),
            Tuple.of(4, Arbitraries.of("\n", "\r\n")),
            Tuple.of(4, Arbitraries.of("\0")),
            Tuple.of(2, Arbitraries.of(" ", "\t", "\r")),
            Tuple.of(1, Arbitraries.of("x".repeat(MAX_BYTES - 1), "x".repeat(MAX_BYTES))));
    return parts.list().ofMaxSize(40).map(some -> String.join("", some).getBytes(UTF_8));
  }

  /** Pieces of these sizes, one after the other; the last one takes the rest. */
  private static List<byte[]> pieces(byte[] stream, List<Integer> sizes) {
    List<byte[]> pieces = new ArrayList<>();
    int start = 0;
    for (int size : sizes) {
      int end = Math.min(stream.length, start + size);
      pieces.add(Arrays.copyOfRange(stream, start, end));
      start = end;
    }
    pieces.add(Arrays.copyOfRange(stream, start, stream.length));
    return pieces;
  }

  private static Found read(List<byte[]> pieces) {
    List<String> frames = new ArrayList<>();
    var reader =
        new FrameReader(
            MAX_BYTES,
            new FrameReader.Sink() {
              @Override
              public void frame(byte[] frame, Terminator terminator) {
                frames.add(terminator + new String(frame, UTF_8));
              }

              @Override
              public void oversize(Terminator terminator) {
                frames.add(terminator + " oversize");
              }
            });
    for (byte[] piece : pieces) {
      if (!reader.feed(piece)) {
        return new Found(frames, true);
      }
    }
    reader.end();
    return new Found(frames, false);
  }

  /** The same with the whole stream at hand. */
  private static Found model(byte[] stream) {
    List<String> frames = new ArrayList<>();
    Optional<Terminator> decided = Optional.empty();
    var frame = new ByteArrayOutputStream();
    for (byte b : stream) {
      Optional<Terminator> here = terminator(b).filter(decided.map(List::of).orElse(ANY)::contains);
      if (here.isEmpty()) {
        frame.write(b);
        continue;
      }
      if (frame.size() > MAX_BYTES) {
        frames.add(decided.orElse(Terminator.LINE_FEED) + " oversize");
        return new Found(frames, true);
      }
      String text = frame.toString(UTF_8).replaceAll("\r+\\z", "");
      if (!text.isBlank()) {
        decided = here;
        frames.add(here.get() + text);
      }
      frame.reset();
    }
    String rest = frame.toString(UTF_8).replaceAll("\r+\\z", "");
    if (frame.size() > MAX_BYTES) {
      frames.add(decided.orElse(Terminator.LINE_FEED) + " oversize");
    } else if (!rest.isBlank()) {
      frames.add(decided.orElse(Terminator.LINE_FEED) + rest);
    }
    return new Found(frames, false);
  }

  private static Optional<Terminator> terminator(byte b) {
    return ANY.stream().filter(terminator -> terminator.code() == b).findFirst();
  }
}
