package chat.service.user;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import org.hibernate.annotations.JdbcTypeCode;
import org.hibernate.type.SqlTypes;

/** A row of {@code ended_sessions}: a logout, kept until the session's token would expire. */
@Entity
@Table(name = "ended_sessions")
class EndedSession {
  @Id
  @Column(name = "session_id", length = 36)
  @JdbcTypeCode(SqlTypes.CHAR)
  private String sessionId;

  @Column(name = "expires_ms")
  private long expiresMs;

  protected EndedSession() {}

  EndedSession(String sessionId, long expiresMs) {
    this.sessionId = sessionId;
    this.expiresMs = expiresMs;
  }
}
