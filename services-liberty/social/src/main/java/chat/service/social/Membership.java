package chat.service.social;

import chat.proto.social.GroupMember;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;
import jakarta.persistence.Table;

/** A row of {@code group_members}. */
@Entity
@IdClass(Membership.Key.class)
@Table(name = "group_members")
class Membership {
  /** The role of whoever made the group. */
  static final String OWNER = "owner";

  /** The role of somebody who may remove plain members. */
  static final String ADMIN = "admin";

  /** The role of everybody else, at first. */
  static final String MEMBER = "member";

  @Id
  @Column(name = "group_id")
  private int groupId;

  @Id
  @Column(name = "user_id")
  private int userId;

  private String role;

  @Column(name = "joined_ms")
  private long joinedMs;

  protected Membership() {}

  Membership(int groupId, int userId, String role, long joinedMs) {
    this.groupId = groupId;
    this.userId = userId;
    this.role = role;
    this.joinedMs = joinedMs;
  }

  int groupId() {
    return groupId;
  }

  String role() {
    return role;
  }

  /** As it travels: the person with the role in this group. */
  GroupMember of(Person person) {
    return GroupMember.newBuilder().setId(userId).setName(person.name()).setRole(role).build();
  }

  /** The primary key. */
  record Key(int groupId, int userId) {}
}
