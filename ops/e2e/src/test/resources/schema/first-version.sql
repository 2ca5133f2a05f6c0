-- A database as the first version left it: its tables, and people who had chatted.
CREATE TABLE users (
  id INT AUTO_INCREMENT PRIMARY KEY, name VARCHAR(50) NOT NULL UNIQUE,
  hashed_pwd VARCHAR(255) NOT NULL, state VARCHAR(16) NOT NULL DEFAULT 'offline');
CREATE TABLE friends (user_id INT NOT NULL, friend_id INT NOT NULL, PRIMARY KEY (user_id, friend_id));
CREATE TABLE `groups` (
  id INT AUTO_INCREMENT PRIMARY KEY, owner_id INT NOT NULL, name VARCHAR(50) NOT NULL,
  `desc` VARCHAR(200) NOT NULL DEFAULT '');
CREATE TABLE group_members (group_id INT NOT NULL, user_id INT NOT NULL, PRIMARY KEY (group_id, user_id));
CREATE TABLE messages (
  id BIGINT AUTO_INCREMENT PRIMARY KEY, from_id INT NOT NULL, to_id INT NULL, group_id INT NULL,
  content TEXT NOT NULL, timestamp_ms BIGINT NOT NULL, msg_id VARCHAR(64) NULL);
CREATE TABLE offline_msgs (user_id INT NOT NULL, payload TEXT NOT NULL);

INSERT INTO users VALUES (1, 'One', 'hash-1', 'online'), (2, '二 😀', 'hash-2', 'offline'), (3, 'O''Three', 'hash-3', 'offline');
INSERT INTO friends VALUES (1, 2);
INSERT INTO `groups` VALUES (7, 1, 'team', 'demo'), (8, 2, 'silent', '');
INSERT INTO group_members VALUES (7, 2), (7, 3);

-- One and Two; the second copy of m1 is another message, one has no msg_id, one an empty one.
INSERT INTO messages VALUES
  (1, 1, 2, NULL, 'a', 100, 'm1'),
  (2, 2, 1, NULL, 'b "quoted" \\ % 😀', 200, NULL),
  (3, 1, 2, 0, 'c', 300, 'm1'),
  (4, 1, 2, NULL, 'd', 300, ''),
-- The group; rows were not always written in the order of their times.
  (5, 1, NULL, 7, 'second', 500, 'g2'),
  (6, 2, NULL, 7, 'first', 400, 'm1'),
  (7, 1, 0, 7, 'third', 600, 'g3');

-- Two had not got the last two private messages (kept as lines) and the last two of the group (as classic).
INSERT INTO offline_msgs VALUES
  (2, '{"msgid":1001,"from_id":1,"to_id":2,"content":"c","timestamp_ms":300,"msg_id":"m1"}'),
  (2, '{"msgid":1001,"from_id":1,"to_id":2,"content":"d","timestamp_ms":300,"msg_id":""}'),
  (2, '{"msgid":10,"id":1,"name":"One","groupid":7,"msg":"second","time":"2026-01-02 03:04:05"}'),
  (2, '{"msgid":10,"id":1,"name":"One","groupid":7,"msg":"third","time":"2026-01-02 03:04:06"}'),
-- Three's to One was only kept here.
  (1, '{"msgid":6,"id":3,"name":"O''Three","toid":1,"msg":"only \\"here\\" \\u4f60 😀","time":"2026-01-02 03:04:05"}'),
-- And this nobody can read.
  (3, 'not JSON');
