package chat.service.runtime;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(20)
class LastAnswerTest {
  private final AtomicLong nanos = new AtomicLong();
  private volatile Supplier<Optional<String>> database = Optional::empty;
  private final LastAnswer answer =
      new LastAnswer("the database", () -> database.get(), nanos::get);

  @Test
  void whoWasNotAskedIsNotWell() {
    assertEquals(Optional.of("the database was not asked yet"), answer.trouble());
  }

  @Test
  void aDatabaseThatHangsLetsNoProbeWait() throws Exception {
    answer.ask();
    CountDownLatch asked = new CountDownLatch(1);
    CountDownLatch answers = new CountDownLatch(1);
    database =
        () -> {
          asked.countDown();
          await(answers);
          return Optional.empty();
        };
    Thread asking = Thread.ofVirtual().start(answer::ask);
    try {
      asked.await();
      assertEquals(Optional.empty(), answer.trouble());
      nanos.addAndGet(Duration.ofSeconds(LastAnswer.LATE_SECONDS).toNanos() - 1);
      assertEquals(Optional.empty(), answer.trouble());
      nanos.incrementAndGet();
      assertEquals(Optional.of("the database has not answered for 5 s"), answer.trouble());
    } finally {
      answers.countDown();
      asking.join();
    }
    assertEquals(Optional.empty(), answer.trouble());
  }

  @Test
  void whatIsWrongIsToldUntilItIsNot() {
    database = () -> Optional.of("it cannot be reached");
    answer.ask();
    nanos.addAndGet(Duration.ofMinutes(1).toNanos());
    assertEquals(Optional.of("it cannot be reached"), answer.trouble());
    database = Optional::empty;
    answer.ask();
    assertEquals(Optional.empty(), answer.trouble());
  }

  @Test
  void aQuestionThatFailsIsTrouble() {
    answer.ask();
    database =
        () -> {
          throw new IllegalStateException("jdbc:mariadb://secret");
        };
    answer.ask();
    assertTrue(answer.trouble().isPresent());
    assertTrue(answer.trouble().filter(why -> why.contains("secret")).isEmpty());
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
