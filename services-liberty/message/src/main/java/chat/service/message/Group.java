package chat.service.message;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;

/** A row of {@code groups}, which the social service writes; here only whether it exists. */
@Entity
@Table(name = "`groups`")
class Group {
  @Id private int id;

  /** For Hibernate. */
  protected Group() {}
}
