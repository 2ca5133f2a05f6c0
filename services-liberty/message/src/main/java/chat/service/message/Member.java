package chat.service.message;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;
import jakarta.persistence.Table;

/** A row of {@code group_members}, which the social service writes. */
@Entity
@Table(name = "group_members")
@IdClass(MemberId.class)
class Member {
  @Id
  @Column(name = "group_id")
  private int groupId;

  @Id
  @Column(name = "user_id")
  private int userId;

  /** For Hibernate. */
  protected Member() {}
}
