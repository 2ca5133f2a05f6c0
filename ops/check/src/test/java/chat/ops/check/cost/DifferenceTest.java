package chat.ops.check.cost;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.DoubleStream;
import org.junit.jupiter.api.Test;

class DifferenceTest {
  /** By hand: mean 0.02, deviation 0.01, and 4.303 is Student's factor for two degrees. */
  @Test
  void isTheMeanAndHowFarItMayBeOff() {
    Difference difference = Difference.of(List.of(0.01, 0.02, 0.03));
    assertEquals(0.02, difference.mean(), 1e-9);
    assertEquals(0.02 - 4.303 * 0.01 / Math.sqrt(3), difference.low(), 1e-5);
    assertEquals(0.02 + 4.303 * 0.01 / Math.sqrt(3), difference.high(), 1e-5);
    assertEquals("+2.0 % (95 %: -0.5 to +4.5)", difference.toString());
  }

  @Test
  void holdsTheTruthNineteenTimesOfTwenty() {
    var random = new SplittableRandom(1);
    int right = 0;
    for (int i = 0; i < 10_000; i++) {
      Difference difference =
          Difference.of(DoubleStream.generate(random::nextGaussian).limit(5).boxed().toList());
      right += difference.low() <= 0 && difference.high() >= 0 ? 1 : 0;
    }
    assertTrue(right > 9_400 && right < 9_600, right + " of 10,000");
  }
}
