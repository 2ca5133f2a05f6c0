package chat.service.social;

import chat.proto.social.FriendRequest;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;
import jakarta.persistence.Table;

/** A row of {@code friend_requests}: somebody waits for an answer. */
@Entity
@IdClass(FriendRequestRow.Key.class)
@Table(name = "friend_requests")
class FriendRequestRow {
  @Id
  @Column(name = "to_id")
  private int toId;

  @Id
  @Column(name = "from_id")
  private int fromId;

  private String text;

  @Column(name = "created_ms")
  private long createdMs;

  protected FriendRequestRow() {}

  FriendRequestRow(int fromId, int toId, String text, long createdMs) {
    this.fromId = fromId;
    this.toId = toId;
    this.text = text;
    this.createdMs = createdMs;
  }

  void changeText(String newText) {
    text = newText;
  }

  /** As it travels: the person who has asked, and what for. */
  FriendRequest of(Person person) {
    return FriendRequest.newBuilder()
        .setUser(person.toUser())
        .setText(text)
        .setCreatedMs(createdMs)
        .build();
  }

  /** The primary key. */
  record Key(int toId, int fromId) {}
}
