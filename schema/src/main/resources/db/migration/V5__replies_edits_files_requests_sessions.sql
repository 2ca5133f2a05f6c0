-- Only new columns with defaults and new tables: a release that does not know them goes on beside one that does.
ALTER TABLE messages
  -- chat.common.MessageKind: 0 text, 1 edit, 2 recall.
  ADD COLUMN kind TINYINT NOT NULL DEFAULT 0,
  -- Of an edit or a recall: the message of the same conversation that it changes.
  ADD COLUMN target_seq BIGINT NOT NULL DEFAULT 0,
  -- The message of the same conversation that this one answers; 0 where there is none.
  ADD COLUMN reply_seq BIGINT NOT NULL DEFAULT 0,
  -- Ids of users, separated by commas.
  ADD COLUMN mentions VARCHAR(600) CHARACTER SET ascii COLLATE ascii_bin NOT NULL DEFAULT '',
  ADD COLUMN file_id VARCHAR(32) CHARACTER SET ascii COLLATE ascii_bin NOT NULL DEFAULT '',
  -- When the content was last replaced, or taken away; milliseconds since 1970, 0 means never.
  ADD COLUMN edited_ms BIGINT NOT NULL DEFAULT 0,
  ADD COLUMN recalled_ms BIGINT NOT NULL DEFAULT 0;

-- Where the edits of a message are, which are emptied with it.
CREATE TABLE message_edits (
  conversation_id BIGINT NOT NULL,
  target_seq BIGINT NOT NULL,
  seq BIGINT NOT NULL,
  PRIMARY KEY (conversation_id, target_seq, seq)
) DEFAULT CHARSET = utf8mb4;

CREATE TABLE files (
  -- 128 random bits in hexadecimal digits.
  id CHAR(32) CHARACTER SET ascii COLLATE ascii_bin NOT NULL PRIMARY KEY,
  owner_id INT NOT NULL,
  name VARCHAR(255) CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin NOT NULL,
  type VARCHAR(100) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  -- Bytes.
  size BIGINT NOT NULL,
  -- Whether all of it has come.
  complete BOOLEAN NOT NULL DEFAULT FALSE,
  created_ms BIGINT NOT NULL,
  -- With the size: what the files of a user take up is read from here alone.
  KEY files_owner (owner_id, size)
) DEFAULT CHARSET = utf8mb4;

-- The bytes, in pieces of chat.proto.FilePieces.BYTES.
CREATE TABLE file_pieces (
  file_id CHAR(32) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  -- 0, 1, 2, ...
  number INT NOT NULL,
  data MEDIUMBLOB NOT NULL,
  PRIMARY KEY (file_id, number)
) DEFAULT CHARSET = utf8mb4;

-- In which messages a file is: who may read one of them may read the file.
CREATE TABLE file_uses (
  file_id CHAR(32) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  conversation_id BIGINT NOT NULL,
  seq BIGINT NOT NULL,
  PRIMARY KEY (file_id, conversation_id, seq)
) DEFAULT CHARSET = utf8mb4;

ALTER TABLE users
  -- Whether who wants to be a friend has to ask.
  ADD COLUMN asks BOOLEAN NOT NULL DEFAULT FALSE,
  -- Since when the account is closed; 0 means that it is open.
  ADD COLUMN disabled_ms BIGINT NOT NULL DEFAULT 0;

CREATE TABLE friend_requests (
  to_id INT NOT NULL,
  from_id INT NOT NULL,
  text VARCHAR(200) CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin NOT NULL DEFAULT '',
  created_ms BIGINT NOT NULL,
  PRIMARY KEY (to_id, from_id)
) DEFAULT CHARSET = utf8mb4;

-- Who is logged in where. A session without a row is from a release that wrote none.
CREATE TABLE sessions (
  session_id CHAR(36) CHARACTER SET ascii COLLATE ascii_bin NOT NULL PRIMARY KEY,
  user_id INT NOT NULL,
  -- What the client says it is.
  device VARCHAR(100) CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin NOT NULL DEFAULT '',
  address VARCHAR(45) CHARACTER SET ascii COLLATE ascii_bin NOT NULL DEFAULT '',
  created_ms BIGINT NOT NULL,
  expires_ms BIGINT NOT NULL,
  KEY sessions_user (user_id),
  KEY sessions_expires (expires_ms)
) DEFAULT CHARSET = utf8mb4;

-- What administrators have done.
CREATE TABLE audit_log (
  id BIGINT NOT NULL AUTO_INCREMENT PRIMARY KEY,
  at_ms BIGINT NOT NULL,
  actor_id INT NOT NULL,
  -- "user.disable", say.
  action VARCHAR(40) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  -- "user:7", say.
  subject VARCHAR(100) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  detail VARCHAR(500) CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin NOT NULL DEFAULT ''
) DEFAULT CHARSET = utf8mb4;
