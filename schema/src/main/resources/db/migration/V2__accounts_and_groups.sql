-- Names compare byte for byte: "Bob", "bob" and "bob " are three people.
ALTER TABLE users
  MODIFY name VARCHAR(50) CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin NOT NULL,
  ADD COLUMN role VARCHAR(8) NOT NULL DEFAULT 'user',
  ADD COLUMN nickname VARCHAR(50) NOT NULL DEFAULT '',
  ADD COLUMN signature VARCHAR(200) NOT NULL DEFAULT '',
  ADD COLUMN avatar_url VARCHAR(500) NOT NULL DEFAULT '',
  ADD COLUMN created_ms BIGINT NOT NULL DEFAULT 0;

-- A friendship has two rows, one for each side.
INSERT IGNORE INTO friends (user_id, friend_id) SELECT friend_id, user_id FROM friends;

ALTER TABLE `groups`
  MODIFY name VARCHAR(50) CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin NOT NULL,
  MODIFY `desc` VARCHAR(200) CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin NOT NULL DEFAULT '',
  -- Whether somebody may add themself.
  ADD COLUMN open BOOLEAN NOT NULL DEFAULT TRUE,
  ADD COLUMN created_ms BIGINT NOT NULL DEFAULT 0;

ALTER TABLE group_members
  ADD COLUMN role VARCHAR(8) NOT NULL DEFAULT 'member',
  ADD COLUMN joined_ms BIGINT NOT NULL DEFAULT 0,
  ADD KEY group_members_user (user_id);

INSERT IGNORE INTO group_members (group_id, user_id) SELECT id, owner_id FROM `groups`;
UPDATE group_members JOIN `groups` ON `groups`.id = group_members.group_id
  SET group_members.role = 'owner' WHERE `groups`.owner_id = group_members.user_id;

-- Sessions that were ended before their token expired.
CREATE TABLE ended_sessions (
  session_id CHAR(36) CHARACTER SET ascii COLLATE ascii_bin NOT NULL PRIMARY KEY,
  expires_ms BIGINT NOT NULL,
  KEY ended_sessions_expires (expires_ms)
) DEFAULT CHARSET = utf8mb4;
