-- The tables as the first version of this system had them. On a database of that version this
-- changes nothing; V2 then takes its rows over.
CREATE TABLE IF NOT EXISTS users (
  id INT NOT NULL AUTO_INCREMENT PRIMARY KEY,
  name VARCHAR(50) NOT NULL UNIQUE,
  hashed_pwd VARCHAR(255) NOT NULL,
  state VARCHAR(16) NOT NULL DEFAULT 'offline'
) DEFAULT CHARSET = utf8mb4;

CREATE TABLE IF NOT EXISTS friends (
  user_id INT NOT NULL,
  friend_id INT NOT NULL,
  PRIMARY KEY (user_id, friend_id)
) DEFAULT CHARSET = utf8mb4;

CREATE TABLE IF NOT EXISTS `groups` (
  id INT NOT NULL AUTO_INCREMENT PRIMARY KEY,
  owner_id INT NOT NULL,
  name VARCHAR(50) NOT NULL,
  `desc` VARCHAR(200) NOT NULL DEFAULT ''
) DEFAULT CHARSET = utf8mb4;

CREATE TABLE IF NOT EXISTS group_members (
  group_id INT NOT NULL,
  user_id INT NOT NULL,
  PRIMARY KEY (group_id, user_id)
) DEFAULT CHARSET = utf8mb4;

CREATE TABLE IF NOT EXISTS messages (
  id BIGINT NOT NULL AUTO_INCREMENT PRIMARY KEY,
  from_id INT NOT NULL,
  to_id INT NULL,
  group_id INT NULL,
  content TEXT NOT NULL,
  timestamp_ms BIGINT NOT NULL,
  msg_id VARCHAR(64) NULL
) DEFAULT CHARSET = utf8mb4;

CREATE TABLE IF NOT EXISTS offline_msgs (
  user_id INT NOT NULL,
  payload TEXT NOT NULL
) DEFAULT CHARSET = utf8mb4;
