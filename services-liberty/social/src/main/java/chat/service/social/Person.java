package chat.service.social;

import chat.proto.common.User;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import org.hibernate.annotations.Immutable;

/** A row of {@code users}, which the user service writes: as much as others may know. */
@Entity
@Immutable
@Table(name = "users")
class Person {
  @Id private int id;
  private String name;
  private boolean asks;

  protected Person() {}

  int id() {
    return id;
  }

  String name() {
    return name;
  }

  /** Whether who wants to be a friend has to ask. */
  boolean asks() {
    return asks;
  }

  /** As it travels; this service does not know who is online. */
  User toUser() {
    return User.newBuilder().setId(id).setName(name).build();
  }
}
