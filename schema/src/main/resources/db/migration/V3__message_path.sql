-- The message path: one gapless sequence per conversation (the primary key), one row per sender
-- and msg_id (the unique key), the outbox of batches still to be pushed, and cursors in place of
-- offline copies. conversation_id: a group's id, or lower user id << 32 | higher user id.
RENAME TABLE messages TO messages_v1, offline_msgs TO offline_msgs_v1;

CREATE TABLE messages (
  conversation_id BIGINT NOT NULL,
  seq BIGINT NOT NULL,
  from_id INT NOT NULL,
  -- 0 in a group.
  to_id INT NOT NULL,
  -- 0 in a private conversation.
  group_id INT NOT NULL,
  content MEDIUMTEXT CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin NOT NULL,
  timestamp_ms BIGINT NOT NULL,
  msg_id VARCHAR(64) CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin NOT NULL,
  PRIMARY KEY (conversation_id, seq),
  UNIQUE KEY messages_msg_id (from_id, msg_id)
) DEFAULT CHARSET = utf8mb4;

-- One row per committed batch whose pushes Kafka has not acknowledged yet.
CREATE TABLE outbox (
  -- Milliseconds since 1970 << 20, plus a counter: the order of the batches of one instance.
  id BIGINT NOT NULL PRIMARY KEY,
  -- What was written: "conversation:first-last", separated by commas.
  ranges MEDIUMTEXT CHARACTER SET ascii COLLATE ascii_bin NOT NULL
) DEFAULT CHARSET = utf8mb4;

-- Where each user stands in each conversation. Values only grow, but for joined_seq when
-- somebody leaves a group and comes back.
CREATE TABLE cursors (
  user_id INT NOT NULL,
  conversation_id BIGINT NOT NULL,
  joined_seq BIGINT NOT NULL DEFAULT 0,
  delivered_seq BIGINT NOT NULL DEFAULT 0,
  read_seq BIGINT NOT NULL DEFAULT 0,
  PRIMARY KEY (user_id, conversation_id)
) DEFAULT CHARSET = utf8mb4;

-- Offline copies, in any of the forms in which they were kept.
CREATE TABLE offline_v1 (
  user_id INT NOT NULL,
  from_id INT NOT NULL,
  to_id INT NOT NULL,
  group_id INT NOT NULL,
  content MEDIUMTEXT CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin NOT NULL,
  timestamp_ms BIGINT NOT NULL,
  msg_id VARCHAR(64) CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin NULL
) DEFAULT CHARSET = utf8mb4;

INSERT INTO offline_v1
  SELECT user_id,
    COALESCE(JSON_VALUE(payload, '$.from_id'), JSON_VALUE(payload, '$.id')),
    CASE WHEN COALESCE(JSON_VALUE(payload, '$.group_id'), JSON_VALUE(payload, '$.groupid'), 0) > 0
      THEN 0 ELSE user_id END,
    COALESCE(JSON_VALUE(payload, '$.group_id'), JSON_VALUE(payload, '$.groupid'), 0),
    COALESCE(JSON_VALUE(payload, '$.content'), JSON_VALUE(payload, '$.msg')),
    COALESCE(JSON_VALUE(payload, '$.timestamp_ms'),
      UNIX_TIMESTAMP(JSON_VALUE(payload, '$.time')) * 1000, 0),
    NULLIF(JSON_VALUE(payload, '$.msg_id'), '')
  FROM offline_msgs_v1
  WHERE JSON_VALID(payload)
    AND COALESCE(JSON_VALUE(payload, '$.from_id'), JSON_VALUE(payload, '$.id')) > 0
    AND COALESCE(JSON_VALUE(payload, '$.content'), JSON_VALUE(payload, '$.msg')) IS NOT NULL;

