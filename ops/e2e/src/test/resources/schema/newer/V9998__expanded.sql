-- What a later release may do before the services of this one have gone: columns that may be
-- missing or have a default, tables, keys.
ALTER TABLE users ADD COLUMN phone VARCHAR(20) NULL;
ALTER TABLE messages
  ADD COLUMN starred_ms BIGINT NULL,
  ADD COLUMN tone TINYINT NOT NULL DEFAULT 0;
ALTER TABLE cursors ADD COLUMN muted BOOLEAN NOT NULL DEFAULT FALSE;
CREATE TABLE reactions (
  conversation_id BIGINT NOT NULL,
  seq BIGINT NOT NULL,
  user_id INT NOT NULL,
  reaction VARCHAR(16) NOT NULL,
  PRIMARY KEY (conversation_id, seq, user_id)
) DEFAULT CHARSET = utf8mb4;
CREATE INDEX messages_starred ON messages (starred_ms);
