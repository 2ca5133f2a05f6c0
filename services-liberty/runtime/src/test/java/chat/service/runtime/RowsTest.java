package chat.service.runtime;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;

import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceException;
import jakarta.transaction.Status;
import jakarta.transaction.TransactionSynchronizationRegistry;
import java.lang.reflect.Proxy;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class RowsTest {
  private int status = Status.STATUS_ACTIVE;
  private String stored;

  private final Rows rows =
      new Rows(answering(TransactionSynchronizationRegistry.class, () -> status));
  private final EntityManager entities = answering(EntityManager.class, () -> stored);

  private interface Answer {
    Object give();
  }

  @Test
  void aRowIsFoundOrAbsent() {
    assertEquals(Optional.empty(), rows.find(entities, String.class, 1));
    stored = "row";
    assertEquals(Optional.of("row"), rows.find(entities, String.class, 1));
    assertEquals(Optional.of("row"), rows.lock(entities, String.class, 1));
  }

  @Test
  void whatADatabaseThatBrokeOffDoesNotSayIsNotAbsent() {
    status = Status.STATUS_MARKED_ROLLBACK;
    var unknown =
        assertThrows(PersistenceException.class, () -> rows.find(entities, String.class, 1));
    assertInstanceOf(DatabaseTrouble.Away.class, DatabaseTrouble.or(unknown));
    assertThrows(PersistenceException.class, () -> rows.lock(entities, String.class, 1));
  }

  /** Both interfaces are large; only one method of each is used here. */
  private static <T> T answering(Class<T> type, Answer answer) {
    return type.cast(
        Proxy.newProxyInstance(
            type.getClassLoader(), new Class<?>[] {type}, (self, method, given) -> answer.give()));
  }
}