-- A copy whose message is in no row of messages is the message: nothing is lost.
INSERT INTO messages_v1 (from_id, to_id, group_id, content, timestamp_ms, msg_id)
  SELECT DISTINCT o.from_id, o.to_id, o.group_id, o.content, o.timestamp_ms, o.msg_id
  FROM offline_v1 o
  WHERE NOT EXISTS (
    SELECT 1 FROM messages_v1 m
    WHERE m.from_id = o.from_id AND COALESCE(m.group_id, 0) = o.group_id
      AND (o.group_id > 0 OR m.to_id = o.to_id)
      AND (m.msg_id = o.msg_id OR (o.msg_id IS NULL AND BINARY m.content = BINARY o.content)));

-- A msg_id that was missing, or given twice by one sender, is made from the old key.
INSERT INTO messages
  SELECT conversation_id,
    ROW_NUMBER() OVER (PARTITION BY conversation_id ORDER BY timestamp_ms, id),
    from_id, to_id, group_id, content, timestamp_ms,
    CASE WHEN msg_id = '' OR copy > 1 THEN CONCAT('v1-', id) ELSE msg_id END
  FROM (
    SELECT id, from_id, content, timestamp_ms, COALESCE(msg_id, '') AS msg_id,
      CASE WHEN COALESCE(group_id, 0) > 0 THEN 0 ELSE to_id END AS to_id,
      COALESCE(group_id, 0) AS group_id,
      CASE WHEN COALESCE(group_id, 0) > 0 THEN group_id
        ELSE (LEAST(from_id, to_id) << 32) | GREATEST(from_id, to_id) END AS conversation_id,
      ROW_NUMBER() OVER (
        PARTITION BY from_id, BINARY COALESCE(msg_id, '') ORDER BY id) AS copy
    FROM messages_v1
    WHERE COALESCE(group_id, 0) > 0 OR COALESCE(to_id, 0) > 0
  ) AS v1;

-- Whoever takes part has a cursor at the end of the conversation, less what was kept for them.
INSERT INTO cursors (user_id, conversation_id, delivered_seq, read_seq)
  SELECT member.user_id, member.conversation_id,
    GREATEST(0, head.seq - COALESCE(kept.copies, 0)),
    GREATEST(0, head.seq - COALESCE(kept.copies, 0))
  FROM (
    SELECT user_id, group_id AS conversation_id FROM group_members
    UNION SELECT from_id, conversation_id FROM messages WHERE group_id = 0
    UNION SELECT to_id, conversation_id FROM messages WHERE group_id = 0
  ) AS member
  JOIN (
    SELECT conversation_id, MAX(seq) AS seq FROM messages GROUP BY conversation_id
    UNION ALL SELECT id, 0 FROM `groups` WHERE id NOT IN (SELECT group_id FROM messages)
  ) AS head ON head.conversation_id = member.conversation_id
  LEFT JOIN (
    SELECT user_id, COUNT(*) AS copies,
      CASE WHEN group_id > 0 THEN group_id
        ELSE (LEAST(from_id, to_id) << 32) | GREATEST(from_id, to_id) END AS conversation_id
    FROM offline_v1 GROUP BY user_id, conversation_id
  ) AS kept ON kept.user_id = member.user_id AND kept.conversation_id = member.conversation_id;

DROP TABLE offline_v1, messages_v1;

-- What could not be read stays for a person to look at, in a table that otherwise goes.
DELETE FROM offline_msgs_v1
  WHERE JSON_VALID(payload)
    AND COALESCE(JSON_VALUE(payload, '$.from_id'), JSON_VALUE(payload, '$.id')) > 0
    AND COALESCE(JSON_VALUE(payload, '$.content'), JSON_VALUE(payload, '$.msg')) IS NOT NULL;
SET @drop_when_empty = IF(
  (SELECT COUNT(*) FROM offline_msgs_v1) = 0, 'DROP TABLE offline_msgs_v1', 'DO 0');
EXECUTE IMMEDIATE @drop_when_empty;
