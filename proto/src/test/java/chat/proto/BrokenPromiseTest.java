package chat.proto;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class BrokenPromiseTest {
  private static final String KEY = BrokenPromise.TEST_KEY + "0123456789abcdef0123456789abcdef";

  @ParameterizedTest
  @EnumSource
  void isFoundByItsLabelInASystemForTests(BrokenPromise promise) {
    assertEquals(Optional.of(promise), BrokenPromise.of(promise.label(), KEY));
  }

  @ParameterizedTest
  @EnumSource
  void isRefusedWithAnyOtherKey(BrokenPromise promise) {
    String real = "0123456789abcdef" + KEY;
    assertThrows(IllegalArgumentException.class, () -> BrokenPromise.of(promise.label(), real));
  }

  @Test
  void nothingIsBrokenUnlessAskedFor() {
    assertEquals(Optional.empty(), BrokenPromise.of("", "any key"));
    assertThrows(IllegalArgumentException.class, () -> BrokenPromise.of("no-such-promise", KEY));
  }
}
