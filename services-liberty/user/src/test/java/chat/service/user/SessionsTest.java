package chat.service.user;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;

import org.junit.jupiter.api.Test;

class SessionsTest {

  @Test
  void aFailedCleaningLetsTheNextOneCome() {
    assertDoesNotThrow(
        () ->
            Sessions.clean(
                () -> {
                  throw new IllegalStateException("the database is away");
                }));
  }

  @Test
  void stopsWithoutHavingStarted() {
    assertDoesNotThrow(() -> new Sessions().stop());
  }
}
