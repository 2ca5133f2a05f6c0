package chat.service.social;

import chat.proto.social.Group;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.Table;

/** A row of {@code groups}. */
@Entity
@Table(name = "`groups`")
class ChatGroup {
  @Id
  @GeneratedValue(strategy = GenerationType.IDENTITY)
  private int id;

  @Column(name = "owner_id")
  private int ownerId;

  private String name;

  @Column(name = "`desc`")
  private String description;

  private boolean open = true;

  @Column(name = "created_ms")
  private long createdMs;

  protected ChatGroup() {}

  ChatGroup(int ownerId, String name, String description, long createdMs) {
    this.ownerId = ownerId;
    this.name = name;
    this.description = description;
    this.createdMs = createdMs;
  }

  int id() {
    return id;
  }

  String name() {
    return name;
  }

  /** Nobody can add themself from now on. */
  void close() {
    open = false;
  }

  /** Whether somebody may add themself. */
  boolean isOpen() {
    return open;
  }

  /** As it travels, without the members. */
  Group.Builder toGroup() {
    return Group.newBuilder().setId(id).setName(name).setDesc(description).setOwnerId(ownerId);
  }
}
