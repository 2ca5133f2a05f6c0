package chat.service.user;

import chat.proto.TokenClaims;
import chat.proto.user.AccountInfo;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.util.Set;

/** A row of {@code users}. The name never changes. Changes are stored inside a transaction only. */
@Entity
@Table(name = "users")
class Account {
  @Id
  @GeneratedValue(strategy = GenerationType.IDENTITY)
  private int id;

  private String name;

  @Column(name = "hashed_pwd")
  private String passwordHash;

  private String role = TokenClaims.USER;
  private String nickname = "";
  private String signature = "";

  @Column(name = "avatar_url")
  private String avatarUrl = "";

  @Column(name = "created_ms")
  private long createdMs;

  private boolean asks;

  @Column(name = "disabled_ms")
  private long disabledMs;

  protected Account() {}

  Account(String name, String passwordHash, long createdMs) {
    this.name = name;
    this.passwordHash = passwordHash;
    this.createdMs = createdMs;
  }

  int id() {
    return id;
  }

  String name() {
    return name;
  }

  String passwordHash() {
    return passwordHash;
  }

  /** {@link TokenClaims#USER} or {@link TokenClaims#ADMIN}. */
  String role() {
    return role;
  }

  boolean isAdmin() {
    return role.equals(TokenClaims.ADMIN);
  }

  /** Whether the account is closed: nobody can log in. */
  boolean isDisabled() {
    return disabledMs != 0;
  }

  /** The roles that a token of this account carries. */
  Set<String> roles() {
    return isAdmin() ? Set.of(TokenClaims.USER, TokenClaims.ADMIN) : Set.of(TokenClaims.USER);
  }

  String nickname() {
    return nickname;
  }

  String signature() {
    return signature;
  }

  String avatarUrl() {
    return avatarUrl;
  }

  /** Whether who wants to be a friend has to ask. */
  boolean asks() {
    return asks;
  }

  /** As administrators see it. */
  AccountInfo toInfo() {
    return AccountInfo.newBuilder()
        .setId(id)
        .setName(name)
        .setRole(role)
        .setCreatedMs(createdMs)
        .setDisabled(isDisabled())
        .build();
  }

  /**
   * Closes the account, or opens it.
   *
   * @param sinceMs 0 to open it
   */
  void disable(long sinceMs) {
    disabledMs = sinceMs;
  }

  void changeRole(String newRole) {
    role = newRole;
  }

  void changeAsks(boolean whether) {
    asks = whether;
  }

  void changePasswordHash(String hash) {
    passwordHash = hash;
  }

  void changeNickname(String text) {
    nickname = text;
  }

  void changeSignature(String text) {
    signature = text;
  }

  void changeAvatarUrl(String url) {
    avatarUrl = url;
  }
}
