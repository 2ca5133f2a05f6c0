package chat.service.user;

import chat.proto.user.AuditEntry;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.Table;

/** A row of {@code audit_log}: something that an administrator has done, or was about to do. */
@Entity
@Table(name = "audit_log")
class AuditRow {
  @Id
  @GeneratedValue(strategy = GenerationType.IDENTITY)
  private long id;

  @Column(name = "at_ms")
  private long atMs;

  @Column(name = "actor_id")
  private int actorId;

  private String action;
  private String subject;
  private String detail;

  protected AuditRow() {}

  AuditRow(long atMs, int actorId, String action, String subject, String detail) {
    this.atMs = atMs;
    this.actorId = actorId;
    this.action = action;
    this.subject = subject;
    this.detail = detail;
  }

  /** As it travels. */
  AuditEntry of(Account actor) {
    return AuditEntry.newBuilder()
        .setId(id)
        .setAtMs(atMs)
        .setActorId(actorId)
        .setActorName(actor.name())
        .setAction(action)
        .setSubject(subject)
        .setDetail(detail)
        .build();
  }
}
