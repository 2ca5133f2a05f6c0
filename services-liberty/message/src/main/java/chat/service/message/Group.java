package chat.service.message;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;

/** A row of {@code groups}, which the social service writes; here only id and name. */
@Entity
@Table(name = "`groups`")
class Group {
  @Id private int id;

  private String name;

  /** For Hibernate. */
  protected Group() {}

  int id() {
    return id;
  }

  String name() {
    return name;
  }
}
