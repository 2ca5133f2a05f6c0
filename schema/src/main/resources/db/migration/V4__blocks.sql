-- Who wants no private messages with whom. The committer looks pairs up in both directions, each by
-- the primary key.
CREATE TABLE blocks (
  user_id INT NOT NULL,
  blocked_id INT NOT NULL,
  PRIMARY KEY (user_id, blocked_id),
  KEY blocks_blocked (blocked_id)
) DEFAULT CHARSET = utf8mb4;
