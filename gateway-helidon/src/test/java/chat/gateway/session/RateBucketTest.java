package chat.gateway.session;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class RateBucketTest {
  private static final long MILLISECOND = 1_000_000;

  private final RateBucket bucket = new RateBucket(10, 3, 0);

  @Test
  void aBurstIsLetThroughAndThenOneAtATime() {
    for (int i = 0; i < 3; i++) {
      assertEquals(0, bucket.take(0));
    }
    assertEquals(100, bucket.take(0));
    assertEquals(40, bucket.take(60 * MILLISECOND));
    assertEquals(0, bucket.take(100 * MILLISECOND));
    assertEquals(100, bucket.take(100 * MILLISECOND));
  }

  @Test
  void aLongSilenceFillsItOnlyOnce() {
    long later = 3_600_000 * MILLISECOND;
    for (int i = 0; i < 3; i++) {
      assertEquals(0, bucket.take(later));
    }
    assertEquals(100, bucket.take(later));
  }
}
