-- The same again, under services that run.
ALTER TABLE `groups` ADD COLUMN picture_url VARCHAR(500) NOT NULL DEFAULT '';
ALTER TABLE messages ADD COLUMN reply_to BIGINT NULL;
ALTER TABLE outbox ADD COLUMN origin VARCHAR(36) NULL;
