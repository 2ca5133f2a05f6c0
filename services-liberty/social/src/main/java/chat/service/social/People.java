package chat.service.social;

import chat.proto.ErrorCode;
import chat.service.runtime.Refused;
import chat.service.runtime.Rows;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;

/** Finds users. Call it inside a transaction. */
@ApplicationScoped
class People {
  @PersistenceContext(unitName = "chat")
  private EntityManager entities;

  @Inject private Rows rows;

  /**
   * The user with this id.
   *
   * @throws Refused 404 when there is none
   */
  Person require(int userId) {
    return rows.find(entities, Person.class, userId)
        .orElseThrow(() -> new Refused(ErrorCode.NOT_FOUND, "there is no such user"));
  }
}
