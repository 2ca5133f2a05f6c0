package chat.service.message;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;

/** A row of {@code users}, which the user service writes; here only id and name. */
@Entity
@Table(name = "users")
class Person {
  @Id private int id;

  private String name;

  /** For Hibernate. */
  protected Person() {}

  int id() {
    return id;
  }

  String name() {
    return name;
  }
}
