package chat.service.social;

import chat.proto.ErrorCode;
import chat.service.runtime.Refused;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import java.util.Optional;

/** Finds users. Call it inside a transaction. */
@ApplicationScoped
class People {
  @PersistenceContext(unitName = "chat")
  private EntityManager entities;

  /**
   * The user with this id.
   *
   * @throws Refused 404 when there is none
   */
  Person require(int userId) {
    return Optional.ofNullable(entities.find(Person.class, userId))
        .orElseThrow(() -> new Refused(ErrorCode.NOT_FOUND, "there is no such user"));
  }
}
