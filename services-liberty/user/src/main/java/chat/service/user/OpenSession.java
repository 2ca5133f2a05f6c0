package chat.service.user;

import chat.proto.user.Session;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.util.Optional;
import org.hibernate.annotations.JdbcTypeCode;
import org.hibernate.type.SqlTypes;

/** A row of {@code sessions}: a login that has not been ended. */
@Entity
@Table(name = "sessions")
class OpenSession {
  @Id
  @Column(name = "session_id", length = 36)
  @JdbcTypeCode(SqlTypes.CHAR)
  private String sessionId;

  @Column(name = "user_id")
  private int userId;

  private String device;
  private String address;

  @Column(name = "created_ms")
  private long createdMs;

  @Column(name = "expires_ms")
  private long expiresMs;

  protected OpenSession() {}

  OpenSession(int userId, TokenIssuer.Issued issued, Origin origin, long createdMs) {
    this.sessionId = issued.session();
    this.userId = userId;
    this.device = origin.device();
    this.address = origin.address();
    this.createdMs = createdMs;
    this.expiresMs = issued.expires().toEpochMilli();
  }

  /**
   * Where a login comes from.
   *
   * @param device what the client says it is; may be empty
   * @param address as the gateway sees it; may be empty
   */
  record Origin(String device, String address) {}

  int userId() {
    return userId;
  }

  long expiresMs() {
    return expiresMs;
  }

  /**
   * As it travels.
   *
   * @param asking the session that asks
   */
  Session toSession(Optional<String> asking) {
    return Session.newBuilder()
        .setId(sessionId)
        .setDevice(device)
        .setAddress(address)
        .setCreatedMs(createdMs)
        .setExpiresMs(expiresMs)
        .setCurrent(asking.equals(Optional.of(sessionId)))
        .build();
  }
}
