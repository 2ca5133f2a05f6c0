package chat.service.message;

import chat.proto.common.Attachment;
import chat.proto.common.MessageKind;
import chat.service.trace.SqlSpan;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.LongUnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Reads what the messages of a batch point to: nothing for most batches, else one query for the
 * messages, one for the files, one for the administrators. Plain JDBC, as in {@link BlockQuery}.
 *
 * <p>Run it after the heads are known. What it reads is then as new as the head behind which a
 * message is placed; and since the primary key lets no two transactions write behind the same head,
 * whoever changes a message of the conversation in between makes this transaction fail, and be
 * tried again. So no row has to be locked, and changes of one message happen in the order of their
 * seqs, whatever instances they come from.
 */
final class ReferenceQuery {
  private static final String TARGETS =
      """
      SELECT STRAIGHT_JOIN m.conversation_id, m.seq, m.from_id, m.kind, m.recalled_ms,
        m.file_id
      FROM pairs JOIN messages m ON m.conversation_id = pairs.id AND m.seq = pairs.seq""";
  private static final String FILES =
      "SELECT id, owner_id, name, type, size FROM files WHERE complete AND id IN ";
  private static final String ADMINISTRATORS =
      """
      SELECT STRAIGHT_JOIN g.group_id, g.user_id FROM pairs JOIN group_members g
        ON g.group_id = pairs.group_id AND g.user_id = pairs.user_id
      WHERE g.role IN ('owner', 'admin')""";

  private ReferenceQuery() {}

  /**
   * What the drafts point to.
   *
   * @param heads the last seq of each of their conversations, as far as it is known
   * @throws IllegalStateException when the database is away, or a file is locked
   */
  static References run(Connection connection, Collection<Draft> drafts, LongUnaryOperator heads) {
    List<Draft> some = drafts.stream().filter(draft -> !draft.extras().isNone()).toList();
    if (some.isEmpty()) {
      return References.NONE;
    }
    try {
      return new References(
          targets(connection, messageIds(some, heads)),
          files(connection, fileIds(some)),
          administrators(connection, recallers(some)));
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  private static Set<MessageId> messageIds(List<Draft> drafts, LongUnaryOperator heads) {
    Set<MessageId> ids = new HashSet<>();
    for (Draft draft : drafts) {
      long conversation = draft.conversation().value();
      long replySeq = draft.extras().replySeq();
      if (draft.extras().isChange()) {
        ids.add(draft.target());
      } else if (replySeq > heads.applyAsLong(conversation)) {
        // Another instance may have written it.
        ids.add(new MessageId(conversation, replySeq));
      }
    }
    return ids;
  }

  private static Set<String> fileIds(List<Draft> drafts) {
    return drafts.stream()
        .map(draft -> draft.extras().fileId())
        .filter(id -> !id.isEmpty())
        .collect(Collectors.toSet());
  }

  private static Set<MemberId> recallers(List<Draft> drafts) {
    return drafts.stream()
        .filter(Draft::isGroup)
        .filter(draft -> draft.extras().kind() == MessageKind.RECALL)
        .map(draft -> new MemberId(draft.groupId(), draft.fromId()))
        .collect(Collectors.toSet());
  }

  private static Map<MessageId, Target> targets(Connection connection, Set<MessageId> ids)
      throws SQLException {
    Map<MessageId, Target> targets = new HashMap<>();
    if (ids.isEmpty()) {
      return targets;
    }
    Stream<String> pairs = ids.stream().map(id -> id.conversationId() + "," + id.seq());
    try (SqlSpan span = SqlSpan.begin(TARGETS, 1);
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(with("id, seq", pairs) + TARGETS)) {
      while (rows.next()) {
        targets.put(
            new MessageId(rows.getLong(1), rows.getLong(2)),
            new Target(
                rows.getInt(3),
                MessageKind.forNumber(rows.getInt(4)),
                rows.getLong(5) > 0,
                rows.getString(6)));
      }
      span.done();
    }
    return targets;
  }

  private static Map<String, OwnedFile> files(Connection connection, Set<String> ids)
      throws SQLException {
    Map<String, OwnedFile> files = new HashMap<>();
    if (ids.isEmpty()) {
      return files;
    }
    String places = "(" + String.join(",", Collections.nCopies(ids.size(), "?")) + ")";
    // Locked, so that who tidies up does not take a file away that is just being sent.
    String sql = FILES + places + " LOCK IN SHARE MODE";
    try (SqlSpan span = SqlSpan.begin(sql, 1);
        PreparedStatement query = connection.prepareStatement(sql)) {
      int next = 1;
      for (String id : ids) {
        query.setString(next++, id);
      }
      try (ResultSet rows = query.executeQuery()) {
        while (rows.next()) {
          Attachment attachment =
              MessageFiles.attachment(
                  rows.getString(1), rows.getString(3), rows.getString(4), rows.getLong(5));
          files.put(attachment.getId(), new OwnedFile(rows.getInt(2), attachment));
        }
      }
      span.done();
    }
    return files;
  }

  private static Set<MemberId> administrators(Connection connection, Set<MemberId> members)
      throws SQLException {
    Set<MemberId> administrators = new HashSet<>();
    if (members.isEmpty()) {
      return administrators;
    }
    Stream<String> pairs = members.stream().map(member -> member.groupId() + "," + member.userId());
    try (SqlSpan span = SqlSpan.begin(ADMINISTRATORS, 1);
        Statement statement = connection.createStatement();
        ResultSet rows =
            statement.executeQuery(with("group_id, user_id", pairs) + ADMINISTRATORS)) {
      while (rows.next()) {
        administrators.add(new MemberId(rows.getInt(1), rows.getInt(2)));
      }
      span.done();
    }
    return administrators;
  }

  private static String with(String columns, Stream<String> pairs) {
    return "WITH pairs (%s) AS (VALUES %s) "
        .formatted(columns, pairs.map("(%s)"::formatted).collect(Collectors.joining(",")));
  }
}
